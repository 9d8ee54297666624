import type { Value } from '@ibert/ir';

import { unlessNull, when } from '../../expressions/cases.js';
import { integerOf } from '../../expressions/common.js';
import type { Emitter } from '../../expressions/emitter.js';
import { atom, call, PRECEDENCE, sql } from '../../expressions/sql.js';
import type { Sql } from '../../expressions/sql.js';
import { run } from '../../format/doc.js';
import { arrayOf, withLambda } from '../shared/nested.js';
import { refuse, rows } from '../spec.js';

const { atom: tight, add } = PRECEDENCE;

/** A fold over the elements that are not NULL. */
const fold =
  (name: string) =>
  ({ arg }: { readonly arg: Value }, e: Emitter): Sql =>
    call(
      'arrayReduce',
      `'${name}'`,
      call('arrayFilter', 'x -> x IS NOT NULL', e.shadowing(['x']).doc(arg)).doc,
    );

export const CLICKHOUSE_NESTED = rows({
  Array: arrayOf('['),
  ArrayLength: 'length',
  ArrayIndex: ({ arg, index }, e) => {
    const known = integerOf(index);
    const array = e.operand(arg, tight);
    if (known !== null) return atom(run(array, `[${known >= 0n ? known + 1n : known}]`));
    const text = e.operand(index, add);
    const at = when(run(text, ' >= 0'), run(text, ' + 1'), text).doc;
    return atom(run(array, '[', at, ']'));
  },
  ArrayConcat: 'arrayConcat',
  ArrayRepeat: ({ arg, times }, e) =>
    call(
      'arrayFlatten',
      call('arrayMap', run('_ -> ', e.shadowing(['_']).doc(arg)), e.call('range', times).doc).doc,
    ),
  ArrayMap: withLambda('arrayMap', true),
  ArrayFilter: withLambda('arrayFilter', true),
  ArrayContains: ({ arg, other }, e) => unlessNull(e, [other], e.call('has', arg, other).doc),
  ArrayPosition: ({ arg, other }, e) => sql(run(e.call('indexOf', arg, other).doc, ' - 1'), add),
  ArraySort: 'arraySort',
  ArrayIntersect: refuse('its arrayIntersect keeps NULLs'),
  ArrayZip: 'arrayZip',
  ArrayFlatten: 'arrayFlatten',
  ArrayMin: fold('min'),
  ArrayMax: fold('max'),
  ArraySum: fold('sum'),
  ArrayMean: fold('avg'),
  ArrayAny: fold('max'),
  ArrayAll: fold('min'),
  ArrayDistinct: refuse('its arrayDistinct leaves NULLs out'),
  Unnest: 'arrayJoin',
  IntegerRange: 'range',
  MapLength: 'LENGTH',
  MapGet: ({ arg, key, default: otherwise }, e) =>
    call('COALESCE', run(e.operand(arg, tight), '[', e.doc(key), ']'), e.doc(otherwise)),
  MapContains: 'mapContains',
  MapKeys: 'mapKeys',
  MapValues: 'mapValues',
  MapMerge: 'mapUpdate',
  StructColumn: ({ values }, e) => e.call('tuple', ...values),
  StructField: ({ arg, field }, e, node) => {
    const names = arg.dtype.kind === 'struct' ? [...arg.dtype.fields.keys()] : [];
    return e.cast(run(e.operand(arg, tight), `.${names.indexOf(field) + 1}`), node.dtype);
  },
});
