import { apiRows } from './rows.js';
import type { ApiRow } from './rows.js';
import { nativeUse, SHARE_OF_USES } from './usage.js';
import type { Usage } from './usage.js';

const percent = (part: number, whole: number): string => `${((100 * part) / whole).toFixed(1)}%`;
const isNative = ({ status }: ApiRow): boolean => status === 'native';
/** The classes of use in the words of the page. */
const USES: Readonly<Record<Usage, string>> = {
  queries: 'in the queries of TPC-H and TPC-DS',
  everyday: "elsewhere in Ibis's documentation and tests",
  rare: 'hardly anywhere',
};

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
  const use = nativeUse(rows);
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
    `- Native, weighted by use: ${percent(use.share, 1)}.`,
    '',
    '| Used | Part of all uses | Native | Names |',
    '| --- | --- | --- | --- |',
    ...use.classes.map(
      ({ usage, native, names }) =>
        `| ${USES[usage]} | ${percent(SHARE_OF_USES[usage], 1)} | ${native} | ${names} |`,
    ),
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
