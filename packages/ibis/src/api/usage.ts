import type { ApiRow } from './rows.js';

/** How much a name is used: by queries of TPC-H or TPC-DS, elsewhere in Ibis's documentation and tests, or hardly. */
export type Usage = 'queries' | 'everyday' | 'rare';

/**
 * The part that the names of a class have in all uses of names, counted in the TPC queries, 1,471
 * blocks of Ibis's documentation and 45 files of its tests: the hundred most used names have 87% of
 * them, the 369 that occur at all have the rest.
 */
export const SHARE_OF_USES: Readonly<Record<Usage, number>> = {
  queries: 0.87,
  everyday: 0.13,
  rare: 0,
};

interface Names {
  readonly queries: string;
  readonly everyday: string;
}

/** Names by what has them and how much they are used. */
const USED: Readonly<Record<'table' | 'value' | 'window' | 'selectors' | 'ibis', Names>> = {
  table: {
    queries: `join filter order_by select mutate group_by agg aggregate count limit view nunique relocate left_join
      cast drop rename distinct union intersect difference fill_null as_scalar inner_join cross_join having outer_join`,
    everyday: `head value_counts unnest topk unpack alias sql as_table sample pivot_wider pivot_longer semi_join
      anti_join asof_join drop_null try_cast describe info cache schema columns execute to_pandas to_pyarrow`,
  },
  value: {
    queries: `name isin between max min any cases ifelse asc desc type nullif isnull notnull coalesce over
      like substr lower upper concat sum mean std abs round year epoch_days rank first`,
    everyday: `notin collect typeof all quantile substitute median argmin argmax mode group_concat last arbitrary
      approx_nunique cast try_cast identical_to hash cummax cummin fill_null count nunique
      replace contains length split startswith endswith strip lstrip rstrip re_search re_extract re_replace re_split
      find lpad rpad left right reverse repeat capitalize ilike rlike join ascii_str translate levenshtein as_date
      as_timestamp authority file fragment host path protocol query userinfo
      var clip floor ceil log log2 log10 ln exp sqrt pow sign bucket histogram cov corr negate bit_and bit_or bit_xor
      isnan isinf degrees radians acos asin atan atan2 cos cot sin tan
      month day hour minute second quarter week_of_year day_of_week index full_name epoch_seconds truncate strftime
      date time delta unnest map filter sort unique flatten zip union intersect remove get keys values lift names
      dense_rank row_number percent_rank cume_dist ntile lag lead nth cumsum cummean`,
  },
  window: { queries: '', everyday: 'rows range between group_by order_by' },
  selectors: {
    queries: 'across cols all startswith endswith index',
    everyday: 'numeric of_type matches contains where if_any if_all first last',
  },
  ibis: {
    queries: `_ table literal date desc asc ifelse cases null interval row_number rank coalesce union intersect
      difference cumulative_window window`,
    everyday: `array map struct range param memtable random uuid now today greatest least and_ or_ schema timestamp
      time to_sql`,
  },
};

const GROUPS: Readonly<Record<string, keyof typeof USED>> = {
  Table: 'table',
  GroupedTable: 'table',
  Join: 'table',
  Expr: 'table',
  WindowBuilder: 'window',
  'ibis.selectors': 'selectors',
  ibis: 'ibis',
};

const NOT_VALUES: ReadonlySet<string> = new Set([
  'CachedTable',
  'DataType',
  'Deferred',
  'Schema',
  'ibis.expr.datatypes',
  'ibis.udf.agg',
  'ibis.udf.scalar',
]);

const wordsOf = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/).filter(Boolean));
const WORDS = Object.fromEntries(
  Object.entries(USED).map(([group, { queries, everyday }]) => [
    group,
    { queries: wordsOf(queries), everyday: wordsOf(everyday) },
  ]),
);

/** How much a public name of Ibis is used. */
function usageOf({ owner, name }: Pick<ApiRow, 'owner' | 'name'>): Usage {
  if (NOT_VALUES.has(owner) || owner.startsWith('GeoSpatial')) return 'rare';
  const words = WORDS[GROUPS[owner] ?? 'value'];
  if (words?.queries.has(name) === true) return 'queries';
  return words?.everyday.has(name) === true ? 'everyday' : 'rare';
}

/** The native part of each class of use, and of all uses. */
interface NativeUse {
  readonly classes: readonly {
    readonly usage: Usage;
    readonly native: number;
    readonly names: number;
  }[];
  /** Share of all uses of names that are of native ones, 0 to 1. */
  readonly share: number;
}

/** How much of what is used is native. */
export function nativeUse(rows: readonly ApiRow[]): NativeUse {
  const classes = (['queries', 'everyday', 'rare'] as const).map((usage) => {
    const some = rows.filter((row) => usageOf(row) === usage);
    const native = some.filter(({ status }) => status === 'native').length;
    return { usage, native, names: some.length };
  });
  const share = classes.reduce(
    (sum, { usage, native, names }) => sum + (SHARE_OF_USES[usage] * native) / Math.max(names, 1),
    0,
  );
  return { classes, share };
}
