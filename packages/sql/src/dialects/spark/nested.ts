import { isOp } from '@ibert/ir';

import { integerOf } from '../../expressions/common.js';
import { unlessNull } from '../../expressions/cases.js';
import { atom, call, PRECEDENCE, sql } from '../../expressions/sql.js';
import { run } from '../../format/doc.js';
import { withLambda } from '../shared/nested.js';
import { refuse, rows } from '../spec.js';

const { add, atom: tight } = PRECEDENCE;

export const SPARK_NESTED = rows({
  Array: 'ARRAY',
  ArrayLength: 'SIZE',
  ArrayIndex: ({ arg, index }, e) => {
    const known = integerOf(index);
    if (known !== null)
      return call('ELEMENT_AT', e.doc(arg), String(known >= 0n ? known + 1n : known));
    throw e.refusal('a computed array index', 'it counts from 1, or back from -1');
  },
  ArrayConcat: 'CONCAT',
  ArrayRepeat: ({ arg, times }, e) => call('FLATTEN', e.call('ARRAY_REPEAT', arg, times).doc),
  ArrayMap: withLambda('TRANSFORM'),
  ArrayFilter: withLambda('FILTER'),
  ArrayContains: ({ arg, other }, e) =>
    unlessNull(e, [arg], call('COALESCE', e.call('ARRAY_CONTAINS', arg, other).doc, 'FALSE').doc),
  ArrayPosition: ({ arg, other }, e) =>
    sql(run(e.call('ARRAY_POSITION', arg, other).doc, ' - 1'), add),
  ArrayRemove: ({ arg, other }, e) => {
    if (!isOp(other, 'Literal'))
      throw e.refusal('ArrayRemove of a computed value', 'a NULL would make the whole NULL');
    return e.call('ARRAY_REMOVE', arg, other);
  },
  ArrayDistinct: 'ARRAY_DISTINCT',
  ArraySort: 'ARRAY_SORT',
  ArrayUnion: 'ARRAY_UNION',
  ArrayIntersect: 'ARRAY_INTERSECT',
  ArrayZip: ({ arg }, e, node) => e.cast(e.call('ARRAYS_ZIP', ...arg).doc, node.dtype),
  ArrayFlatten: 'FLATTEN',
  ArrayMin: 'ARRAY_MIN',
  ArrayMax: 'ARRAY_MAX',
  ArrayAny: 'ARRAY_MAX',
  ArrayAll: 'ARRAY_MIN',
  ArrayStringJoin: ({ arg, sep }, e) => unlessNull(e, [arg], e.call('CONCAT_WS', sep, arg).doc),
  Unnest: 'EXPLODE',
  IntegerRange: refuse('its SEQUENCE has its end within'),
  Map: 'MAP_FROM_ARRAYS',
  MapLength: 'SIZE',
  MapGet: ({ arg, key, default: otherwise }, e) => {
    const found = run(e.operand(arg, tight), '[', e.doc(key), ']');
    const missing = isOp(otherwise, 'Literal') && otherwise.args.value === null;
    const last = missing ? '' : run(' ELSE ', e.doc(otherwise));
    const has = e.call('MAP_CONTAINS_KEY', arg, key).doc;
    return atom(run('CASE WHEN ', has, ' THEN ', found, last, ' END'));
  },
  MapContains: 'MAP_CONTAINS_KEY',
  MapKeys: 'MAP_KEYS',
  MapValues: 'MAP_VALUES',
  MapMerge: refuse('its MAP_CONCAT fails where both maps have a key'),
  StructColumn: ({ names, values }, e) =>
    call('STRUCT', ...values.map((v, i) => run(e.doc(v), ` AS ${e.identifier(names[i] ?? '')}`))),
  StructField: ({ arg, field }, e) => atom(run(e.operand(arg, tight), `.${e.identifier(field)}`)),
});
