import { parseProgram, PythonError, walk } from '@ibert/ibis';

const TABLES: Readonly<Record<string, string>> = {
  selecting: 'select mutate drop rename relocate columns',
  filtering: 'filter limit head drop_null isin notin between',
  sorting: 'order_by asc desc',
  distinct: 'distinct sample',
  aggregation: `
    aggregate agg count nunique sum mean min max median quantile std var mode arbitrary argmax argmin collect group_concat
    approx_median approx_nunique approx_quantile corr cov kurtosis first last any all bit_and bit_or bit_xor`,
  grouping: 'group_by',
  joins: `
    join left_join right_join inner_join outer_join semi_join anti_join any_inner_join any_left_join cross_join`,
  asof_joins: 'asof_join',
  set_operations: 'union intersect difference',
  windows: 'over window cumsum cummean cummin cummax cumall cumany cume_dist rolling',
  ranking: 'rank dense_rank percent_rank ntile row_number topk',
  offsets: 'lag lead nth shift',
  regular_expressions: 're_search re_extract re_split re_replace rlike',
  strings: `
    length lower upper reverse strip lstrip rstrip capitalize substr left right repeat translate find lpad rpad find_in_set
    startswith endswith like ilike replace split levenshtein ascii_str protocol authority userinfo host file path query
    fragment hexdigest hashbytes concat`,
  temporal: `
    year month day hour minute second millisecond microsecond quarter week_of_year day_of_year day_of_week truncate
    strftime delta date time timestamp interval now today as_timestamp as_date as_time as_interval epoch_seconds
    epoch_days iso_year`,
  types: 'cast try_cast typeof type',
  nulls: 'fill_null isnull notnull nullif coalesce isnan isinf identical_to',
  conditionals: 'ifelse cases case substitute greatest least',
  arrays: `
    unnest array flatten zip sort unique contains index remove modes mins maxs sums means anys alls map`,
  maps: 'keys values get',
  nested_data: 'struct unpack lift unwrap_as',
  selectors: 'across if_any if_all numeric of_type matches any_of all_of cols where',
  pivots: 'pivot_longer pivot_wider',
  deferred: 'pipe',
  numbers: `
    abs round floor ceil sqrt exp ln log log2 log10 sin cos tan clip sign power histogram bucket negate radians degrees`,
  summaries: 'describe info value_counts preview',
  schemas: 'schema table memtable equals as_table',
  sql: 'sql alias',
  execution: 'to_sql compile execute to_pandas to_pyarrow to_polars cache unbind',
  literals: 'literal null param uuid random range as_scalar builtin',
};

const BY_NAME: ReadonlyMap<string, string> = new Map(
  Object.entries(TABLES)
    .flatMap(([topic, names]) =>
      names
        .trim()
        .split(/\s+/)
        .map((name) => [name, topic] as const),
    )
    .reverse(),
);

/** Topics by the class that a method belongs to; they come before those by name. */
const BY_OWNER: readonly (readonly [RegExp, string])[] = [
  [/^_?(?:Date|Time|Timestamp|Interval|DayOfWeek)/, 'temporal'],
  [/^Array/, 'arrays'],
  [/^String/, 'strings'],
  [/^Map/, 'maps'],
  [/^(?:Struct|JSON)/, 'nested_data'],
  [/^(?:Schema|DataType)/, 'schemas'],
];

/** Topics by the class, for methods that nothing else is known of. */
const OF_OTHERS: readonly (readonly [RegExp, string])[] = [
  [/^(?:Numeric|Integer|Floating|Decimal)/, 'numbers'],
  [/^Boolean/, 'filtering'],
];

/** Topics by name that come before those by class. */
const PREFERRED: ReadonlySet<string> = new Set([
  'regular_expressions',
  'types',
  'temporal',
  'nulls',
]);

const BY_MODULE: readonly (readonly [RegExp, string])[] = [[/(?:^|\/)selectors\.py$/, 'selectors']];

/** Names that most programs use, whatever they are about. */
const COMMON: ReadonlySet<string> = new Set([
  'table',
  'memtable',
  'to_sql',
  'execute',
  'to_pandas',
  'head',
  'limit',
]);

/** The area of the API that a definition belongs to. */
export function topicOfDefinition(path: string, names: readonly string[]): string | undefined {
  const owner = names.at(-2) ?? '';
  const name = names.at(-1) ?? '';
  const rows = [
    ...BY_MODULE.map((row) => [row, path] as const),
    ...BY_OWNER.map((row) => [row, owner] as const),
  ];
  const found = rows.find(([[pattern], text]) => pattern.test(text))?.[0][1];
  const named = BY_NAME.get(name);
  return named !== undefined && PREFERRED.has(named)
    ? named
    : (found ?? named ?? OF_OTHERS.find(([pattern]) => pattern.test(owner))?.[1]);
}

/** The area of the API that the last calls of a program belong to, or those that a text names. */
export function topicOf(text: string, example: string): string {
  const mentioned = [...text.matchAll(/`[^`]*?([A-Za-z_]\w*)(?:\(\))?`/g)].map(
    ([, name = '']) => name,
  );
  const used = namesUsed(example);
  const telling = [...mentioned.filter((name) => used.includes(name)), ...used];
  const topics = telling.filter((name) => !COMMON.has(name)).map((name) => BY_NAME.get(name));
  return topics.find((topic) => topic !== undefined) ?? 'selecting';
}

/** Names of attributes and variables, those of the last statement first, outer calls before inner ones. */
export const namesUsed = (program: string): readonly string[] => namesOf(program, true);

/** Names of attributes alone, in that order. */
export const attributesUsed = (program: string): readonly string[] => namesOf(program, false);

function namesOf(program: string, variables: boolean): readonly string[] {
  const names: string[] = [];
  try {
    for (const statement of parseProgram(program).body.toReversed()) {
      walk(statement, (node) => {
        if (node.kind === 'Attribute') names.push(node.attr.name);
        else if (variables && node.kind === 'Name') names.push(node.name);
      });
    }
  } catch (error) {
    if (!(error instanceof PythonError)) throw error;
  }
  return names;
}
