import { IbertError, type Span } from '@ibert/core';
import { evaluateIbis, PythonError } from '@ibert/ibis';
import type { DataType, Schema } from '@ibert/ir';

/** Tables by name. */
export type Tables = Readonly<Record<string, Schema>>;

/** An error as Python or Ibis gives it. */
export interface Failure {
  /** The class: `AttributeError`. */
  readonly type: string;
  readonly message: string;
  readonly span: Span | undefined;
}

/** What becomes of a program. */
export type Verdict =
  | { readonly kind: 'runs'; readonly tables: Tables }
  | { readonly kind: 'fails'; readonly failure: Failure };

/** What programs are judged by. */
export interface Judge {
  readonly tables: Tables | undefined;
  /** Types of columns of tables that are not given. */
  readonly types: ReadonlyMap<string, DataType>;
  /** Whether the author's program assigns or prints, so that it need not give anything. */
  readonly maySayNothing: boolean;
}

const LIMITS = { steps: 200_000, items: 200_000 };

/** Runs a program; on tables that are not given, once more with the types that are known. */
export function judged(code: string, { tables, types, maySayNothing }: Judge): Verdict {
  const first = evaluated(code, tables, maySayNothing);
  if (first.kind === 'fails' || tables !== undefined || types.size === 0) return first;
  const stated = Object.fromEntries(
    Object.entries(first.tables).map(([name, schema]) => [
      name,
      new Map([...schema].map(([column, type]) => [column, types.get(column) ?? type] as const)),
    ]),
  );
  return evaluated(code, stated, maySayNothing);
}

function evaluated(code: string, tables: Tables | undefined, maySayNothing: boolean): Verdict {
  try {
    const options = tables === undefined ? { limits: LIMITS } : { tables, limits: LIMITS };
    return { kind: 'runs', tables: evaluateIbis(code, options).tables };
  } catch (error) {
    if (!(error instanceof IbertError)) throw error;
    if (maySayNothing && error instanceof PythonError && saysNothing(error)) {
      return { kind: 'runs', tables: tables ?? {} };
    }
    const type = error instanceof PythonError ? error.pyType : error.code;
    return { kind: 'fails', failure: { type, message: error.message, span: error.span } };
  }
}

/** Whether a program ran, and only has no expression at its end. */
const saysNothing = ({ pyType, message }: PythonError): boolean =>
  pyType === 'NotAnExpression' && /gives nothing/.test(message);

/** Whether a program assigns or prints: it has done what its author wanted without giving anything. */
export const assigns = (code: string): boolean => /^\s*\w+\s*=(?!=)|^\s*print\(/m.test(code);
