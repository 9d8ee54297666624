import { groupThousands } from '@ibert/core';
import { TASKS } from '@ibert/core/records';
import { WELL_COVERED } from './api-coverage.js';
import type { Counts } from './counts.js';
import type { PartStatistics } from './part.js';
import type { Summary } from './quantiles.js';
import type { Statistics } from './statistics.js';

const MIN_WIDTH = 32;
const MAX_BAR = 40;
const MAX_LABEL = 34;
/** Most lines of one section; the rest is counted in a last one. */
const MAX_LINES = 30;

/** A part of the data as text for a terminal of a width in columns. */
export function partText(
  { name, files, statistics, rejects, splits }: PartStatistics,
  width: number,
): string {
  const columns = Math.max(MIN_WIDTH, width);
  const head = [name, '='.repeat(Math.min(columns, name.length))].join('\n');
  const held = Object.fromEntries(files.map((file) => [file.name, file.records]));
  const extra = [
    section('rejected candidates', rejects, columns),
    ...Object.entries(splits ?? {}).map(([split, counts]) =>
      section(`split ${split}`, counts, columns, 'given'),
    ),
  ].filter((lines) => lines.length > 1);
  return [
    head,
    section('files', held, columns, 'given').join('\n'),
    statisticsText(statistics, width).trimEnd(),
    ...extra.map((lines) => lines.join('\n')),
  ]
    .join('\n\n')
    .concat('\n');
}

/** Statistics as text for a terminal of a width in columns. */
export function statisticsText(statistics: Statistics, width: number): string {
  const { verification, api } = statistics;
  const columns = Math.max(MIN_WIDTH, width);
  const sections = [
    factLines(factsOf(statistics)),
    section('tasks', statistics.tasks, columns),
    ...skeletonLines(statistics, columns),
    section('difficulty', statistics.difficulty, columns, 'given'),
    section('judges', verification.judges, columns),
    section('fixture databases', verification.fixtures, columns),
    section('sources', statistics.sources, columns),
    section('dialects', statistics.dialects, columns),
    section('features', statistics.features, columns),
    section('mistakes', statistics.error_types, columns),
    section('topics', statistics.topics, columns),
    section('styles', statistics.styles, columns),
    section('tables', statistics.tables, columns),
    section('Ibis methods', api.used, columns),
    section('templates', statistics.templates, columns, 'given'),
  ].filter((lines) => lines.length > 1);
  return `${sections.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function factsOf(statistics: Statistics): readonly (readonly [string, string])[] {
  const { verification, bare_filters: bare, api } = statistics;
  const { mutation } = verification;
  const mutants =
    mutation.score === null
      ? []
      : ([
          ['mutants', groupThousands(mutation.mutants)],
          ['killed, all', percent(mutation.outright ?? 0)],
          ['killed, not equal', percent(mutation.score)],
        ] as const);
  return [
    ['records', groupThousands(statistics.records)],
    ['distinct inputs', groupThousands(statistics.distinct_inputs)],
    ['duplicates', groupThousands(statistics.duplicates)],
    ['conflicts', groupThousands(statistics.conflicts)],
    ['templates', groupThousands(Object.keys(statistics.templates).length)],
    ['sets of tables', groupThousands(statistics.schemas)],
    ['skeletons', groupThousands(statistics.skeletons)],
    [`methods ${WELL_COVERED}+ times`, groupThousands(api.well_covered)],
    ['bare filters', `${groupThousands(bare.count)} (${percent(bare.share)})`],
    ['difficulty balance', statistics.difficulty_balance.toFixed(3)],
    ['rows compared', summary(verification.rows)],
    ...mutants,
    ['input chars', summary(statistics.input_length)],
    ['target chars', summary(statistics.target_length)],
  ];
}

function skeletonLines(
  { by_task: tasks }: Statistics,
  width: number,
): readonly (readonly string[])[] {
  const known = TASKS.flatMap((task) =>
    tasks[task] === undefined ? [] : [{ task, ...tasks[task] }],
  );
  const distinct = Object.fromEntries(
    known.map(({ task, skeletons }) => [task, skeletons.distinct]),
  );
  const longest = known.map(({ task, skeletons }) => {
    const line = `  ${task.padEnd(16)}  ${percent(skeletons.largest_share).padStart(6)}`;
    return fit(line, width).trimEnd();
  });
  return [section('skeletons', distinct, width, 'given'), ['largest skeleton', ...longest]];
}

function factLines(facts: readonly (readonly [string, string])[]): readonly string[] {
  const label = Math.max(...facts.map(([name]) => name.length));
  return facts.map(([name, value]) => `${name.padEnd(label)}  ${value}`);
}

/** One line per count with a bar that shows it beside the largest. */
function section(
  title: string,
  counts: Counts,
  width: number,
  order: 'given' | 'largest first' = 'largest first',
): readonly string[] {
  const entries = Object.entries(counts);
  if (order === 'largest first') entries.sort(([, a], [, b]) => b - a);
  const shown = entries.slice(0, MAX_LINES);
  const rest = entries.length - shown.length;
  const largest = Math.max(1, ...entries.map(([, count]) => count));
  const number = groupThousands(largest).length;
  const longest = Math.max(0, ...shown.map(([name]) => name.length));
  const label = Math.min(longest, MAX_LABEL, width - number - 4);
  const room = Math.min(MAX_BAR, width - label - number - 6);
  return [
    title,
    ...shown.map(([name, count]) => {
      const bar = room >= 4 ? `  ${'█'.repeat(Math.ceil((room * count) / largest))}` : '';
      return `  ${fit(name, label)}  ${groupThousands(count).padStart(number)}${bar}`;
    }),
    ...(rest === 0 ? [] : [`  and ${groupThousands(rest)} more`]),
  ];
}

function fit(text: string, width: number): string {
  return text.length <= width ? text.padEnd(width) : `${text.slice(0, width - 1)}…`;
}

const percent = (share: number): string => `${(share * 100).toFixed(1)}%`;

const summary = ({ min, median, max }: Summary): string =>
  `${groupThousands(min)} to ${groupThousands(max)}, median ${median}`;
