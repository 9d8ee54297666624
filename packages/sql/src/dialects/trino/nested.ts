import { isOp } from '@ibert/ir';
import type { Value } from '@ibert/ir';

import { unlessNull } from '../../expressions/cases.js';
import { plusOne } from '../../expressions/common.js';
import type { Emitter } from '../../expressions/emitter.js';
import { atom, call, PRECEDENCE, sql } from '../../expressions/sql.js';
import type { Sql } from '../../expressions/sql.js';
import { run } from '../../format/doc.js';
import { concatBars } from '../shared/strings.js';
import { arrayOf, withLambda } from '../shared/nested.js';
import { refuse, rows } from '../spec.js';

/** An extreme of the elements that are not NULL. */
const fold =
  (name: string) =>
  ({ arg }: { readonly arg: Value }, e: Emitter): Sql =>
    call(name, call('FILTER', e.shadowing(['x']).doc(arg), 'x -> x IS NOT NULL').doc);

export const TRINO_NESTED = rows({
  Array: arrayOf('ARRAY['),
  ArrayLength: 'CARDINALITY',
  ArrayIndex: ({ arg, index }, e) => {
    const negative = isOp(index, 'Literal') && Number(index.args.value) < 0;
    if (!negative && !isOp(index, 'Literal'))
      throw e.refusal('a computed array index', 'it counts from 1, or back from -1');
    return e.call('ELEMENT_AT', arg, negative ? index : plusOne(index));
  },
  ArrayContains: ({ arg, other }, e) =>
    unlessNull(e, [arg], call('COALESCE', e.call('CONTAINS', arg, other).doc, 'FALSE').doc),
  ArrayPosition: ({ arg, other }, e) =>
    sql(run(e.call('ARRAY_POSITION', arg, other).doc, ' - 1'), PRECEDENCE.add),
  ArrayRepeat: ({ arg, times }, e) => call('FLATTEN', e.call('REPEAT', arg, times).doc),
  ArrayMin: fold('ARRAY_MIN'),
  ArrayMax: fold('ARRAY_MAX'),
  ArrayConcat: concatBars,
  ArrayDistinct: 'ARRAY_DISTINCT',
  ArraySort: 'ARRAY_SORT',
  ArrayRemove: 'ARRAY_REMOVE',
  ArrayUnion: 'ARRAY_UNION',
  ArrayIntersect: 'ARRAY_INTERSECT',
  ArrayFlatten: 'FLATTEN',
  ArrayMap: withLambda('TRANSFORM'),
  ArrayFilter: withLambda('FILTER'),
  ArrayStringJoin: 'ARRAY_JOIN',
  Unnest: refuse('it spreads arrays in FROM only; use Table.unnest'),
  Median: refuse('it only has approximate medians; use approx_median'),
  Quantile: refuse('it only has approximate quantiles; use approx_quantile'),
  Map: 'MAP',
  MapKeys: 'MAP_KEYS',
  MapValues: 'MAP_VALUES',
  MapLength: 'CARDINALITY',
  MapGet: ({ arg, key, default: otherwise }, e) => {
    const found = e.call('ELEMENT_AT', arg, key);
    if (isOp(otherwise, 'Literal') && otherwise.args.value === null) return found;
    return unlessNull(e, [arg], call('COALESCE', found.doc, e.doc(otherwise)).doc);
  },
  StructField: ({ arg, field }, e) =>
    atom(run(e.operand(arg, PRECEDENCE.atom), `.${e.identifier(field)}`)),
});
