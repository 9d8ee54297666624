import { plural } from '@ibert/core';
import type { PatternFunnel, SourceFunnel } from '@ibert/dataset/mining';

import { tableText, type TableColumn } from '../table-text.js';

const COLUMNS: readonly TableColumn[] = [
  { title: 'pattern', align: 'left' },
  { title: 'places', align: 'right' },
  { title: 'usable', align: 'right' },
  { title: 'candidates', align: 'right' },
  { title: 'kept', align: 'right' },
  { title: 'why not', align: 'left' },
];

const OUTPUT_COLUMNS: readonly TableColumn[] = [
  { title: 'file', align: 'left' },
  { title: 'candidates', align: 'right' },
  { title: 'kept', align: 'right' },
  { title: 'why not', align: 'left' },
];

/** What became of everything that was found in a source, for people. */
export function funnelText(funnel: SourceFunnel, width: number | undefined): string {
  const { name, commit, license, files, patterns, outputs } = funnel;
  const rows = Object.entries(patterns).map(([pattern, counts]) => patternRow(pattern, counts));
  const tasks = outputs.map(({ file, candidates, kept, rejected }) => [
    file,
    String(candidates),
    String(kept),
    reasons(rejected),
  ]);
  return [
    `\n${name} at ${commit.slice(0, 19)} (${license ?? 'no licence'}): ${plural(files, 'file')}\n`,
    tableText(COLUMNS, rows, width),
    ...(tasks.length === 0 ? [] : ['\n', tableText(OUTPUT_COLUMNS, tasks, width)]),
  ].join('');
}

function patternRow(
  pattern: string,
  { places, refused, candidates, rejected, kept }: PatternFunnel,
): readonly string[] {
  const usable = places - Object.values(refused).reduce((sum, count) => sum + count, 0);
  return [
    pattern,
    String(places),
    String(usable),
    String(candidates),
    String(kept),
    reasons({ ...refused, ...rejected }),
  ];
}

/** Counts per reason, the largest first. */
const reasons = (counts: Readonly<Partial<Record<string, number>>>): string =>
  Object.entries(counts)
    .sort(([, a = 0], [, b = 0]) => b - a)
    .map(([reason, count]) => `${reason} ${count}`)
    .join(', ');
