import { make } from '@ibert/ir';
import type { Value } from '@ibert/ir';

import { nullValue } from '../literals.js';
import { fn, refused } from './row.js';
import type { FunctionContext, Row } from './row.js';

const map = (keys: Value, values: Value): Value => make('Map', { keys, values });
const get = (arg: Value, key: Value): Value =>
  make('MapGet', {
    arg,
    key,
    default: nullValue(arg.dtype.kind === 'map' ? arg.dtype.value : undefined),
  });

function field(arg: Value, name: string, cx: FunctionContext): Value {
  if (arg.dtype.kind !== 'struct') return cx.refuse('its fields are not known');
  const known = [...arg.dtype.fields.keys()];
  const exact = known.includes(name)
    ? name
    : known.find((other) => other.toLowerCase() === name.toLowerCase());
  return exact === undefined
    ? cx.refuse(`there is no field '${name}'; there are ${known.join(', ')}`)
    : make('StructField', { arg, field: exact });
}

/** Maps and structs. */
export const MAP_FUNCTIONS: readonly Row[] = [
  fn('map', ['array', 'array'], map, { only: 'duckdb trino' }),
  fn('map_from_arrays', ['array', 'array'], map, { only: 'spark' }),
  fn('cardinality', ['map'], (arg) => make('MapLength', { arg }), { only: 'duckdb trino' }),
  fn('map_keys', ['map'], (arg) => make('MapKeys', { arg }), {
    only: 'duckdb trino spark snowflake',
  }),
  fn('map_values', ['map'], (arg) => make('MapValues', { arg }), { only: 'duckdb trino spark' }),
  fn('map_contains', ['map', 'any'], (arg, key) => make('MapContains', { arg, key }), {
    only: 'duckdb',
  }),
  fn('contains', ['map', 'any'], (arg, key) => make('MapContains', { arg, key }), {
    only: 'duckdb',
  }),
  fn('map_contains_key', ['map', 'any'], (arg, key) => make('MapContains', { arg, key }), {
    only: 'spark',
  }),
  fn('map_extract_value', ['map', 'any'], get, { only: 'duckdb' }),
  fn('element_at', ['map', 'any'], get, { only: 'trino spark' }),
  fn('map_concat', ['map', 'map'], (left, right) => make('MapMerge', { left, right }), {
    only: 'duckdb',
  }),
  fn('struct_extract', ['struct', 'text!'], field, { only: 'duckdb' }),
  fn('array_extract', ['struct', 'text!'], field, { only: 'duckdb' }),
  refused('map_extract element_at', 'it gives a list of one element or none', { only: 'duckdb' }),
  refused(
    'map_entries map_from_entries map_contains_entry map_contains_value map_to_pg_oid',
    'Ibis has no entries of maps',
  ),
  refused(
    'struct_concat struct_insert struct_update struct_keys struct_values struct_has struct_contains struct_indexof struct_position struct_extract_at row remap_struct union_value union_tag union_extract',
    'Ibis has no such function of structs',
    { only: 'duckdb' },
  ),
];
