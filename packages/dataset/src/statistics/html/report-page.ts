import { groupThousands } from '@ibert/core';
import { TASKS } from '@ibert/core/records';
import { WELL_COVERED } from '../api-coverage.js';
import type { PartStatistics } from '../part.js';
import { figuresOf } from './figures.js';
import { element, escapeHtml } from './markup.js';
import { STYLE } from './style.js';

/** A page that shows parts of the data as plots and tables; it needs nothing beside itself. */
export function reportPage(title: string, parts: readonly PartStatistics[]): string {
  const links = parts.map(({ name }) =>
    element('a', { href: `#${anchor(name)}` }, escapeHtml(name)),
  );
  const nav = parts.length > 1 ? element('nav', {}, links.join('')) : '';
  const head = [
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    element('title', {}, escapeHtml(title)),
    element('style', {}, STYLE),
  ].join('\n');
  const body = [element('h1', {}, escapeHtml(title)), nav, ...parts.map(partSection)].join('\n');
  return `<!doctype html>\n<html lang="en">\n<head>\n${head}\n</head>\n<body>\n${element('main', {}, body)}\n</body>\n</html>\n`;
}

const anchor = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]+/g, '-');

function partSection(part: PartStatistics): string {
  const { name, files } = part;
  const sources = files.map((file) => `${file.name} (${groupThousands(file.records)})`).join(', ');
  return element(
    'section',
    { id: anchor(name) },
    [
      element('h2', {}, escapeHtml(name)),
      element('p', { class: 'lead' }, escapeHtml(sources)),
      tiles(part),
      ...figuresOf(part),
      taskTable(part),
    ].join('\n'),
  );
}

function tiles({ statistics }: PartStatistics): string {
  const { verification, api, difficulty_balance: balance } = statistics;
  const { mutation } = verification;
  const percent = (share: number): string => `${(100 * share).toFixed(1)}%`;
  const facts: readonly (readonly [string, string])[] = [
    [groupThousands(statistics.records), 'records'],
    [groupThousands(statistics.skeletons), 'distinct skeletons'],
    [groupThousands(api.well_covered), `API names used ${WELL_COVERED}+ times`],
    [groupThousands(Object.keys(statistics.templates).length), 'templates'],
    [groupThousands(statistics.schemas), 'sets of tables'],
    ...(mutation.score === null
      ? []
      : ([
          [percent(mutation.score), 'mutants killed that are not equivalent'],
          [percent(mutation.outright ?? 0), 'of all mutants killed'],
        ] as const)),
    [balance.toFixed(2), 'balance of difficulty (1 = even)'],
    [
      `${groupThousands(statistics.duplicates)} / ${groupThousands(statistics.conflicts)}`,
      'duplicates / conflicts',
    ],
  ];
  const list = facts.map(([value, label]) =>
    element(
      'div',
      { class: 'tile' },
      element('b', {}, escapeHtml(value)) + element('span', {}, escapeHtml(label)),
    ),
  );
  return element('div', { class: 'tiles' }, list.join(''));
}

const COLUMNS = [
  'task',
  'records',
  'templates',
  'skeletons',
  'largest',
  'input median',
  'target median',
  'mutants',
  'killed',
] as const;

/** The figures of the plots as a table. */
function taskTable({ statistics }: PartStatistics): string {
  const rows = TASKS.flatMap((task) => {
    const found = statistics.by_task[task];
    if (found === undefined) return [];
    const {
      records,
      templates,
      skeletons,
      input_length: input,
      target_length: target,
      mutation,
    } = found;
    return [
      [
        task,
        groupThousands(records),
        groupThousands(templates),
        groupThousands(skeletons.distinct),
        `${(100 * skeletons.largest_share).toFixed(1)}%`,
        String(input.median),
        String(target.median),
        groupThousands(mutation.mutants),
        mutation.score === null ? '–' : `${(100 * mutation.score).toFixed(1)}%`,
      ],
    ];
  });
  const line = (cell: string, cells: readonly string[]): string =>
    element('tr', {}, cells.map((text) => element(cell, {}, escapeHtml(text))).join(''));
  const table = element(
    'table',
    {},
    element('thead', {}, line('th', COLUMNS)) +
      element('tbody', {}, rows.map((row) => line('td', row)).join('')),
  );
  const note =
    'largest: share of the most frequent skeleton. Lengths in characters. killed: of the mutants that are not equivalent.';
  return element(
    'details',
    { open: '' },
    element('summary', {}, 'Figures by task') +
      element('div', { class: 'scroll' }, table) +
      element('p', { class: 'note' }, note),
  );
}
