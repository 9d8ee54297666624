import { apiRows } from './rows.js';
import type { ApiRow } from './rows.js';

const percent = (part: number, whole: number): string => `${((100 * part) / whole).toFixed(1)}%`;
const isNative = ({ status }: ApiRow): boolean => status === 'native';
const escape = (text: string): string => text.replaceAll('|', '\\|');

function call({ name, signature }: ApiRow): string {
  return `\`${escape(signature === undefined ? name : `${name}(${signature})`)}\``;
}

function section(owner: string, rows: readonly ApiRow[]): string[] {
  const native = rows.filter(isNative);
  const refused = rows.filter((row) => !isNative(row));
  const lines = [`## ${owner}`, '', `${native.length} of ${rows.length} names.`, ''];
  if (native.length > 0) {
    lines.push('| Name | Operation |', '| --- | --- |');
    lines.push(
      ...native.map((row) => `| ${call(row)} | ${row.op === undefined ? '' : `\`${row.op}\``} |`),
      '',
    );
  }
  if (refused.length > 0) {
    lines.push('| Refused | Why |', '| --- | --- |');
    lines.push(...refused.map((row) => `| ${call(row)} | ${escape(row.reason ?? '')} |`), '');
  }
  return lines;
}

/** The page of what is supported of Ibis, as Markdown, made from the tables of the API. */
export function supportPage(): string {
  const rows = apiRows();
  const owners = [...new Set(rows.map(({ owner }) => owner))];
  const isSpatial = ({ owner }: ApiRow): boolean => owner.startsWith('GeoSpatial');
  const [all, other] = [rows, rows.filter((row) => !isSpatial(row))];
  const share = (some: readonly ApiRow[]): string => {
    const native = some.filter(isNative).length;
    return `${native} of ${some.length} (${percent(native, some.length)})`;
  };
  const of = (owner: string): readonly ApiRow[] => rows.filter((row) => row.owner === owner);
  return [
    '# What is supported of Ibis 12',
    '',
    'Made from the tables of the API by `node scripts/ibis-support.mjs`; do not edit it.',
    '',
    'Every public name of Ibis is listed. A native name does what Ibis does; a refused name raises `NotSupported`',
    'with the reason that is given here.',
    '',
    `- Native, by name: ${share(all)}.`,
    `- Native, by name, without the spatial methods: ${share(other)}.`,
    '',
    '| Owner | Native | Names |',
    '| --- | --- | --- |',
    ...owners.map(
      (owner) => `| ${owner} | ${of(owner).filter(isNative).length} | ${of(owner).length} |`,
    ),
    '',
    ...owners.flatMap((owner) => section(owner, of(owner))),
  ]
    .join('\n')
    .trimEnd()
    .concat('\n');
}
