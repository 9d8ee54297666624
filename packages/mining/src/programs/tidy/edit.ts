import { parseProgram, PythonError } from '@ibert/ibis';
import type { Located, PythonAst } from '@ibert/ibis';

/** A program's text and its statements. */
export interface Parsed {
  readonly code: string;
  readonly body: readonly PythonAst.Statement[];
}

/** The syntax tree; undefined for what is no program. */
export function parsed(code: string): Parsed | undefined {
  try {
    return { code, body: parseProgram(code).body };
  } catch (error) {
    if (error instanceof PythonError) return undefined;
    throw error;
  }
}

/** The text with another one in place of a stretch. */
export const replaced = (code: string, { start, end }: Located, by: string): string =>
  code.slice(0, start) + by + code.slice(end);

/** The text without whole lines; undefined where something else stands on them. */
export function withoutLines(code: string, { start, end }: Located): string | undefined {
  const isAlone = (start === 0 || code[start - 1] === '\n') && code[end] === '\n';
  return isAlone ? code.slice(0, start) + code.slice(end + 1) : undefined;
}
