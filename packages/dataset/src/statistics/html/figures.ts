import { DIFFICULTIES, JUDGES, SOURCES, TASKS } from '@ibert/core/records';
import { DATASET_RULES, SPLITS } from '../../concatenate/splits.js';
import { WELL_COVERED } from '../api-coverage.js';
import type { Counts } from '../counts.js';
import type { PartStatistics } from '../part.js';
import type { Statistics } from '../statistics.js';
import type { TaskStatistics } from '../task-statistics.js';
import { type Bar, barChart, spreads, stackedBars } from './charts.js';
import { element, escapeHtml } from './markup.js';

/** Most bars of one chart; what is left out is said. */
const MOST_BARS = 25;

interface NamedTask extends TaskStatistics {
  readonly task: string;
}

/** Every figure that a part of the data has something to show in. */
export function figuresOf({ statistics, rejects, splits }: PartStatistics): readonly string[] {
  const tasks = TASKS.flatMap((task): NamedTask[] => {
    const found = statistics.by_task[task];
    return found === undefined ? [] : [{ task, ...found }];
  });
  if (tasks.length === 0) return [];
  return [
    stacked('Records by task and source', tasks, SOURCES, 'counts', ({ sources }) => sources),
    ...(splits === undefined ? [] : [splitFigure(splits)]),
    stacked('Who vouches for the records', tasks, JUDGES, 'shares', ({ judges }) => judges),
    stacked('Difficulty', tasks, DIFFICULTIES, 'shares', ({ difficulty }) => difficulty),
    lengthFigure('Length of the input', tasks, ({ input_length: length }) => length),
    lengthFigure('Length of the target', tasks, ({ target_length: length }) => length),
    ...skeletonFigures(statistics),
    ...mutationFigures(tasks),
    ...apiFigures(statistics),
    ...counted('Dialects', statistics.dialects),
    ...counted('Features', statistics.features, 'A record may have several.'),
    ...counted('Mistakes in error_resolution', statistics.error_types),
    ...counted('Topics of the questions', statistics.topics),
    ...counted('Sets of tables', statistics.tables, 'By the names of the tables.'),
    ...counted('Templates', statistics.templates, 'The templates with most records.'),
    ...(Object.keys(rejects).length === 0
      ? []
      : [
          figure(
            'Rejected, by reason',
            'From the manifests beside the files.',
            bars(rejects, 'candidates'),
          ),
        ]),
  ];
}

function stacked(
  title: string,
  tasks: readonly NamedTask[],
  names: readonly string[],
  mode: 'counts' | 'shares',
  countsOf: (task: NamedTask) => Counts,
): string {
  const used = names.filter((name) => tasks.some((task) => (countsOf(task)[name] ?? 0) > 0));
  const rows = tasks.map((task) => ({
    label: task.task,
    parts: used.map((name) => countsOf(task)[name] ?? 0),
  }));
  return figure(title, '', stackedBars({ names: used, rows, unit: 'records', mode }));
}

function splitFigure(splits: Readonly<Record<string, Counts>>): string {
  const rows = TASKS.filter((task) => SPLITS.some((split) => (splits[split]?.[task] ?? 0) > 0)).map(
    (task) => ({ label: task, parts: SPLITS.map((split) => splits[split]?.[task] ?? 0) }),
  );
  const least = DATASET_RULES.minShare * 100;
  const note = `Each split holds at least ${least}% of every task.`;
  return figure(
    'Splits',
    note,
    stackedBars({ names: SPLITS, rows, unit: 'records', mode: 'shares' }),
  );
}

function lengthFigure(
  title: string,
  tasks: readonly NamedTask[],
  lengthOf: (task: NamedTask) => TaskStatistics['input_length'],
): string {
  const rows = tasks.map((task) => ({ label: task.task, quantiles: lengthOf(task) }));
  const note =
    'Line: from the 10th to the 90th percentile. Box: the middle half. Mark: the median.';
  return figure(title, note, spreads(rows, 'characters'));
}

function skeletonFigures({ by_task: tasks }: Statistics): readonly string[] {
  const pairs = tasks.sql_to_ibis;
  if (pairs === undefined) return [];
  const { largest, distinct } = pairs.skeletons;
  const rows = largest.map((count, at): Bar => ({
    label: `skeleton ${at + 1}`,
    value: (100 * count) / pairs.records,
  }));
  const note = `Programs without their names and literals: ${distinct.toLocaleString('en')} distinct in ${pairs.records.toLocaleString('en')} records of sql_to_ibis. Shown are the ${largest.length} most frequent.`;
  const most = DATASET_RULES.maxSkeletonShare * 100;
  return [
    figure(
      'The most frequent skeletons',
      note,
      barChart(rows, {
        unit: '% of the records of sql_to_ibis',
        format: (value) => (Number.isInteger(value) ? String(value) : value.toFixed(2)),
        reference: { value: most, label: `most allowed: ${most}%` },
      }),
    ),
  ];
}

function mutationFigures(tasks: readonly NamedTask[]): readonly string[] {
  const tried = tasks.filter(({ mutation }) => mutation.mutants > 0);
  if (tried.length === 0) return [];
  const rows = tried.map(({ task, mutation: { mutants, killed, equivalent } }) => ({
    label: task,
    parts: [killed, equivalent, mutants - killed - equivalent],
  }));
  const note =
    'Neighbours of each query: told apart by the fixture databases, equal by rule, or neither.';
  const names = ['killed', 'equivalent', 'survived'];
  return [figure('Mutants', note, stackedBars({ names, rows, unit: 'mutants', mode: 'shares' }))];
}

const USE_CLASSES: readonly (readonly [number, number])[] = [
  [1, 1],
  [2, 4],
  [5, 9],
  [10, 19],
  [20, 49],
  [50, 99],
  [100, 499],
  [500, Number.POSITIVE_INFINITY],
];

function apiFigures({ api }: Statistics): readonly string[] {
  const uses = Object.values(api.used);
  if (uses.length === 0) return [];
  const classes = USE_CLASSES.map(([from, to]): Bar => {
    const label =
      to === from
        ? `${from} record`
        : Number.isFinite(to)
          ? `${from} to ${to} records`
          : `${from} records or more`;
    return { label, value: uses.filter((count) => count >= from && count <= to).length };
  });
  const unused = { label: 'no record', value: api.known - uses.length };
  const note = `${api.well_covered} names are used by ${WELL_COVERED} records or more (${api.well_covered_in_targets} counting targets only), of ${api.known} that the product knows. Methods of one name count once; a record counts once per name.`;
  return [
    figure(
      'How much of the Ibis API is used',
      note,
      barChart([unused, ...classes], { unit: 'names of the API' }),
    ),
    ...counted('The most used names of the API', api.used),
  ];
}

function counted(title: string, counts: Counts, note = ''): readonly string[] {
  const names = Object.keys(counts);
  if (names.length === 0) return [];
  const cut = names.length > MOST_BARS ? `The ${MOST_BARS} largest of ${names.length}.` : '';
  return [figure(title, [note, cut].filter(Boolean).join(' '), bars(counts, 'records'))];
}

function bars(counts: Counts, unit: string): string {
  const largest = Object.entries(counts)
    .map(([label, value]): Bar => ({ label, value }))
    .toSorted((a, b) => b.value - a.value)
    .slice(0, MOST_BARS);
  return barChart(largest, { unit });
}

const figure = (title: string, note: string, chart: string): string =>
  element(
    'figure',
    {},
    element('h3', {}, escapeHtml(title)) +
      (note === '' ? '' : element('p', { class: 'note' }, escapeHtml(note))) +
      chart,
  );
