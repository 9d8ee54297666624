import type { Constant, QueryFacts } from '@ibert/validation';
import type { TpcTables } from './tpc-data.js';
import { PLACE_COLUMNS } from './tpcds-model.js';

/** SQL literals that satisfy a query's conditions, by column, one by one. */
export type Wishes = ReadonlyMap<string, readonly string[]>;

/**
 * The constants that a query holds against one stored column, not against what is computed from
 * several; also the middle between two numbers and the neighbours of an amount. Zero is left out:
 * sums and differences are compared with it.
 */
export function wishesOf({ constants }: QueryFacts, tables: TpcTables): Wishes {
  const types = new Map(Object.values(tables).flatMap(({ schema }) => Object.entries(schema)));
  const found = new Map<string, Constant[]>();
  for (const { constant, columns } of constants) {
    const [column, ...others] = columns.filter((name) => types.has(name));
    if (column === undefined || others.length > 0) continue;
    found.set(column, [...(found.get(column) ?? []), constant]);
  }
  const wishes = [...found].map(([column, list]): [string, readonly string[]] => [
    column,
    [...new Set(literalsOf(types.get(column) ?? '', list))].sort(),
  ]);
  return withPlaces(new Map(wishes.filter(([, literals]) => literals.length > 0)), types.keys());
}

/** Of a list longer than this, some are enough: the more, the fewer rows share one. */
const LONG_LIST = 20;
const SOME = 3;

/** Where a query asks for a zip, or a state, all that has a zip, or a state, is to be found there. */
function withPlaces(wishes: Wishes, columns: Iterable<string>): Wishes {
  const all = new Map(
    [...wishes].map(([column, literals]) => [
      column,
      literals.length > LONG_LIST ? literals.slice(0, SOME) : literals,
    ]),
  );
  for (const column of columns) {
    const end = PLACE_COLUMNS.find((place) => column.endsWith(place));
    if (end === undefined || all.has(column)) continue;
    const others = [...all].find(([name]) => name.endsWith(end))?.[1];
    all.set(column, others ?? [`'${TOWN[end]}'`]);
  }
  return all;
}

/** Where everything is when the query asks for no place. */
const TOWN: Readonly<Record<(typeof PLACE_COLUMNS)[number], string>> = {
  _city: 'Midway',
  _county: 'Williamson County',
  _state: 'TN',
  _zip: '31904',
};

const DAY = /^\d{4}-\d\d-\d\d$/;

function literalsOf(type: string, constants: readonly Constant[]): readonly string[] {
  if (type === 'string' || type === 'date') {
    const texts = constants.flatMap((constant) => (constant.kind === 'text' ? constant.text : []));
    // A pattern of LIKE stands for the text without its wildcards.
    return type === 'date'
      ? texts.filter((text) => DAY.test(text)).map((text) => `DATE '${text}'`)
      : texts.map((text) => `'${text.replaceAll('%', '').replaceAll("'", "''")}'`);
  }
  const numbers = constants
    .flatMap((constant) =>
      constant.kind === 'number' ? Number(constant.digits) / 10 ** constant.scale : [],
    )
    .filter((number) => number !== 0)
    .sort((a, b) => a - b);
  const middles = numbers.slice(1).map((number, i) => ((numbers[i] ?? number) + number) / 2);
  if (type.startsWith('int')) return [...numbers, ...middles].map((number) => number.toFixed(0));
  const around = numbers.flatMap((number) => [number, number - 1, number + 1]);
  return [...around, ...middles].map((number) => number.toFixed(2));
}
