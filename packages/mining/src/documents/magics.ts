import { parseProgram, PythonError } from '@ibert/ibis';

import type { Line } from './block-list.js';
import type { CodeBlock } from './document.js';

/** A cell's code without the commands of IPython. */
export interface PlainCell {
  readonly code: readonly Line[];
  /** The language that a command in front says; else Python. */
  readonly language: CodeBlock['language'];
  /** Whether a command in front says the language. */
  readonly magic: boolean;
}

/** Commands that go over a cell of Python and leave it Python. */
const AROUND_PYTHON: ReadonlySet<string> = new Set([
  'capture',
  'prun',
  'python',
  'python3',
  'time',
  'timeit',
]);

const CELL_MAGIC = /^\s*%%\s*([\w.]+)\s*(.*)$/;
const SQL_LINE = /^\s*%sql\s+(?=(?:SELECT|WITH|FROM)\b)(.*)$/i;
const STATEMENT = /^\s*(?:SELECT|WITH|FROM|CREATE|INSERT|DESCRIBE|SHOW)\b/i;
const LINE_MAGIC = /^(\s*)(?:[%!?]|[\w.,\s]+=\s*[%!](?!=))|^(\s*)[\w.]+\?{1,2}\s*$/;

/** Takes commands of IPython away; lines stay where they are. */
export function withoutMagics(lines: readonly Line[]): PlainCell {
  const first = lines.findIndex(({ text }) => text.trim() !== '');
  const [, name, rest = ''] = CELL_MAGIC.exec(lines[first]?.text ?? '') ?? [];
  if (name !== undefined) {
    const below = lines.slice(first + 1);
    if (AROUND_PYTHON.has(name)) return { ...withoutMagics(below), magic: true };
    if (!/^sql$/i.test(name)) return { code: below, language: 'other', magic: true };
    const head = STATEMENT.test(rest) ? [{ text: rest, line: lines[first]?.line ?? 1 }] : [];
    return { code: [...head, ...below], language: 'sql', magic: true };
  }
  const query = lines.length === 1 ? SQL_LINE.exec(lines[0]?.text ?? '')?.[1] : undefined;
  if (query !== undefined) {
    return { code: [{ text: query, line: lines[0]?.line ?? 1 }], language: 'sql', magic: true };
  }
  if (!lines.some(({ text }) => LINE_MAGIC.test(text)) || isPython(lines)) {
    return { code: lines, language: 'python', magic: false };
  }
  const code = lines.map(({ text, line }) => {
    const match = LINE_MAGIC.exec(text);
    if (match === null) return { text, line };
    const indent = match[1] ?? match[2] ?? '';
    // A block needs a statement in the command's place.
    return { text: indent === '' ? '' : `${indent}pass`, line };
  });
  return { code, language: 'python', magic: false };
}

/** Whether what looks like a command is Python, such as an operator at the beginning of a line. */
function isPython(lines: readonly Line[]): boolean {
  try {
    parseProgram(lines.map(({ text }) => text).join('\n'));
    return true;
  } catch (error) {
    if (error instanceof PythonError) return false;
    throw error;
  }
}
