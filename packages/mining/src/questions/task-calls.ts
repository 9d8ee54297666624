import { callsOf } from './api-methods.js';

const words = (text: string): readonly string[] => text.trim().split(/\s+/);

/** The verbs of tasks, and the methods of Ibis that do what they say. */
const METHODS: readonly (readonly [verbs: string, methods: string])[] = [
  [
    'filter keep restrict find get limit subset exclude remove retrieve narrow search',
    'filter limit head drop_null isin notin',
  ],
  ['sort order find rank', 'order_by rank dense_rank row_number desc asc topk'],
  [
    'join merge combine match',
    'join left_join right_join inner_join outer_join semi_join anti_join cross_join asof_join',
  ],
  ['combine append union stack', 'union'],
  ['subtract exclude', 'difference'],
  [
    'group aggregate compute count summarize average sum calculate find get determine',
    'group_by aggregate agg count nunique sum mean min max median quantile std var value_counts approx_median approx_nunique',
  ],
  [
    'create add modify change compute calculate derive replace overwrite update set convert transform clean extract',
    'mutate',
  ],
  ['select choose pick project subset keep exclude', 'select cols drop'],
  ['rename', 'rename'],
  ['name', 'name rename'],
  ['remove drop delete exclude', 'drop distinct'],
  ['deduplicate', 'distinct'],
  ['reorder relocate move', 'relocate'],
  ['cast convert change', 'cast try_cast'],
  ['unnest flatten explode expand', 'unnest flatten unpack lift'],
  ['pivot reshape', 'pivot_wider pivot_longer'],
  ['fill replace impute', 'fill_null coalesce substitute ifelse'],
  ['extract parse', 're_extract substr year month day hour split as_date as_timestamp'],
  ['split', 'split re_split'],
  ['replace', 'replace re_replace'],
  ['truncate round bucket bin', 'truncate round bucket histogram'],
  ['sample', 'sample'],
  ['compare', 'filter mutate'],
  ['rank number', 'rank dense_rank row_number ntile'],
];

const BY_VERB: ReadonlyMap<string, ReadonlySet<string>> = byVerb();

function byVerb(): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  for (const [verbs, methods] of METHODS) {
    for (const verb of words(verbs)) {
      const known = found.get(verb) ?? new Set();
      for (const method of words(methods)) known.add(method);
      found.set(verb, known);
    }
  }
  return found;
}

/** More calls than these are no advice. */
const MOST_CALLS = 3;

/**
 * How a program does a task, as a sentence: what its last statement calls, where one of the calls is
 * known to do what the task's verb says.
 */
export function advice(task: string, program: string): string | undefined {
  const [verb = ''] = task.split(' ');
  const calls = callsOf(program);
  const methods = BY_VERB.get(verb);
  const does = calls.some((call) => methods?.has(/(\w+)\(\)$/.exec(call)?.[1] ?? '') ?? false);
  if (!does || calls.length > MOST_CALLS) return undefined;
  const names = calls.map((call) => `\`${call}\``);
  const last = names.at(-1) ?? '';
  const list = names.length === 1 ? last : `${names.slice(0, -1).join(', ')} and ${last}`;
  return `To ${task.replaceAll(/\bmy\b/g, 'your')}, use ${list}.`;
}
