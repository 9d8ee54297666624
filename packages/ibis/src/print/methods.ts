import { isA, specOf } from '@ibert/ir';
import type { TypeClass, Value } from '@ibert/ir';

import { COLUMN } from '../api/methods/column.js';
import type { MethodTable } from '../api/methods/method.js';
import { VALUE } from '../api/methods/value.js';
import type { ValueObj } from '../api/objects.js';
import type { Signature } from '../api/signature.js';
import { TYPE_METHODS } from '../api/method-tables.js';
import { TOP_LEVEL } from '../api/top-level.js';
import type { PyValue } from '../python/index.js';
import { atom, bare, fn, keyword } from './code.js';
import type { Code } from './code.js';
import { literalArgs, quote } from './literals.js';
import type { ValuePrinter } from './values.js';

/** A method that is one operation. */
interface Spelling {
  readonly name: string;
  /** What the receiver must be; undefined for any value. */
  readonly type: TypeClass | undefined;
  readonly signature: Signature;
}

type Table = readonly [TypeClass | undefined, MethodTable<ValueObj>];

const TABLES: readonly Table[] = [
  ...TYPE_METHODS.flatMap(({ type, value, column }): Table[] =>
    [...value, ...column].map((t) => [type, t]),
  ),
  [undefined, COLUMN],
  [undefined, VALUE],
];

/** The methods by operation, the usual one first. */
const METHODS: ReadonlyMap<string, readonly Spelling[]> = TABLES.flatMap(([type, table]) =>
  Object.entries(table.methods).map(([name, row]) => ({ name, type, ...row })),
).reduce((known, { name, type, op, signature }) => {
  return op === undefined
    ? known
    : known.set(op, [...(known.get(op) ?? []), { name, type, signature }]);
}, new Map<string, readonly Spelling[]>());

const FUNCTIONS: ReadonlyMap<string, string> = new Map(
  Object.entries(TOP_LEVEL).flatMap(([name, { op }]) =>
    op === undefined ? [] : [[op, name] as const],
  ),
);

/** Names of the module that are values, not functions. */
const CONSTANTS: ReadonlySet<string> = new Set(['e', 'pi']);

/** The names of all operations that the tables of methods and functions spell. */
export const SPELT: ReadonlySet<string> = new Set([...METHODS.keys(), ...FUNCTIONS.keys()]);

/** A value whose operation is one method or function of the API; undefined for every other one. */
export function methodCode(value: Value, p: ValuePrinter): Code | undefined {
  const name = FUNCTIONS.get(value.kind);
  if (name !== undefined) return functionCode(name, value, p);
  const known = METHODS.get(value.kind);
  const [first, ...others] = Object.keys(specOf(value.kind).params);
  const subject = first === undefined ? undefined : (value.args[first] as Value);
  if (known === undefined || subject === undefined) return undefined;
  const spelling =
    known.find(({ type }) => type === undefined || isA(subject.dtype, type)) ??
    (subject.dtype.kind === 'unknown' || subject.dtype.kind === 'null' ? known[0] : undefined);
  if (spelling === undefined) return undefined;
  return p.invoke(p.code(subject), spelling.name, methodArgs(value, spelling.signature, others, p));
}

function functionCode(name: string, value: Value, p: ValuePrinter): Code {
  if (CONSTANTS.has(name)) return atom(`ibis.${name}`);
  const args = value.args['arg'];
  return fn(`ibis.${name}`, Array.isArray(args) ? args.map((arg) => p.arg(arg as Value)) : []);
}

/** The arguments of a method that is one operation: those that differ from the defaults. */
function methodArgs(
  value: Value,
  signature: Signature,
  targets: readonly string[],
  p: ValuePrinter,
): Code[] {
  const { params } = specOf(value.kind);
  const given = signature.params.map((param, index) => {
    const target = param.kind === 'keyword' ? param.name : (targets[index] ?? param.name);
    const arg = value.args[target];
    return {
      param,
      target,
      arg,
      isDefault: param.fallback !== undefined && equalsDefault(arg, param.fallback),
    };
  });
  const last = given.findLastIndex(
    ({ param, isDefault }) => param.kind !== 'keyword' && !isDefault,
  );
  let skipped = false;
  return given.flatMap(({ param, target, arg, isDefault }, index): Code[] => {
    if (isDefault && (param.kind !== 'positional' || index > last)) {
      skipped = true;
      return [];
    }
    const spec = params[target];
    const isValue = spec?.param === 'value' || spec?.param === 'values';
    const code = isValue && arg !== null ? argument(value, target, p) : plainData(arg);
    return [
      param.kind === 'keyword' || (skipped && param.kind === 'either')
        ? keyword(param.name, code)
        : code,
    ];
  });
}

const argument = (value: Value, target: string, p: ValuePrinter): Code => {
  const arg = value.args[target];
  return Array.isArray(arg) ? p.list(arg as readonly Value[]) : p.argOf(value, target);
};

function equalsDefault(arg: unknown, fallback: PyValue): boolean {
  if (arg === null || arg === undefined) return fallback === null;
  if (typeof arg !== 'object' || !('kind' in arg) || arg.kind !== 'Literal')
    return arg === fallback;
  const { value, type } = literalArgs(arg as unknown as Value);
  if (value === null) return fallback === null && type.kind === 'null';
  // A default number has the narrowest type, as every literal that is printed bare.
  return value === fallback && (typeof value !== 'bigint' || type.kind === 'int8');
}

/** Plain data of an operation: a flag, a word, nothing. */
export function plainData(data: unknown): Code {
  if (typeof data === 'string') return bare(quote(data));
  if (typeof data === 'boolean') return bare(data ? 'True' : 'False');
  return bare(data === null || data === undefined ? 'None' : String(data));
}
