import type { SqlDialect } from '../dialects.js';
import { AGGREGATES } from './aggregates.js';
import { ARRAY_MAKERS } from './array-makers.js';
import { ARRAY_FUNCTIONS } from './arrays.js';
import { COLLECTIONS } from './collections.js';
import { CONDITIONAL_FUNCTIONS } from './conditional.js';
import { DATE_DIFFERENCES } from './date-difference.js';
import { DATE_PARTS } from './date-extract.js';
import { DATE_MAKERS } from './date-make.js';
import { DATE_SHIFTS } from './date-shift.js';
import { DATE_TEXTS } from './date-text.js';
import { DIALECT_FUNCTIONS } from './dialects/index.js';
import { JSON_FUNCTIONS } from './json.js';
import { MAP_FUNCTIONS } from './maps-structs.js';
import { MISCELLANEOUS } from './miscellaneous.js';
import { NUMERIC_FUNCTIONS } from './numeric.js';
import { REGEX_FUNCTIONS } from './regex.js';
import { ROUNDING_FUNCTIONS } from './rounding.js';
import type { Row } from './row.js';
import { STRING_SEARCH } from './string-search.js';
import { STRING_SLICES } from './string-slices.js';
import { STRING_TRIMS } from './string-trims.js';
import { STRING_FUNCTIONS } from './strings.js';
import { WINDOW_FUNCTIONS } from './windows.js';

/** The families that hold in every dialect, unless a row says `only` or a dialect has its own. */
const COMMON: readonly Row[] = [
  ...AGGREGATES,
  ...COLLECTIONS,
  ...WINDOW_FUNCTIONS,
  ...STRING_FUNCTIONS,
  ...STRING_TRIMS,
  ...STRING_SLICES,
  ...STRING_SEARCH,
  ...REGEX_FUNCTIONS,
  ...NUMERIC_FUNCTIONS,
  ...ROUNDING_FUNCTIONS,
  ...DATE_PARTS,
  ...DATE_SHIFTS,
  ...DATE_DIFFERENCES,
  ...DATE_MAKERS,
  ...DATE_TEXTS,
  ...CONDITIONAL_FUNCTIONS,
  ...ARRAY_FUNCTIONS,
  ...ARRAY_MAKERS,
  ...MAP_FUNCTIONS,
  ...JSON_FUNCTIONS,
  ...MISCELLANEOUS,
];

const indexes = new Map<SqlDialect, ReadonlyMap<string, readonly Row[]>>();

function indexOf(dialect: SqlDialect): ReadonlyMap<string, readonly Row[]> {
  let index = indexes.get(dialect);
  if (index === undefined) {
    const common = group(COMMON.filter(({ only }) => only?.includes(dialect) ?? true));
    const own = group(DIALECT_FUNCTIONS[dialect] ?? []);
    index = new Map([...common, ...own]);
    indexes.set(dialect, index);
  }
  return index;
}

const byRefusal = (a: Row, b: Row): number =>
  Number(a.role === 'refused') - Number(b.role === 'refused');

function group(rows: readonly Row[]): Map<string, Row[]> {
  const byName = new Map<string, Row[]>();
  // A refusal stands for the calls that no other row of the name fits.
  for (const row of [...rows].sort(byRefusal)) {
    for (const name of row.names) {
      const known = byName.get(name);
      if (known === undefined) byName.set(name, [row]);
      else known.push(row);
    }
  }
  return byName;
}

/** The rows of a function in a dialect, to be tried in order. */
export const functionRows = (name: string, dialect: SqlDialect): readonly Row[] =>
  indexOf(dialect).get(name) ?? [];

/** The names of all functions of a dialect. */
export const functionNames = (dialect: SqlDialect): readonly string[] => [
  ...indexOf(dialect).keys(),
];

/** A function of a dialect, for the support page. */
export interface FunctionSupport {
  readonly name: string;
  readonly role: 'scalar' | 'aggregate' | 'window';
  /** The shapes of arguments that are translated, such as `string, integer?`; none for a refusal. */
  readonly shapes: readonly string[];
  /** Why a call (or one that fits none of the shapes) is refused. */
  readonly reason: string | null;
}

/** Every function name of a dialect with what is translated of it, by name. */
export function sqlFunctionRows(dialect: SqlDialect): readonly FunctionSupport[] {
  return [...indexOf(dialect)]
    .map(([name, rows]): FunctionSupport => {
      const translated = rows.filter((row) => row.role !== 'refused');
      const refusal = rows.find((row) => row.role === 'refused');
      return {
        name,
        role: translated[0]?.role ?? 'scalar',
        shapes: translated.map(({ params }) => params.join(', ')),
        reason: refusal?.reason ?? null,
      };
    })
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
}
