import { stem } from './terms.js';

/** What a question asks for, beside what it is about. */
export interface Question {
  readonly text: string;
  /** The text without the words that only ask for a successor: "what replaced". */
  readonly topic: string;
  /** Identifiers that it names as code, in lower case, with their owner where it is said. */
  readonly names: readonly NamedCode[];
  /** Whole programs or queries, from backticks or as the text's own lines. */
  readonly programs: readonly string[];
  /** Two names between which it asks for the difference. */
  readonly compared: readonly string[];
  readonly asksForSql: boolean;
  readonly asksForParameters: boolean;
  /** The dialect that is named, as it is written. */
  readonly dialect: string | undefined;
}

/** An identifier of a question. */
export interface NamedCode {
  readonly name: string;
  /** What stands before its last dot, in lower case: `table`, `s`, `ibis`. */
  readonly owner: string | undefined;
}

const BACKTICKS = /```(?:\w*\n)?([\s\S]*?)```|`([^`]+)`/g;
/** Outside of backticks: after a dot, before a parenthesis, or in snake case. */
const BARE_CODE =
  /(?:[A-Za-z_]\w*)?(?:\.[A-Za-z_]\w*)+|[A-Za-z]\w*(?=\()|[A-Za-z]+(?:_[A-Za-z0-9]+)+_?/g;
const IDENTIFIERS = /[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*/g;

const SUCCESSOR = /\bwhat\s+(?:has\s+)?replace[sd]?\b|\breplacement\s+(?:of|for)\b/i;

/** "What does unnest do", "how does pivot work", "what is the unnest method". */
const ASKED_ABOUT =
  /\b(?:what|how)\s+(?:does|do|is)\s+(?:the\s+)?(\w+)\s+(?:do|mean|return|work|for)\b|\bthe\s+(\w+)\s+(?:method|function)\b/i;

const DIALECT =
  /\b(duckdb|postgres(?:ql)?|mysql|mariadb|sqlite|bigquery|snowflake|trino|clickhouse|spark|pyspark|databricks|mssql|sql server|oracle|redshift)\b/i;

/** How much of a question is looked at; more than that is material, not a question. */
const MOST_CHARACTERS = 4000;

/** Reads a question; `context` is what else is known, such as the backend that is used. */
export function readQuestion(given: string, context = ''): Question {
  const text = given.slice(0, MOST_CHARACTERS);
  const spans = [...text.matchAll(BACKTICKS)].map(([, block, code = '']) => (block ?? code).trim());
  const prose = text.replaceAll(BACKTICKS, ' ');
  const asked = ASKED_ABOUT.exec(prose)
    ?.slice(1)
    .find((word) => word !== undefined);
  const named = [
    ...spans.flatMap(codeNames),
    ...(prose.match(BARE_CODE) ?? []).map(namedCode),
    ...(asked === undefined ? [] : [namedCode(asked)]),
  ];
  return {
    text,
    topic: text.replace(SUCCESSOR, ' '),
    names: named.filter(({ name }) => name !== '' && name !== 'ibis'),
    programs: spans.filter((span) => /[\s(]/.test(span)),
    compared: comparedNames(text),
    asksForSql: /\b(?:what|which|show|see|give|generated?|compiled?|produces?)\b.*\bSQL\b/i.test(
      text,
    ),
    asksForParameters:
      /\b(?:parameters?|arguments?|options?|signature|keywords?|settings?)\b/i.test(text),
    dialect: (DIALECT.exec(text) ?? DIALECT.exec(context))?.[1]?.replace(/^sql server$/i, 'mssql'),
  };
}

/** The names of a piece of code; text in quotation marks is data. */
const codeNames = (code: string): readonly NamedCode[] =>
  (code.replaceAll(/"[^"]*"|'[^']*'/g, '""').match(IDENTIFIERS) ?? []).map(namedCode);

function namedCode(dotted: string): NamedCode {
  const parts = dotted.toLowerCase().split('.');
  const name = parts.at(-1) ?? '';
  const owner = parts.at(-2);
  return { name, owner: owner === '' ? undefined : owner };
}

const COMPARISON =
  /\b(?:difference|differ|distinguish|choose|compare)\b.*?\b(?:between|of)?\s+(\S+)\s+(?:and|from|or|with|to)\s+(\S+)|(\S+)\s+(?:vs\.?|versus)\s+(\S+)|\b(?:does|is)\s+(\S+)\s+differ(?:ent)?\s+from\s+(\S+)/i;

/** The names before and after "and", "versus" or "from"; none where it does not compare. */
function comparedNames(text: string): readonly string[] {
  const [, ...groups] = COMPARISON.exec(text) ?? [];
  return groups
    .filter((group) => group !== undefined)
    .map((group) => {
      const bare = group.replaceAll(/\([^)]*\)?|[`?,;:"']/g, '');
      return bare.slice(bare.lastIndexOf('.') + 1).toLowerCase();
    });
}

/** Words that say that a question is about dataframes or databases at all. */
const FIELD: ReadonlySet<string> = new Set(
  `ibis sql table column row dataframe query database backend duckdb postgres bigquery snowflake pandas polars pyspark
  spark join expression schema null aggregate groupby select filter group per sort dataset data field value string
  array struct map timestamp date json regex cast type count sum average window rank number text list key
  substring regex pattern median percentile correlation logarithm selector unnest pivot literal window interval
  method function module clause operator argument parameter
  integer float decimal boolean duplicate rename connection csv parquet file memtable udf`
    .trim()
    .split(/\s+/)
    .map(stem),
);

/** Whether a question has words of the field, or speaks of names. */
export const isOfTheField = (text: string, terms: Iterable<string>): boolean =>
  /\bibis\b|\b(?:new|old|former|current) name\b/i.test(text) ||
  [...terms].some((term) => FIELD.has(term));
