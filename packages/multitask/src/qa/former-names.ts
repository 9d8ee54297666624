import type { ApiNames } from './api-names.js';

/** A name that earlier versions of Ibis had and version 12 has not. */
interface FormerName {
  readonly name: string;
  /** The class or module that had it. */
  readonly owner: string;
  /** What takes its place; an answer that names the former names it too. */
  readonly instead: string;
}

/** Names that answers speak of as gone. */
const FORMER_NAMES: readonly FormerName[] = [
  { name: 'groupby', owner: 'Table', instead: 'group_by' },
  { name: 'sort_by', owner: 'Table', instead: 'order_by' },
  { name: 'relabel', owner: 'Table', instead: 'rename' },
  { name: 'set_column', owner: 'Table', instead: 'mutate' },
  { name: 'add_column', owner: 'Table', instead: 'mutate' },
  { name: 'case', owner: 'ibis', instead: 'cases' },
  { name: 'where', owner: 'ibis', instead: 'ifelse' },
  { name: 'show_sql', owner: 'ibis', instead: 'to_sql' },
  { name: 'nullifzero', owner: 'NumericValue', instead: 'nullif' },
  { name: 'zeroifnull', owner: 'NumericValue', instead: 'fill_null' },
  { name: 'to_timestamp', owner: 'StringValue', instead: 'as_timestamp' },
  { name: 'to_timestamp', owner: 'IntegerValue', instead: 'as_timestamp' },
  { name: 'to_date', owner: 'StringValue', instead: 'as_date' },
  { name: 'to_interval', owner: 'IntegerValue', instead: 'as_interval' },
  { name: 'parse_url', owner: 'StringValue', instead: 'host' },
  { name: 'c', owner: 'ibis.selectors', instead: 'cols' },
  { name: 'r', owner: 'ibis.selectors', instead: 'index' },
];

/** Names that Ibis 12 still has but warns of, and that the tables of the API leave out. */
export const DEPRECATED_NAMES: ReadonlySet<string> = new Set(['ibis.NA']);

/** How an answer says that a name is gone. */
export const SAYS_GONE = /\b(?:was|were) (?:removed|renamed)\b|\bno longer exists?\b/;

/** The former names that an identifier may stand for, if Ibis 12 truly lacks them. */
export const formerNames = (
  name: string,
  owner: string | undefined,
  api: ApiNames,
): readonly FormerName[] =>
  FORMER_NAMES.filter(
    (former) =>
      former.name === name &&
      (owner === undefined || former.owner === owner) &&
      !api.has(former.name, former.owner),
  );
