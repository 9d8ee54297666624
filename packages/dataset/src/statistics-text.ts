import { groupThousands } from '@ibert/core';
import type { Statistics, Summary } from './statistics.js';

const MIN_WIDTH = 32;
const MAX_BAR = 40;
const MAX_LABEL = 34;

/** Statistics as text for a terminal of a width in columns. */
export function statisticsText(statistics: Statistics, width: number): string {
  const { verification, bare_filters: bare } = statistics;
  const columns = Math.max(MIN_WIDTH, width);
  const facts: readonly (readonly [string, string])[] = [
    ['records', groupThousands(statistics.records)],
    ['distinct inputs', groupThousands(statistics.distinct_inputs)],
    ['duplicates', groupThousands(statistics.duplicates)],
    ['conflicts', groupThousands(statistics.conflicts)],
    ['templates', groupThousands(Object.keys(statistics.templates).length)],
    ['sets of tables', groupThousands(statistics.schemas)],
    ['bare filters', `${groupThousands(bare.count)} (${percent(bare.share)})`],
    ['difficulty balance', statistics.difficulty_balance.toFixed(3)],
    ['result rows compared', summary(verification.rows)],
    ['input characters', summary(statistics.input_length)],
    ['target characters', summary(statistics.target_length)],
  ];
  const sections = [
    factLines(facts),
    section('difficulty', statistics.difficulty, columns, 'given'),
    section('judges', verification.judges, columns),
    section('fixture databases', verification.fixtures, columns),
    section('sources', statistics.sources, columns),
    section('features', statistics.features, columns),
    section('templates', statistics.templates, columns, 'given'),
  ];
  return `${sections.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function factLines(facts: readonly (readonly [string, string])[]): readonly string[] {
  const label = Math.max(...facts.map(([name]) => name.length));
  return facts.map(([name, value]) => `${name.padEnd(label)}  ${value}`);
}

/** One line per count with a bar that shows it beside the largest. */
function section(
  title: string,
  counts: Readonly<Record<string, number>>,
  width: number,
  order: 'given' | 'largest first' = 'largest first',
): readonly string[] {
  const entries = Object.entries(counts);
  if (order === 'largest first') entries.sort(([, a], [, b]) => b - a);
  const largest = Math.max(1, ...entries.map(([, count]) => count));
  const number = groupThousands(largest).length;
  const longest = Math.max(0, ...entries.map(([name]) => name.length));
  const label = Math.min(longest, MAX_LABEL, width - number - 4);
  const room = Math.min(MAX_BAR, width - label - number - 6);
  return [
    title,
    ...entries.map(([name, count]) => {
      const bar = room >= 4 ? `  ${'█'.repeat(Math.ceil((room * count) / largest))}` : '';
      return `  ${fit(name, label)}  ${groupThousands(count).padStart(number)}${bar}`;
    }),
  ];
}

function fit(text: string, width: number): string {
  return text.length <= width ? text.padEnd(width) : `${text.slice(0, width - 1)}…`;
}

const percent = (share: number): string => `${(share * 100).toFixed(1)}%`;

const summary = ({ min, median, max }: Summary): string =>
  `${groupThousands(min)} to ${groupThousands(max)}, median ${median}`;
