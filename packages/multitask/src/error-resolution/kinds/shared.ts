import type { PythonAst } from '@ibert/ibis';

import { type Mistake, type MistakeKind, replaced } from '../kind.js';
import type { ColumnUse, MethodCall, Source } from '../source.js';

/** Method name in Ibis → names that other libraries or people have for it. */
export type Renames = Readonly<Record<string, readonly string[]>>;

/** Mistakes that write a method's name as in {@link Renames}. */
export const misnamed =
  (renames: Renames, among: 'methods' | 'ibis' = 'methods'): MistakeKind['find'] =>
  (source) =>
    (among === 'ibis' ? source.ibisCalls : source.methodCalls).flatMap(({ name }) =>
      (Object.hasOwn(renames, name.name) ? (renames[name.name] ?? []) : []).map((wrong) =>
        replaced(name, wrong, { wrong, right: name.name }),
      ),
    );

/** Mistakes that change the name of a column, in one form of use or in both. */
export const misspelled =
  (
    form: ColumnUse['form'] | 'any',
    wrongNames: (name: string, source: Source) => readonly string[],
  ): MistakeKind['find'] =>
  (source) =>
    source.columns
      .filter((use) => form === 'any' || use.form === form)
      .flatMap((use) =>
        wrongNames(use.name, source)
          .filter((wrong) => wrong !== use.name && source.typeOf(wrong) === undefined)
          .map((wrong) => replaced(use, wrong, { wrong, right: use.name })),
      );

/** Writes a call anew: `rewrite` gives its text, or undefined where the mistake is not at home. */
export const rewrittenCalls =
  (
    names: readonly string[],
    rewrite: (call: MethodCall, source: Source) => string | undefined,
    among: 'methods' | 'ibis' = 'methods',
  ): MistakeKind['find'] =>
  (source) =>
    (among === 'ibis' ? source.ibisCalls : source.methodCalls)
      .filter(({ name }) => names.includes(name.name))
      .flatMap((call) => rewritten(source, call.call, rewrite(call, source)));

/** A node written anew; none where there is nothing to write. */
export function rewritten(
  source: Source,
  node: PythonAst.Located,
  text: string | undefined,
): readonly Mistake[] {
  if (text === undefined) return [];
  const right = source.slice(node);
  return right.includes('\n') ? [] : [replaced(node, text, { wrong: text, right })];
}

/** The arguments of a call as written, parentheses left out. */
export function argumentsText(source: Source, call: PythonAst.Call): string {
  const first = call.args[0];
  const last = call.args.at(-1);
  return first === undefined || last === undefined
    ? ''
    : source.slice({ start: first.start, end: last.end });
}

/** The keyword argument of this name. */
export const keyword = (call: PythonAst.Call, name: string): PythonAst.Argument | undefined =>
  call.args.find((argument) => argument.name?.name === name);

/** The bare column that an expression names: of `_.total` and `orders.total`, `total`. */
export const columnOf = (node: PythonAst.Expression): string | undefined =>
  node.kind === 'Attribute' && node.object.kind === 'Name' ? node.attr.name : undefined;

/** Where the parentheses of a call begin. */
export const openParen = (source: Source, call: PythonAst.Call): number =>
  source.text.indexOf('(', call.callee.end);

/** Whether an expression is surrounded by parentheses of its own, and where they stand. */
export function parenthesesAround(
  source: Source,
  { start, end }: PythonAst.Located,
): { readonly open: number; readonly close: number } | undefined {
  const open = start - 1;
  const before = source.text[open - 1] ?? ' ';
  if (source.text[open] !== '(' || source.text[end] !== ')') return undefined;
  return /[\w)\]]/.test(before) ? undefined : { open, close: end };
}
