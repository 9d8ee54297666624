import { parseProgram } from '@ibert/ibis';
import type { AstNode } from '@ibert/ibis';

/** One parameter of a documented function. */
export interface FunctionParameter {
  readonly name: string;
  /** The text of its annotation. */
  readonly annotation: string | undefined;
  /** The text of its default. */
  readonly default: string | undefined;
}

/** What the head of a function says. */
export interface Signature {
  readonly name: string;
  readonly parameters: readonly FunctionParameter[];
  readonly returns: string | undefined;
}

type FunctionDef = Extract<AstNode, { readonly kind: 'FunctionDef' }>;

/**
 * Reads the only function of a source text; undefined when there is none, when there are several,
 * or when it takes `*args` or `**kwargs`.
 *
 * @throws PythonError on a text that is no Python.
 */
export function readSignature(code: string): Signature | undefined {
  const { body } = parseProgram(code);
  const functions = body.filter((node): node is FunctionDef => node.kind === 'FunctionDef');
  const [only, ...others] = functions;
  if (only === undefined || others.length > 0 || only.doc !== null) return undefined;
  if (only.params.list.some(({ kind }) => kind === 'args' || kind === 'kwargs')) return undefined;
  const textOf = (node: { readonly start: number; readonly end: number } | undefined) =>
    node === undefined ? undefined : code.slice(node.start, node.end);
  return {
    name: only.name.name,
    parameters: only.params.list.map((parameter) => ({
      name: parameter.name.name,
      annotation: textOf(parameter.annotation),
      default: textOf(parameter.default),
    })),
    returns: textOf(only.returns),
  };
}
