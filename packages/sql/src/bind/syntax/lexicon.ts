import type { SqlDialect } from '../dialects.js';

/** How the text of a dialect is cut into tokens. */
export interface Lexicon {
  /** Opening quote of an identifier to its closing one. */
  readonly identifierQuotes: Readonly<Record<string, string>>;
  readonly stringQuotes: string;
  /** Whether `\n` and the like are escapes in every string. */
  readonly backslash: boolean;
  /** `'''…'''` and `r'…'`. */
  readonly pythonStrings: boolean;
  readonly dollarQuotes: boolean;
  readonly hashComments: boolean;
  readonly slashComments: boolean;
  readonly nestedComments: boolean;
  /** `0x1F` is a number. */
  readonly hexNumbers: boolean;
  /** `$` inside of names. */
  readonly dollarNames: boolean;
}

const STANDARD: Lexicon = {
  identifierQuotes: { '"': '"' },
  stringQuotes: "'",
  backslash: false,
  pythonStrings: false,
  dollarQuotes: false,
  hashComments: false,
  slashComments: false,
  nestedComments: false,
  hexNumbers: false,
  dollarNames: false,
};
const BACKTICK = { '`': '`' };
const POSTGRES: Lexicon = { ...STANDARD, dollarQuotes: true, nestedComments: true };

export const LEXICONS: Readonly<Record<SqlDialect, Lexicon>> = {
  duckdb: POSTGRES,
  postgres: { ...POSTGRES, hexNumbers: true },
  mysql: {
    ...STANDARD,
    identifierQuotes: BACKTICK,
    stringQuotes: `'"`,
    backslash: true,
    hashComments: true,
    hexNumbers: true,
    dollarNames: true,
  },
  sqlite: {
    ...STANDARD,
    identifierQuotes: { '"': '"', '`': '`', '[': ']' },
    hexNumbers: true,
  },
  bigquery: {
    ...STANDARD,
    identifierQuotes: BACKTICK,
    stringQuotes: `'"`,
    backslash: true,
    pythonStrings: true,
    hashComments: true,
    hexNumbers: true,
  },
  snowflake: {
    ...STANDARD,
    backslash: true,
    dollarQuotes: true,
    slashComments: true,
    dollarNames: true,
  },
  trino: STANDARD,
  clickhouse: { ...STANDARD, identifierQuotes: { '"': '"', '`': '`' }, backslash: true },
  spark: {
    ...STANDARD,
    identifierQuotes: BACKTICK,
    stringQuotes: `'"`,
    backslash: true,
    pythonStrings: true,
  },
  mssql: { ...STANDARD, identifierQuotes: { '"': '"', '[': ']' }, nestedComments: true },
  oracle: { ...STANDARD, dollarNames: true },
};
