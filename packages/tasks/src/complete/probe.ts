import { IbertError } from '@ibert/core';
import { evaluateIbis } from '@ibert/ibis';
import type { DataType, Schema } from '@ibert/ir';

/** Tables by name. */
export type Tables = Readonly<Record<string, Schema>>;

/** What an expression is. */
export type Kind =
  | { readonly kind: 'table' | 'grouped'; readonly schema: Schema }
  | { readonly kind: 'value'; readonly type: DataType; readonly schema: Schema }
  | { readonly kind: 'deferred' }
  | { readonly kind: 'other'; readonly name: string };

/** What surrounds the expressions that are asked about. */
interface Surroundings {
  /** Undefined: every free name is a table, whose columns its use tells. */
  readonly tables: Tables | undefined;
  /** Names of tables beside those given: parameters of the function that is being written. */
  readonly open: readonly string[];
  /** The statements before. */
  readonly before: string;
}

/** Asks the evaluator what expressions are; each is asked once. */
export class Probe {
  readonly #surroundings: Surroundings;
  readonly #known = new Map<string, Kind | undefined>();

  constructor(surroundings: Surroundings) {
    this.#surroundings = surroundings;
  }

  /** What an expression is; undefined where it is an error. */
  kindOf(expression: string): Kind | undefined {
    const known = this.#known.get(expression);
    if (known !== undefined || this.#known.has(expression)) return known;
    const kind = this.#ask(expression);
    this.#known.set(expression, kind);
    return kind;
  }

  #ask(expression: string): Kind | undefined {
    try {
      const { kind, schema } = this.#evaluate(`(${expression}\n)`);
      const [type] = schema.values();
      return kind === 'table' || type === undefined
        ? { kind: 'table', schema }
        : { kind: 'value', type, schema };
    } catch (error) {
      if (!(error instanceof IbertError)) throw error;
      if (/the deferred expression/.test(error.message)) return { kind: 'deferred' };
      const name = /gives a value of type '([^']+)'/.exec(error.message)?.[1];
      if (name === undefined) return undefined;
      return name === 'GroupedTable' ? this.#grouped(expression) : { kind: 'other', name };
    }
  }

  /** The columns that a grouped table's rows have. */
  #grouped(expression: string): Kind {
    try {
      const { schema } = this.#evaluate(`(${expression}\n).mutate(${PROBE}=1)`);
      return { kind: 'grouped', schema: new Map([...schema].filter(([name]) => name !== PROBE)) };
    } catch (error) {
      if (!(error instanceof IbertError)) throw error;
      return { kind: 'grouped', schema: new Map() };
    }
  }

  #evaluate(expression: string): ReturnType<typeof evaluateIbis> {
    const { tables, open, before } = this.#surroundings;
    return evaluateIbis(`${before}\n${expression}`, { tables, open });
  }
}

/** A name for a column that is added only to learn its type. */
export const PROBE = 'probe__';
