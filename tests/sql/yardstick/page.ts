import { existsSync, readFileSync } from 'node:fs';

import { OPERATION_FAMILIES } from '@ibert/ir';
import { DIALECTS, dialectSupport } from '@ibert/sql';
import type { Dialect } from '@ibert/sql';

import { clickhousePrograms, OTHERWISE, recordedRows } from './clickhouse.js';
import { outcomes, YARDSTICK_DIALECTS } from './compare.js';
import type { Outcome } from './compare.js';
import { DIFFERENCES } from './differences.js';
import { EQUIVALENCES } from './equivalences.js';

const EXECUTED = new URL('../../engines/goldens/executed-operations.json', import.meta.url);
/** Written where they are used; they have no SQL of their own. */
const PARTS = new Set([
  'Field',
  'Alias',
  'Argument',
  'SortKey',
  'ScalarParameter',
  'WindowBoundary',
]);
const HEADS: Readonly<Partial<Record<Dialect, string>>> = {
  bigquery: 'big query',
  snowflake: 'snow flake',
  clickhouse: 'click house',
  databricks: 'data bricks',
};

/** The engine that runs a dialect, where it has another name. */
const ENGINES: Readonly<Partial<Record<Dialect, string>>> = { mysql: 'mariadb' };

/** Operations by engine that the suites run there with rows equal to DuckDB's. */
function executed(): ReadonlyMap<string, ReadonlySet<string>> {
  const found = existsSync(EXECUTED)
    ? (JSON.parse(readFileSync(EXECUTED, 'utf8')) as Readonly<Record<string, readonly string[]>>)
    : {};
  return new Map([
    ...Object.entries(found).map(([engine, names]) => [engine, new Set(names)] as const),
    ['clickhouse', executedOnClickhouse()],
  ]);
}

/** Operations on which ClickHouse gave the rows of DuckDB; tests/sql/clickhouse-rows.test.ts. */
function executedOnClickhouse(): ReadonlySet<string> {
  const recorded = recordedRows();
  const otherwise = new Set(OTHERWISE.flatMap(({ programs }) => programs));
  return new Set(
    clickhousePrograms()
      .filter(({ code }) => recorded.has(code) && !otherwise.has(code))
      .map(({ operation }) => operation),
  );
}

const support = dialectSupport();
const byEngine = executed();
const results: ReadonlyMap<string, readonly Outcome[]> = new Map(
  YARDSTICK_DIALECTS.map((dialect) => [dialect, outcomes(dialect, new Set())]),
);

/** One cell: how well the dialect's SQL for the operation is known to be right. */
function cell(dialect: Dialect, operation: string): string {
  const name = operation.replace('Relation ', '');
  const about = results.get(dialect)?.filter((r) => r.operation === operation) ?? [];
  const known = support[dialect].get(name as Parameters<(typeof support)[Dialect]['get']>[0]);
  if (known?.how === 'refused') return '–';
  const ran = byEngine.get(ENGINES[dialect] ?? dialect);
  if (ran?.has(name) === true || ran?.has(operation) === true) return '●';
  if (about.length === 0) return dialect === 'redshift' ? 'p' : '·';
  const verdicts = new Set(about.map(({ verdict }) => verdict));
  if (!verdicts.has('matches') && !verdicts.has('differs') && !verdicts.has('beyond')) return '–';
  const sign = verdicts.has('differs') || verdicts.has('beyond') ? '≈' : '=';
  return verdicts.has('refused') ? `${sign}°` : sign;
}

function table(operations: readonly string[]): string[] {
  const heads = DIALECTS.map((dialect) => HEADS[dialect] ?? dialect);
  return [
    `| Operation | ${heads.join(' | ')} |`,
    `| --- |${' :-: |'.repeat(DIALECTS.length)}`,
    ...operations.map((operation) => {
      const cells = DIALECTS.map((dialect) => cell(dialect, operation));
      return `| ${operation.replace('Relation ', '')} | ${cells.join(' | ')} |`;
    }),
    '',
  ];
}

const code = (names: Iterable<string>): string =>
  [...new Set(names)].map((name) => `\`${name.replace('Relation ', '')}\``).join(', ');

/** Why a dialect refuses operations, or some of their forms, grouped by the reason. */
function refusals(dialect: Dialect): string[] {
  const reasons = new Map<string, string[]>();
  const add = (reason: string, name: string): void => {
    reasons.set(reason, [...(reasons.get(reason) ?? []), name]);
  };
  for (const [name, { how, detail }] of support[dialect]) {
    if (how === 'refused') add(detail ?? '', name);
  }
  for (const { operation, verdict, ours } of results.get(dialect) ?? []) {
    if (verdict !== 'refused' || support[dialect].get(operation as never)?.how === 'refused')
      continue;
    const [, form = '', reason = ours] = /^.*? has no row for (.*?): (.*)$/.exec(ours) ?? [];
    add(form === '' || form === operation ? reason : `${form}: ${reason}`, operation);
  }
  return [...reasons].map(([reason, names]) => `- ${reason}: ${code(names)}`);
}

function differences(dialect: Dialect): string[] {
  return DIFFERENCES.flatMap(({ why, where }) => {
    const names = where[dialect];
    return names === undefined ? [] : [`- ${why}: ${code(names)}`];
  });
}

const otherRows = (): string[] =>
  OTHERWISE.map(({ why, programs }) => `- ${why}: ${programs.map((p) => `\`${p}\``).join(', ')}`);

const section = (title: string, lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : [`### ${title}`, '', ...lines, ''];

function summary(): string[] {
  const count = (dialect: Dialect, test: (mark: string) => boolean): number =>
    OPERATIONS.filter((name) => test(cell(dialect, name))).length;
  return [
    '| Dialect | executed | same as Ibis | other than Ibis | written only | refused |',
    '| --- | --: | --: | --: | --: | --: |',
    ...DIALECTS.map((dialect) => {
      const counts = [
        count(dialect, (mark) => mark === '●'),
        count(dialect, (mark) => mark.startsWith('=')),
        count(dialect, (mark) => mark.startsWith('≈')),
        count(dialect, (mark) => mark === '·' || mark === 'p'),
        count(dialect, (mark) => mark === '–'),
      ];
      return `| ${dialect} | ${counts.join(' | ')} |`;
    }),
    '',
  ];
}

const OPERATIONS: readonly string[] = Object.values(OPERATION_FAMILIES)
  .flatMap((family) => Object.keys(family))
  .filter((name) => !PARTS.has(name));

/** The page of what every dialect can say, as Markdown. */
export function dialectsPage(): string {
  const relations = new Set(
    [...results.values()]
      .flat()
      .flatMap(({ operation }) => (operation.startsWith('Relation ') ? [operation] : [])),
  );
  return [
    '# What the dialects can say',
    '',
    'Made from the tables of the dialects and from the results of the test suites by',
    '`node scripts/dialects.mjs`; do not edit it.',
    '',
    '| Sign | Meaning |',
    '| :-: | --- |',
    '| ● | executed on the engine, with the rows that DuckDB gives; on ClickHouse they are recorded, the SQL of MySQL runs on MariaDB |',
    '| = | the SQL does what that of real Ibis does for this dialect: functions, casts, literals, order of arguments, place of NULLs |',
    '| ≈ | it does so in another way than real Ibis, for a reason given below |',
    '| ° | some forms of it are refused, for a reason given below |',
    '| p | the SQL of PostgreSQL, where the reference of Redshift has the same; Ibis has no such dialect |',
    '| · | written, but neither executed nor compared |',
    '| – | refused, for a reason given below |',
    '',
    'What is compared is the normal form of two statements: layout, quotes, aliases, brackets and the cut',
    `into subqueries do not count, and ${Object.keys(EQUIVALENCES).length} ways of saying the same are taken as equal`,
    '(`tests/sql/yardstick/equivalences.ts`). The statements that differ are in `tests/sql/goldens/yardstick/`.',
    '',
    ...summary(),
    ...Object.entries(OPERATION_FAMILIES).flatMap(([family, operations]) => {
      const names = Object.keys(operations).filter((name) => !PARTS.has(name));
      return [`## ${family.slice(0, 1).toUpperCase()}${family.slice(1)}`, '', ...table(names)];
    }),
    '## Relations',
    '',
    ...table([...relations]),
    '## Taken as equal',
    '',
    ...Object.values(EQUIVALENCES).map((rule) => {
      const where = 'dialects' in rule ? rule.dialects.join(', ') : 'all';
      return `- ${rule.why} (${where})`;
    }),
    '',
    ...DIALECTS.flatMap((dialect) => {
      const [refused, other] = [refusals(dialect), differences(dialect)];
      if (refused.length === 0 && other.length === 0) return [];
      return [
        `## ${dialect}`,
        '',
        ...section('Refused', refused),
        ...section('Other than Ibis', other),
        ...(dialect === 'clickhouse' ? section('Other rows than on DuckDB', otherRows()) : []),
      ];
    }),
  ]
    .join('\n')
    .trimEnd()
    .concat('\n');
}
