import type { SqlDialect } from '../dialects.js';

/** How strongly operators bind; a higher number binds more. */
export const PRECEDENCE = {
  arrow: 0.5,
  or: 1,
  xor: 1.5,
  and: 2,
  not: 3,
  is: 4,
  comparison: 5,
  between: 6,
  other: 7,
  additive: 8,
  multiplicative: 9,
  power: 10,
  zone: 11,
  unary: 12,
  postfix: 14,
} as const;

const COMMON: Readonly<Record<string, number>> = {
  or: PRECEDENCE.or,
  and: PRECEDENCE.and,
  '=': PRECEDENCE.comparison,
  '==': PRECEDENCE.comparison,
  '<>': PRECEDENCE.comparison,
  '!=': PRECEDENCE.comparison,
  '<': PRECEDENCE.comparison,
  '<=': PRECEDENCE.comparison,
  '>': PRECEDENCE.comparison,
  '>=': PRECEDENCE.comparison,
  '<=>': PRECEDENCE.comparison,
  '||': PRECEDENCE.other,
  '|': PRECEDENCE.other,
  '&': PRECEDENCE.other,
  '<<': PRECEDENCE.other,
  '>>': PRECEDENCE.other,
  '#': PRECEDENCE.other,
  '@>': PRECEDENCE.other,
  '<@': PRECEDENCE.other,
  '&&': PRECEDENCE.other,
  '^@': PRECEDENCE.other,
  '->': PRECEDENCE.other,
  '->>': PRECEDENCE.other,
  '+': PRECEDENCE.additive,
  '-': PRECEDENCE.additive,
  '*': PRECEDENCE.multiplicative,
  '/': PRECEDENCE.multiplicative,
  '//': PRECEDENCE.multiplicative,
  '%': PRECEDENCE.multiplicative,
  '^': PRECEDENCE.power,
  '**': PRECEDENCE.power,
};

// Bit operators have levels of their own outside of the family of Postgres.
const BIT_LEVELS = { '|': 6.2, '&': 6.4, '<<': 7, '>>': 7 } as const;

const OWN: Partial<Record<SqlDialect, Readonly<Record<string, number>>>> = {
  duckdb: { '->': PRECEDENCE.arrow, '->>': PRECEDENCE.other },
  mysql: {
    ...BIT_LEVELS,
    '||': PRECEDENCE.or,
    '&&': PRECEDENCE.and,
    xor: PRECEDENCE.xor,
    '^': 11,
    div: PRECEDENCE.multiplicative,
    mod: PRECEDENCE.multiplicative,
  },
  sqlite: { '|': 7, '&': 7, '||': PRECEDENCE.zone },
  bigquery: { ...BIT_LEVELS, '^': 6.3, '||': PRECEDENCE.multiplicative },
  spark: { ...BIT_LEVELS, '^': 6.3, div: PRECEDENCE.multiplicative, '||': PRECEDENCE.additive },
  mssql: { '&': PRECEDENCE.additive, '|': PRECEDENCE.additive, '^': PRECEDENCE.additive },
  snowflake: { '||': PRECEDENCE.additive },
  oracle: { '||': PRECEDENCE.additive },
  clickhouse: { div: PRECEDENCE.multiplicative, mod: PRECEDENCE.multiplicative },
};

/** How strongly a binary operator binds in the dialect; undefined for what is none. */
export function binaryPrecedence(operator: string, dialect: SqlDialect): number | undefined {
  const own = OWN[dialect];
  if (own !== undefined && Object.hasOwn(own, operator)) return own[operator];
  return Object.hasOwn(COMMON, operator) ? COMMON[operator] : undefined;
}
