import { isOp, make, mapChildren } from '@ibert/ir';
import type { OpArgs, Value } from '@ibert/ir';

import { unlessNull, when } from '../../expressions/cases.js';
import { integer, integerOf, plusOne } from '../../expressions/common.js';
import type { Emitter } from '../../expressions/emitter.js';
import { quoted } from '../../expressions/literals.js';
import { atom, call, PRECEDENCE, sql, tighter } from '../../expressions/sql.js';
import type { Sql } from '../../expressions/sql.js';
import { list, run } from '../../format/doc.js';
import type { Doc } from '../../format/doc.js';
import { rows } from '../spec.js';

const { add, atom: tight } = PRECEDENCE;

/** The 1-based element; a negative index counts from the end, as in Python. */
function element({ arg, index }: OpArgs<'ArrayIndex'>, e: Emitter): Sql {
  const known = integerOf(index);
  const at: Doc =
    known === null
      ? when(run(e.operand(index, add), ' >= 0'), e.doc(plusOne(index)), e.doc(index)).doc
      : String(known >= 0n ? known + 1n : known);
  return atom(run(e.operand(arg, tight), '[', at, ']'));
}

function arraySlice({ arg, start, stop }: OpArgs<'ArraySlice'>, e: Emitter): Sql {
  const from = integerOf(start);
  const first: Doc =
    from === null
      ? when(run(e.operand(start, add), ' < 0'), e.doc(start), e.doc(plusOne(start))).doc
      : String(from >= 0n ? from + 1n : from);
  return call('LIST_SLICE', e.doc(arg), first, sliceEnd(arg, stop, e));
}

function sliceEnd(arg: Value, stop: Value | null, e: Emitter): Doc {
  if (stop === null) return e.call('LEN', arg).doc;
  const to = integerOf(stop);
  if (to !== null) return String(to < 0n ? to - 1n : to);
  const shifted = make('Subtract', { left: stop, right: integer(1) });
  return when(run(e.operand(stop, add), ' < 0'), e.doc(shifted), e.doc(stop)).doc;
}

/** `lambda x: body`; DuckDB counts positions from 1. */
function lambda(body: Value, param: Value, index: Value | null, e: Emitter): Doc {
  const params = index === null ? [param] : [param, index];
  const names = params.flatMap((p) => (isOp(p, 'Argument') ? [p.args.name] : []));
  const inner = e.shadowing(names);
  const written = names.map((name) => e.identifier(name)).join(', ');
  const zeroBased =
    index === null || !isOp(index, 'Argument') ? body : counted(body, index.args.name);
  return run(`lambda ${written}: `, inner.doc(zeroBased));
}

function counted(body: Value, name: string): Value {
  if (isOp(body, 'Argument')) {
    return body.args.name === name ? make('Subtract', { left: body, right: integer(1) }) : body;
  }
  return mapChildren(body, (child) => counted(child, name));
}

/** A NULL of its own, or a cast that may turn out one. */
const isConstantNull = (value: Value): boolean =>
  value.dtype.kind === 'array' &&
  (isOp(value, 'Literal')
    ? value.args.value === null
    : isOp(value, 'TryCast') || (isOp(value, 'Cast') && isOp(value.args.arg, 'Literal')));

const distinctWithNull = (text: Doc): Doc => {
  const hasNull = run('LIST_BOOL_OR(LIST_TRANSFORM(', text, ', lambda x: x IS NULL))');
  const nothing = run('CASE WHEN ', hasNull, ' THEN [NULL] ELSE [] END');
  return run('LIST_CONCAT(LIST_DISTINCT(', text, '), ', nothing, ')');
};

function zip({ arg }: OpArgs<'ArrayZip'>, e: Emitter): Sql {
  const inner = e.shadowing(['i']);
  const fields = arg.map((v, i): Doc => run(`'f${i + 1}': `, inner.operand(v, tight), '[i]'));
  const longest = call('GREATEST', ...arg.map((v) => e.call('LEN', v).doc)).doc;
  const positions = run(
    'RANGE(1, ',
    arg.length === 1 ? e.call('LEN', arg[0] as Value).doc : longest,
    ' + 1)',
  );
  return unlessNull(
    e,
    arg,
    run('LIST_TRANSFORM(', positions, ', lambda i: ', list('{', fields, '}'), ')'),
  );
}

/** A JSON value as something else, where it is of that type. */
const unwrapped =
  (types: readonly string[]) =>
  ({ arg }: { readonly arg: Value }, e: Emitter, node: Value): Sql => {
    const type = e.call('JSON_TYPE', arg).doc;
    const test =
      types.length === 1
        ? run(type, ` = '${types[0] ?? ''}'`)
        : run(type, ` IN (${types.map(quoted).join(', ')})`);
    const value =
      node.kind === 'UnwrapJSONString'
        ? run(e.operand(arg, tight), " ->> '$'")
        : e.cast(arg, node.dtype).doc;
    return when(test, value, null);
  };

function jsonItem({ arg, index }: OpArgs<'JSONGetItem'>, e: Emitter): Sql {
  const path = isOp(index, 'Literal') ? index.args.value : null;
  const text: Doc =
    typeof path === 'bigint'
      ? `'$[${path}]'`
      : typeof path === 'string'
        ? quoted(jsonPath(path))
        : e.doc(index);
  return atom(run('(', e.operand(arg, tight), ' -> ', text, ')'));
}

/** A path with a quote in it cannot be written, a pointer can. */
function jsonPath(key: string): string {
  if (/^[A-Za-z_][A-Za-z0-9_]*$/.test(key)) return `$.${key}`;
  return key.includes('"') ? `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}` : `$."${key}"`;
}

export const DUCKDB_NESTED = rows({
  Array: ({ exprs }, e, node) => {
    const text = list(
      '[',
      exprs.map((v) => e.doc(v)),
      ']',
    );
    return node.dtype.kind === 'array' && node.dtype.value.kind === 'null'
      ? atom(text)
      : e.cast(text, node.dtype);
  },
  ArrayLength: 'LEN',
  ArraySlice: arraySlice,
  ArrayIndex: element,
  ArrayConcat: ({ arg }, e) => {
    // Beside a constant NULL the operator forgets the type of the items; the function skips NULLs.
    if (arg.some((part) => mayFoldToNull(e.resolved(part)))) {
      const [first, ...others] = arg.map((part) => e.doc(part));
      const joined = others.reduce<Doc>(
        (left, right) => call('LIST_CONCAT', left, right).doc,
        first ?? '',
      );
      return unlessNull(e, arg, joined);
    }
    const { concat } = PRECEDENCE;
    const parts = arg.map((v, i) => e.operand(v, i === 0 ? concat : tighter(concat)));
    return sql(run(...parts.flatMap((p, i) => (i === 0 ? [p] : [' || ', p]))), concat);
  },
  ArrayRepeat: ({ arg, times }, e) =>
    call(
      'FLATTEN',
      run(
        'LIST_TRANSFORM(',
        e.call('RANGE', times).doc,
        ', lambda _: ',
        e.shadowing(['_']).doc(arg),
        ')',
      ),
    ),
  ArrayMap: ({ arg, body, param, index }, e) =>
    call('LIST_TRANSFORM', e.doc(arg), lambda(body, param, index, e)),
  ArrayFilter: ({ arg, body, param, index }, e) =>
    call('LIST_FILTER', e.doc(arg), lambda(body, param, index, e)),
  Unnest: 'UNNEST',
  ArrayContains: 'LIST_CONTAINS',
  ArrayPosition: ({ arg, other }, e) =>
    unlessNull(
      e,
      [arg, other],
      isOp(other, 'Literal') && other.args.value === null
        ? 'NULL'
        : run('COALESCE(', e.call('LIST_POSITION', arg, other).doc, ', 0) - 1'),
    ),
  ArrayRemove: ({ arg, other }, e) => {
    const inner = e.shadowing(['x']);
    const kept =
      isOp(other, 'Literal') && other.args.value !== null
        ? run('x <> ', e.operand(other, add), ' OR x IS NULL')
        : run(
            'x <> ',
            inner.operand(other, add),
            ' OR (x IS NULL AND ',
            inner.operand(other, add),
            ' IS NOT NULL)',
          );
    return call('LIST_FILTER', e.doc(arg), run('lambda x: ', kept));
  },
  ArrayDistinct: ({ arg }, e) => unlessNull(e, [arg], distinctWithNull(e.doc(arg))),
  ArraySort: 'LIST_SORT',
  ArrayUnion: ({ left, right }, e) => {
    const both = e.call('LIST_CONCAT', left, right).doc;
    return when(run(both, ' IS NOT NULL'), distinctWithNull(both), null);
  },
  ArrayIntersect: ({ left, right }, e) =>
    call(
      'LIST_FILTER',
      e.doc(left),
      run('lambda x: LIST_CONTAINS(', e.shadowing(['x']).doc(right), ', x)'),
    ),
  ArrayZip: zip,
  ArrayFlatten: 'FLATTEN',
  ArrayMin: 'LIST_MIN',
  ArrayMax: 'LIST_MAX',
  ArrayMode: 'LIST_MODE',
  ArraySum: 'LIST_SUM',
  ArrayMean: 'LIST_AVG',
  ArrayAny: 'LIST_BOOL_OR',
  ArrayAll: 'LIST_BOOL_AND',
  IntegerRange: ({ start, stop, step }, e) =>
    integerOf(step) === 1n ? e.call('RANGE', start, stop) : e.call('RANGE', start, stop, step),
  TimestampRange: 'RANGE',
  Map: ({ keys, values }, e) => {
    const typed = (v: Value): Doc => (isOp(v, 'Literal') ? e.cast(v, v.dtype).doc : e.doc(v));
    const nullable = [keys, values].filter((v) => !isOp(v, 'Array'));
    return unlessNull(e, nullable, call('MAP', typed(keys), typed(values)).doc);
  },
  MapLength: 'CARDINALITY',
  MapGet: ({ arg, key, default: otherwise }, e) => {
    const found = run(e.operand(arg, tight), '[', e.doc(key), ']');
    if (isOp(otherwise, 'Literal') && otherwise.args.value === null) return atom(found);
    return unlessNull(e, [arg], run('COALESCE(', found, ', ', e.doc(otherwise), ')'));
  },
  MapContains: 'MAP_CONTAINS',
  MapKeys: 'MAP_KEYS',
  MapValues: 'MAP_VALUES',
  MapMerge: ({ left, right }, e) =>
    unlessNull(
      e,
      [left, right].filter((v) => !isOp(v, 'Map')),
      e.call('MAP_CONCAT', left, right).doc,
    ),
  StructField: ({ arg, field }, e) => {
    const simple = isOp(arg, 'Field') || isOp(arg, 'StructField');
    return atom(run(simple ? e.doc(arg) : run('(', e.doc(arg), ')'), `.${e.identifier(field)}`));
  },
  StructColumn: ({ names, values }, e) =>
    atom(
      list(
        '{',
        values.map((v, i): Doc => run(`${quoted(names[i] ?? '')}: `, e.doc(v))),
        '}',
      ),
    ),
  JSONGetItem: jsonItem,
  ToJSONArray: unwrapped(['ARRAY']),
  ToJSONMap: unwrapped(['OBJECT']),
  UnwrapJSONString: unwrapped(['VARCHAR']),
  UnwrapJSONInt64: unwrapped(['UBIGINT', 'BIGINT']),
  UnwrapJSONFloat64: unwrapped(['UBIGINT', 'BIGINT', 'DOUBLE']),
  UnwrapJSONBoolean: unwrapped(['BOOLEAN']),
});

/** Lists that are never NULL, whatever they hold. */
const LISTS: ReadonlySet<string> = new Set(['Literal', 'Array', 'IntegerRange', 'TimestampRange']);

/** Whether a value is NULL, or a constant that DuckDB may find to be NULL before the query runs. */
const mayFoldToNull = (value: Value): boolean =>
  isConstantNull(value) || (value.relations.length === 0 && !LISTS.has(value.kind));
