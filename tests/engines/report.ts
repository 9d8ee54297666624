import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Lack, Limit } from './limits.js';
import type { Report, Settled } from './suite.js';

const KINDS = ['equal', 'different', 'failed', 'refused', 'unstorable', 'unsettled'] as const;

const of = ({ outcomes }: Report, kind: Settled['outcome']['is']): readonly Settled[] =>
  outcomes.filter(({ outcome }) => outcome.is === kind);

/** Programs whose rows are not DuckDB's, or that the engine refuses, with what happened. */
export const faultsOf = (report: Report): readonly string[] =>
  [...of(report, 'different'), ...of(report, 'failed')].map(({ program, outcome }) =>
    [
      `${program.source}: ${program.ibis}`,
      'detail' in outcome ? outcome.detail : '',
      'sql' in outcome ? outcome.sql : '',
    ].join('\n'),
  );

/** The operations that were executed with DuckDB's rows, sorted. */
export function executedOperations({ outcomes }: Report): readonly string[] {
  const names = new Set<string>();
  for (const { outcome } of outcomes) {
    if (outcome.is === 'equal') for (const name of outcome.operations) names.add(name);
  }
  return [...names].toSorted();
}

/** The limits within which no program needed to stay. */
export const idleLimits = (report: Report, limits: readonly Limit[]): readonly string[] =>
  limits
    .filter(
      (limit) =>
        !report.outcomes.some(({ outcome }) => outcome.is === 'equal' && outcome.limit === limit),
    )
    .map(({ reason }) => reason);

/** What no program lacked. */
export const idleLacks = (report: Report, lacks: readonly Lack[]): readonly string[] =>
  lacks
    .map(({ reason }) => reason)
    .filter(
      (reason) =>
        !report.outcomes.some(
          ({ outcome }) => outcome.is === 'refused' && outcome.detail === reason,
        ),
    );

/** How many programs had which outcome; refusals and the rest by reason, the most frequent first. */
export function summaryOf(report: Report): string {
  const lines = [
    `${report.dialect}: ${KINDS.map((kind) => `${of(report, kind).length} ${kind}`).join(', ')}`,
  ];
  const within = of(report, 'equal').flatMap(({ outcome }) =>
    outcome.is === 'equal' && outcome.limit !== undefined ? [outcome.limit.reason] : [],
  );
  lines.push(...counted('equal within a limit', within));
  for (const kind of ['refused', 'unsettled'] as const) {
    const reasons = of(report, kind).map(({ outcome }) =>
      'detail' in outcome ? outcome.detail.replace(/^(DuckDB: [\w ]+):.*/, '$1').slice(0, 110) : '',
    );
    lines.push(...counted(kind, reasons));
  }
  return `${lines.join('\n')}\n`;
}

function counted(title: string, reasons: readonly string[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const reason of reasons) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  const sorted = [...counts].toSorted(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  return [`  ${title}:`, ...sorted.map(([reason, count]) => `    ${count} ${reason}`)];
}

type Operations = Readonly<Record<string, readonly string[]>>;

const OPERATIONS = 'tests/engines/goldens/executed-operations.json';

/** The operations recorded for a dialect. */
export const recordedOperations = (dialect: string): readonly string[] => recorded()[dialect] ?? [];

const recorded = (): Operations =>
  existsSync(OPERATIONS) ? (JSON.parse(readFileSync(OPERATIONS, 'utf8')) as Operations) : {};

/** Records the operations of one dialect, those of the others kept. */
export function recordOperations(dialect: string, operations: readonly string[]): void {
  const all = Object.entries({ ...recorded(), [dialect]: operations });
  mkdirSync(dirname(OPERATIONS), { recursive: true });
  const sorted = Object.fromEntries(all.toSorted(([a], [b]) => (a < b ? -1 : 1)));
  writeFileSync(OPERATIONS, `${JSON.stringify(sorted, null, 2)}\n`);
}
