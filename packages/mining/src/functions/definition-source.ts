import { tokenize, TokenType } from '@ibert/ibis';

/** A stretch of a text: offsets, end exclusive. */
interface Stretch {
  readonly start: number;
  readonly end: number;
}

/**
 * The source of a definition without its docstring: whole lines, comments and decorators kept, less
 * indented by as much as its first line is. Lines within a text keep what they have, as their spaces
 * belong to its value. The blank lines below the docstring go with it.
 *
 * Undefined when something else stands on the docstring's lines.
 */
export function sourceWithout(
  text: string,
  whole: Stretch,
  docstring: Stretch,
): string | undefined {
  const start = lineStart(text, whole.start);
  const end = lineEnd(text, whole.end);
  const from = lineStart(text, docstring.start);
  let to = lineEnd(text, docstring.end);
  const alone =
    text.slice(from, docstring.start).trim() === '' && text.slice(docstring.end, to).trim() === '';
  if (!alone) return undefined;
  for (let next = lineEnd(text, to + 1); to + 1 < end; next = lineEnd(text, to + 1)) {
    if (text.slice(to + 1, next).trim() !== '') break;
    to = next;
  }
  const left = text.slice(start, from) + text.slice(Math.min(to + 1, end), end);
  return dedent(left, whole.start - start).trimEnd();
}

const lineStart = (text: string, at: number): number => text.lastIndexOf('\n', at - 1) + 1;

const lineEnd = (text: string, at: number): number => {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
};

function dedent(source: string, depth: number): string {
  const inText = new Set<number>();
  for (const { type, start, end } of tokenize(source).list) {
    if (type !== TokenType.String) continue;
    for (
      let at = source.indexOf('\n', start);
      at >= 0 && at < end;
      at = source.indexOf('\n', at + 1)
    ) {
      inText.add(at + 1);
    }
  }
  let at = 0;
  const lines = source.split('\n').map((line) => {
    const begin = at;
    at += line.length + 1;
    if (inText.has(begin)) return line;
    const indent = line.length - line.trimStart().length;
    return line.slice(Math.min(depth, indent)).trimEnd();
  });
  return lines.join('\n');
}
