import type { Span } from '@ibert/core';
import { PythonError } from './errors.js';

/** Offset of the start of the line that `offset` lies in. */
export function lineStart(text: string, offset: number): number {
  let start = offset;
  while (start > 0 && !isNewline(text.charCodeAt(start - 1))) start--;
  return start;
}

/** Number of the line that `offset` lies in, from 1; `\r\n` is one line end. */
export function lineNumber(text: string, offset: number): number {
  let line = 1;
  for (let i = 0; i < offset; i++) {
    const code = text.charCodeAt(i);
    if (code === 10 || (code === 13 && text.charCodeAt(i + 1) !== 10)) line++;
  }
  return line;
}

/** The span of two offsets; columns count code points, as CPython's do. */
export function locate(text: string, start: number, end: number): Span {
  const from = lineStart(text, start);
  return {
    start,
    end,
    line: lineNumber(text, start),
    column: codePointCount(text, from, start) + 1,
  };
}

/** How many code points lie between two offsets. */
function codePointCount(text: string, from: number, to: number): number {
  let count = 0;
  for (let i = from; i < to; i++) {
    const code = text.charCodeAt(i);
    if (code >= 0xd800 && code < 0xdc00) i++;
    count++;
  }
  return count;
}

function isNewline(code: number): boolean {
  return code === 10 || code === 13;
}

/** A `SyntaxError` (or the given subclass) at a place in the text. */
export function syntaxError(
  text: string,
  message: string,
  start: number,
  end: number = start,
  pyType: 'SyntaxError' | 'IndentationError' | 'TabError' = 'SyntaxError',
): PythonError {
  return new PythonError(pyType, message, {
    code: 'PYTHON_SYNTAX',
    span: locate(text, start, end),
  });
}
