import type { MistakeKind } from '../kind.js';
import { misnamed, type Renames } from './shared.js';

/** A kind that gives a method the name it has in another library, language or version. */
const named = (
  name: string,
  reach: MistakeKind['reach'],
  renames: Renames,
  texts: Pick<MistakeKind, 'what' | 'why'> & Partial<Pick<MistakeKind, 'difficulty' | 'fails'>>,
  among: 'methods' | 'ibis' = 'methods',
): MistakeKind => ({
  name,
  difficulty: 'easy',
  reach,
  fails: /^AttributeError: /,
  find: misnamed(renames, among),
  ...texts,
});

/** Methods and functions by the name that another library, language or version has for them. */
export const METHOD_NAME_KINDS: readonly MistakeKind[] = [
  named(
    'groupby_spelling',
    'most',
    { group_by: ['groupby'] },
    {
      what: ['`{wrong}` is the spelling of pandas.', 'Tables have no method `{wrong}`.'],
      why: [
        'Ibis has dropped that alias and writes `{right}`.',
        'In Ibis 12 the method has an underscore: `{right}`.',
      ],
    },
  ),
  named(
    'sort_method',
    'few',
    { order_by: ['sort_by', 'sort_values', 'sort', 'arrange'] },
    {
      what: [
        'Tables have no method `{wrong}`.',
        '`{wrong}` comes from another library or version.',
      ],
      why: ['Rows are sorted with `{right}`.', 'The sorting method of Ibis is `{right}`.'],
    },
  ),
  named(
    'filter_by_other_name',
    'most',
    { filter: ['where', 'query', 'filter_by'] },
    {
      what: [
        'A table cannot be filtered with `{wrong}`.',
        '`{wrong}` is not a method of Ibis tables.',
      ],
      why: [
        'The method is `{right}`.',
        'Rows are chosen with `{right}`, whatever SQL or pandas call it.',
      ],
    },
  ),
  named(
    'select_by_other_name',
    'most',
    { select: ['project', 'selection', 'choose', 'keep'] },
    {
      what: [
        '`{wrong}` is not a method of Ibis tables.',
        'The table method `{wrong}` does not exist.',
      ],
      why: ['Columns are chosen with `{right}`.', 'Use `{right}`, as in SQL.'],
    },
  ),
  named(
    'mutate_by_other_name',
    'some',
    { mutate: ['assign', 'with_columns', 'withColumn', 'set_column', 'add_column'] },
    {
      what: [
        '`{wrong}` is not a method of Ibis tables.',
        'New columns are not added with `{wrong}`.',
      ],
      why: ['Ibis adds columns with `{right}`.', 'The method is called `{right}` in Ibis.'],
    },
  ),
  named(
    'aggregate_by_other_name',
    'most',
    { agg: ['summarize', 'summarise', 'aggregates', 'reduce'] },
    {
      what: ['There is no method `{wrong}`.', '`{wrong}` is not how Ibis aggregates.'],
      why: ['Groups are aggregated with `{right}`.', 'It is `{right}` (or `aggregate`).'],
    },
  ),
  named(
    'join_by_other_name',
    'some',
    {
      join: ['merge', 'innerjoin', 'join_on'],
      left_join: ['leftjoin', 'left_outer_join'],
      inner_join: ['innerjoin', 'merge'],
      anti_join: ['antijoin', 'left_anti_join'],
      semi_join: ['semijoin', 'left_semi_join'],
      outer_join: ['full_join', 'full_outer_join'],
    },
    {
      what: ['Tables have no method `{wrong}`.', '`{wrong}` is unknown to Ibis.'],
      why: ['The join is spelled `{right}`.', 'In Ibis this join is `{right}`.'],
    },
  ),
  named(
    'pandas_astype',
    'rare',
    { cast: ['astype', 'to_type', 'as_type'] },
    {
      what: [
        '`{wrong}` is not a method of an Ibis column.',
        'Types are not changed with `{wrong}`.',
      ],
      why: ['Ibis converts with `{right}`.', 'As in SQL the conversion is called `{right}`.'],
    },
  ),
  named(
    'null_test_by_other_name',
    'some',
    { isnull: ['isna', 'is_null', 'is_none'], notnull: ['notna', 'is_not_null', 'isnotnull'] },
    {
      what: [
        'Columns have no method `{wrong}`.',
        '`{wrong}` is the name that another library uses.',
      ],
      why: ['Ibis tests for NULL with `{right}`.', 'The test is spelled `{right}` here.'],
    },
  ),
  named(
    'fill_null_by_other_name',
    'few',
    {
      fill_null: ['fill_na', 'ifnull', 'nvl', 'fill_nan', 'replace_null'],
      drop_null: ['drop_na', 'drop_nulls'],
    },
    {
      what: ['`{wrong}` is not a method in Ibis.', 'Ibis does not know `{wrong}`.'],
      why: ['NULL values are handled with `{right}`.', 'The method for NULLs is `{right}`.'],
    },
  ),
  named(
    'distinct_by_other_name',
    'few',
    {
      distinct: ['drop_duplicates', 'unique', 'deduplicate'],
      nunique: ['count_distinct', 'n_unique', 'approx_distinct'],
    },
    {
      what: ['There is no `{wrong}` here.', 'Ibis has no method `{wrong}`.'],
      why: ['Use `{right}`.', 'Ibis calls it `{right}`.'],
    },
  ),
  named(
    'aggregate_sql_name',
    'some',
    {
      mean: ['avg', 'average'],
      std: ['stddev', 'stdev'],
      var: ['variance', 'var_samp'],
      group_concat: ['string_agg', 'listagg'],
      collect: ['array_agg', 'collect_list'],
    },
    {
      what: ['Columns have no method `{wrong}`.', '`{wrong}` is the SQL name of the function.'],
      why: ['In Ibis the aggregate is `{right}`.', 'Ibis calls this `{right}`.'],
    },
  ),
  named(
    'count_by_other_name',
    'some',
    { count: ['size', 'n', 'count_rows', 'row_count'] },
    {
      what: ['`{wrong}` does not count anything in Ibis.', 'There is no method `{wrong}`.'],
      why: ['In Ibis the count is `{right}`.', 'Counting is done with `{right}`.'],
    },
  ),
  named(
    'text_method_sql_name',
    'few',
    {
      length: ['len', 'size'],
      strip: ['trim'],
      lstrip: ['ltrim'],
      rstrip: ['rtrim'],
      upper: ['to_upper', 'toUpperCase', 'ucase'],
      lower: ['to_lower', 'toLowerCase', 'lcase'],
      substr: ['substring', 'slice_str'],
      contains: ['includes', 'has_substring'],
      startswith: ['starts_with'],
      endswith: ['ends_with'],
      re_search: ['regexp_like', 'regex_match'],
      re_extract: ['regexp_extract', 'regex_extract'],
      re_replace: ['regexp_replace', 'regex_replace'],
      split: ['string_split'],
      capitalize: ['initcap'],
    },
    {
      fails: /^AttributeError: 'String\w+' object has no attribute/,
      what: ['Text columns have no method `{wrong}`.', '`{wrong}` is what other tools call it.'],
      why: ['The method is `{right}` in Ibis.', 'Ibis spells it `{right}`.'],
    },
  ),
  named(
    'date_method_other_name',
    'some',
    {
      truncate: ['date_trunc', 'trunc', 'floor_to'],
      year: ['get_year', 'extract_year'],
      month: ['get_month', 'extract_month'],
      day: ['day_of_month', 'get_day'],
      strftime: ['date_format', 'to_char'],
      quarter: ['get_quarter'],
      hour: ['get_hour'],
      delta: ['datediff', 'date_diff'],
    },
    {
      what: ['`{wrong}` is not a method of Ibis.', 'Dates and timestamps have no `{wrong}`.'],
      why: ['The method for it is `{right}`.', 'Ibis names it `{right}`.'],
    },
  ),
  named(
    'window_function_other_name',
    'few',
    {
      lag: ['shift', 'previous'],
      lead: ['next', 'shift_back'],
      cumsum: ['cum_sum', 'running_sum'],
    },
    {
      what: ['Columns have no method `{wrong}`.', '`{wrong}` is not an analytic function of Ibis.'],
      why: ['The function over the ordered rows is `{right}`.', 'Ibis calls it `{right}`.'],
    },
  ),
  named(
    'isin_other_name',
    'few',
    {
      isin: ['is_in', 'in_', 'contains_any'],
      notin: ['not_in', 'is_not_in'],
      between: ['is_between', 'between_'],
      like: ['sql_like', 'matches'],
      ilike: ['like_ignore_case'],
      identical_to: ['is_not_distinct_from', 'eq_missing'],
      any: ['bool_or'],
      all: ['bool_and'],
    },
    {
      what: ['There is no predicate `{wrong}` in Ibis.', '`{wrong}` is not the name of this test.'],
      why: ['It is called `{right}`.', 'The test is written `{right}`.'],
    },
  ),
  named(
    'set_operation_other_name',
    'few',
    {
      union: ['union_all', 'concat', 'append', 'unionAll'],
      difference: ['except_', 'minus', 'subtract'],
      intersect: ['intersection'],
      rename: ['relabel', 'rename_columns', 'with_column_renamed'],
      drop: ['drop_columns'],
      pivot_longer: ['melt', 'unpivot'],
      pivot_wider: ['pivot_table', 'pivot'],
      unnest: ['explode', 'flatten'],
    },
    {
      what: ['Tables have no method `{wrong}`.', '`{wrong}` does not exist in Ibis 12.'],
      why: ['The operation is `{right}` in Ibis.', 'Use `{right}`.'],
    },
  ),
  named(
    'ibis_function_other_name',
    'some',
    {
      row_number: ['rownumber', 'row_num', 'rowid'],
      ifelse: ['where', 'if_else', 'iff', 'when'],
      cases: ['case', 'case_when'],
      date: ['to_date', 'parse_date'],
      timestamp: ['to_timestamp', 'datetime'],
      desc: ['descending'],
      asc: ['ascending'],
      literal: ['lit', 'value'],
      window: ['over', 'window_spec'],
      coalesce: ['nvl', 'first_non_null'],
      interval: ['timedelta', 'duration'],
    },
    {
      what: ['The module `ibis` has no `{wrong}`.', '`ibis.{wrong}` does not exist in Ibis 12.'],
      why: ['The function is `ibis.{right}`.', 'What is meant is `ibis.{right}`.'],
    },
    'ibis',
  ),
];
