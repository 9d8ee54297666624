import { highestPrecedence } from '@ibert/ir';
import type { Value } from '@ibert/ir';

import { PyBuiltin } from '../python/index.js';
import type { HostObject, PyContext, PyValue } from '../python/index.js';
import { reprObject } from './class-names.js';
import { apply, Raw } from './coerce.js';
import { literalOf } from './literals.js';
import { ValueObj } from './objects.js';
import { ADDRESS } from './repr.js';

const LITERAL = `<ibis.expr.operations.generic.Literal object at ${ADDRESS}>`;

/** `column.case().when(…).else_(…).end()`: the older spelling of `cases`. */
export class CaseBuilder implements HostObject {
  readonly kind = 'host';
  readonly pyType = 'SimpleCaseBuilder';
  private readonly base: ValueObj;
  private readonly branches: readonly (readonly [PyValue, PyValue])[];
  private readonly otherwise: PyValue;

  constructor(
    base: ValueObj,
    branches: readonly (readonly [PyValue, PyValue])[] = [],
    otherwise: PyValue = null,
  ) {
    this.base = base;
    this.branches = branches;
    this.otherwise = otherwise;
  }

  getAttr(name: string): PyValue | undefined {
    switch (name) {
      case 'when':
        return new PyBuiltin(
          name,
          ([test = null, result = null]) =>
            new CaseBuilder(this.base, [...this.branches, [test, result]], this.otherwise),
        );
      case 'else_':
        return new PyBuiltin(
          name,
          ([result = null]) => new CaseBuilder(this.base, this.branches, result),
        );
      case 'end':
        return new PyBuiltin(name, (_args, _kwargs, ctx) => this.end(ctx));
      default:
        return undefined;
    }
  }

  private end(ctx: PyContext): PyValue {
    const { session } = this.base;
    const results = this.branches.map(([, result]) => this.value(result, ctx));
    const widest = highestPrecedence(results.map((v) => v.dtype));
    const nothing = new ValueObj(session, literalOf(null, undefined, ctx));
    const fallback =
      this.otherwise ?? apply(session, 'Cast', { arg: nothing, to: new Raw(widest) }, ctx);
    return apply(
      session,
      'SimpleCase',
      {
        base: this.base,
        cases: this.branches.map(([test]) => test),
        results: this.branches.map(([, result]) => result),
        default: fallback,
      },
      ctx,
    );
  }

  private value(result: PyValue, ctx: PyContext): Value {
    return result instanceof ValueObj ? result.node : literalOf(result, undefined, ctx);
  }
  repr(): string {
    return this.shownAs;
  }

  /** Its `repr`, for messages that have no program at hand. */
  get shownAs(): string {
    const tuple = (values: readonly PyValue[]): string => {
      const items = values.map((value) => this.part(value));
      return items.length === 1 ? `(${items[0]},)` : `(${items.join(', ')})`;
    };
    const cases = tuple(this.branches.map(([test]) => test));
    const results = tuple(this.branches.map(([, result]) => result));
    const otherwise = this.otherwise === null ? 'None' : this.part(this.otherwise);
    return `SimpleCaseBuilder(base=${reprObject(this.base.node)}, cases=${cases}, results=${results}, default=${otherwise})`;
  }

  private part(value: PyValue): string {
    return value instanceof ValueObj ? reprObject(value.node) : LITERAL;
  }
}
