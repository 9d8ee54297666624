import { compareOperation, pyEquals } from './compare.js';
import { hashKey, setFrom } from './containers.js';
import type { BinaryOperator, CompareOperator, HostObject, PyContext } from './host.js';
import { setOperation } from './operators.js';
import { present } from './present.js';
import { iterate } from './protocols.js';
import { pyRepr } from './repr.js';
import { NOT_IMPLEMENTED, PyTuple, type PyDict, type PySingleton, type PyValue } from './values.js';

/** `dict.keys()`, `dict.values()` or `dict.items()`: shows the dict as it is when asked. */
export class DictView implements HostObject {
  readonly kind = 'host';
  readonly pyType: string;
  readonly #dict: PyDict;
  readonly #part: 'keys' | 'values' | 'items';

  constructor(dict: PyDict, part: 'keys' | 'values' | 'items') {
    this.pyType = `dict_${part}`;
    this.#dict = dict;
    this.#part = part;
  }

  getAttr(): undefined {
    return undefined;
  }

  length(): number {
    return this.#dict.entries.size;
  }

  *iterate(ctx: PyContext): Generator<PyValue> {
    for (const key of iterate(this.#dict, ctx)) {
      if (this.#part === 'keys') {
        yield key;
      } else {
        const { value } = present(this.#dict.entries.get(hashKey(key)));
        yield this.#part === 'values' ? value : new PyTuple([key, value]);
      }
    }
  }

  contains(item: PyValue, ctx: PyContext): boolean {
    if (this.#part === 'keys') return this.#dict.entries.has(hashKey(item));
    for (const member of this.iterate(ctx)) if (pyEquals(member, item, ctx)) return true;
    return false;
  }

  compare(op: CompareOperator, other: PyValue, ctx: PyContext): PyValue | PySingleton {
    const right = this.#asSet(other, ctx);
    if (this.#part === 'values' || right === undefined) return NOT_IMPLEMENTED;
    return compareOperation(op, setFrom(this.iterate(ctx)), right, ctx);
  }

  binary(
    op: BinaryOperator,
    other: PyValue,
    reflected: boolean,
    ctx: PyContext,
  ): PyValue | PySingleton {
    if (this.#part === 'values') return NOT_IMPLEMENTED;
    const self = setFrom(this.iterate(ctx));
    const right = this.#asSet(other, ctx);
    if (right === undefined) return NOT_IMPLEMENTED;
    return (
      (reflected ? setOperation(op, right, self) : setOperation(op, self, right)) ?? NOT_IMPLEMENTED
    );
  }

  #asSet(value: PyValue, ctx: PyContext): ReturnType<typeof setFrom> | undefined {
    if (value instanceof DictView && value.#part !== 'values') return setFrom(value.iterate(ctx));
    if (value !== null && typeof value === 'object' && value.kind === 'set') return value;
    return undefined;
  }

  repr(ctx: PyContext): string {
    return `${this.pyType}([${[...this.iterate(ctx)].map((v) => pyRepr(v, ctx)).join(', ')}])`;
  }
}
