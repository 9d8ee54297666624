import { typeError } from './errors.js';
import type { CompareOperator, HostObject, Kwargs, PyContext } from './host.js';
import { pyRepr } from './repr.js';
import { NOT_IMPLEMENTED, PyTuple, PyType, type PySingleton, type PyValue } from './values.js';

/** A type with arguments: `list[int]`, `dict[str, int]`, `typing.Optional[int]`, `int | None`. */
export class PyGenericAlias implements HostObject {
  readonly kind = 'host';
  readonly pyType: string;
  /** Undefined: a union written with `|`. */
  readonly origin: PyType | undefined;
  readonly args: readonly PyValue[];

  constructor(origin: PyType | undefined, args: readonly PyValue[]) {
    this.pyType = origin === undefined ? 'types.UnionType' : 'types.GenericAlias';
    this.origin = origin;
    this.args = args;
  }

  getAttr(): undefined {
    return undefined;
  }
  call(args: readonly PyValue[], kwargs: Kwargs, ctx: PyContext): PyValue {
    const construct = this.origin?.init.construct;
    if (construct === undefined) throw typeError(`'${this.pyType}' object is not callable`);
    return construct(args, kwargs, ctx);
  }
  compare(op: CompareOperator, other: PyValue): PyValue | PySingleton {
    if (!(other instanceof PyGenericAlias) || (op !== '==' && op !== '!=')) return NOT_IMPLEMENTED;
    const same =
      this.origin === other.origin &&
      this.args.length === other.args.length &&
      this.args.every((arg, i) => sameType(arg, other.args[i] ?? null));
    return same === (op === '==');
  }
  repr(ctx: PyContext): string {
    const args = this.args.map((arg) => shown(arg, ctx));
    return this.origin === undefined ? args.join(' | ') : `${this.origin.name}[${args.join(', ')}]`;
  }
}

const sameType = (left: PyValue, right: PyValue): boolean =>
  left === right || (left instanceof PyGenericAlias && left.compare('==', right) === true);

const shown = (arg: PyValue, ctx: PyContext): string => {
  if (arg instanceof PyType) return arg.name;
  return arg !== null && typeof arg === 'object' && arg.kind === 'singleton'
    ? '...'
    : pyRepr(arg, ctx);
};

/** `type[key]`; a type that takes no arguments is not subscriptable. */
export function genericAlias(type: PyType, key: PyValue): PyGenericAlias {
  if (type.init.isGeneric !== true) throw typeError(`type '${type.name}' is not subscriptable`);
  return new PyGenericAlias(type, key instanceof PyTuple ? key.items : [key]);
}

const isMember = (value: PyValue): boolean =>
  value === null || value instanceof PyType || value instanceof PyGenericAlias;

/** `left | right` of types; undefined where they are none. */
export function unionOfTypes(left: PyValue, right: PyValue): PyGenericAlias | undefined {
  if (!isMember(left) || !isMember(right) || (left === null && right === null)) return undefined;
  const members = [left, right].flatMap((side) =>
    side instanceof PyGenericAlias && side.origin === undefined ? side.args : [side],
  );
  return new PyGenericAlias(undefined, [...new Set(members)]);
}
