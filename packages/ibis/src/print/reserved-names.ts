/** Python's keywords: no variable, attribute or keyword argument can have these names. */
const KEYWORDS: ReadonlySet<string> = new Set(
  (
    'False None True and as assert async await break class continue def del elif else except finally for ' +
    'from global if import in is lambda nonlocal not or pass raise return try while with yield'
  ).split(' '),
);

/** Names that programs find bound: no table or variable of a printed program may take them. */
export const GLOBAL_NAMES: ReadonlySet<string> = new Set(['ibis', '_', 's']);

/** Attributes of Ibis's tables: columns of these names are written `t["count"]`. */
const TABLE_ATTRIBUTES: ReadonlySet<string> = new Set(
  (
    'agg aggregate alias anti_join any_inner_join any_left_join as_scalar as_table asof_join bind cache cast ' +
    'columns compile count cross_join describe difference distinct drop drop_null dropna equals execute ' +
    'fill_null fillna filter get_backend get_name group_by head info inner_join intersect join left_join limit ' +
    'mutate nunique op order_by outer_join pipe pivot_longer pivot_wider preview projection relocate rename ' +
    'right_join rowid sample schema select semi_join sql to_array to_csv to_delta to_json to_pandas ' +
    'to_pandas_batches to_parquet to_parquet_dir to_polars to_pyarrow to_pyarrow_batches to_sql to_torch to_xlsx ' +
    'topk try_cast unbind union unnest unpack value_counts view visualize window_by'
  ).split(' '),
);

/** Attributes of Ibis's struct values: fields of these names are written `x["name"]`. */
const STRUCT_ATTRIBUTES: ReadonlySet<string> = new Set(
  (
    'approx_median approx_nunique arbitrary argmax argmin as_scalar as_table asc between case cases cast coalesce ' +
    'collect compile count cume_dist cummax cummin dense_rank desc equals execute fields fill_null fillna first ' +
    'get_backend get_name group_concat hash identical_to isin isnull lag last lead lift max median min mode name ' +
    'names notin notnull nth ntile nullif nunique op over percent_rank pipe preview quantile rank substitute ' +
    'to_csv to_delta to_json to_list to_pandas to_pandas_batches to_parquet to_parquet_dir to_polars to_pyarrow ' +
    'to_pyarrow_batches to_sql to_torch to_xlsx topk try_cast type typeof types unbind value_counts visualize'
  ).split(' '),
);

/** Whether Python takes the text for a name. */
export const isName = (text: string): boolean =>
  /^[\p{L}_][\p{L}\p{N}_]*$/u.test(text) && !KEYWORDS.has(text);

// Python keeps names that start with an underscore from attribute protocols such as `_`'s.
const isPublic = (name: string): boolean => isName(name) && !name.startsWith('_');

/** Whether a column can be written `t.name`. */
export const isColumnAttribute = (name: string): boolean =>
  isPublic(name) && !TABLE_ATTRIBUTES.has(name);

/** Whether a struct's field can be written `x.name`. */
export const isFieldAttribute = (name: string): boolean =>
  isPublic(name) && !STRUCT_ATTRIBUTES.has(name);
