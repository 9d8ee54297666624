import { TokenType } from '@ibert/ibis';
import type { Located, Token } from '@ibert/ibis';

/** A piece of a program's text; a reference becomes a name when all names are known. */
export type Part = string | Reference;

/** A variable of a space, or a table by its key. */
export type Reference =
  | { readonly space: object; readonly name: string }
  | { readonly table: string };

/** What stands in place of a stretch of the text. */
export interface Edit extends Located {
  readonly parts: readonly Part[];
}

/**
 * The text of some code with edits in it, without comments and with the indentation of its first
 * line taken away.
 *
 * @param tokens those of the whole code around it.
 */
export function layOut(
  text: string,
  tokens: readonly Token[],
  at: Located,
  edits: readonly Edit[],
): readonly Part[] {
  const parts: Part[] = [];
  const margin = indentation(text, at.start);
  const sorted = edits.toSorted((a, b) => a.start - b.start);
  let next = 0;
  let position = at.start;
  for (const token of tokens) {
    if (token.text === '' || token.start < position || token.end > at.end) continue;
    parts.push(gap(text.slice(position, token.start), margin));
    position = token.end;
    const edit = sorted[next];
    if (edit === undefined || edit.start >= token.end) {
      parts.push(text.slice(token.start, token.end));
    } else if (edit.start === token.start && edit.end >= token.end) {
      parts.push(...edit.parts);
      position = edit.end;
      next += 1;
    } else {
      // An f-string: names are inside of the token.
      let from = token.start;
      for (; next < sorted.length; next += 1) {
        const inner = sorted[next];
        if (inner === undefined || inner.start >= token.end) break;
        parts.push(text.slice(from, inner.start), ...inner.parts);
        from = inner.end;
      }
      parts.push(text.slice(from, token.end));
    }
  }
  return parts;
}

/** Leading spaces of the line that an offset lies in. */
function indentation(text: string, offset: number): number {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  let end = start;
  while (text[end] === ' ' || text[end] === '\t') end += 1;
  return Math.min(end, offset) - start;
}

/** What stands between two tokens: spaces, line ends, comments. */
function gap(between: string, margin: number): string {
  if (!between.includes('\n')) return between.includes('#') ? '' : between;
  const lines = between.split('\n').map((line) => line.replace(/#.*$/, ''));
  const last = lines.at(-1) ?? '';
  const continued = lines.some((line) => line.trimEnd().endsWith('\\')) ? ' \\' : '';
  return `${continued}\n${last.slice(Math.min(margin, last.length - last.trimStart().length))}`;
}

/** Whether an expression's text has a line end that no bracket holds. */
export function isOpenLine(tokens: readonly Token[], text: string, at: Located): boolean {
  let depth = 0;
  let end = at.start;
  for (const token of tokens) {
    if (token.text === '' || token.start < at.start || token.end > at.end) continue;
    if (depth === 0 && text.slice(end, token.start).includes('\n')) return true;
    if (token.type === TokenType.Op && '([{'.includes(token.text)) depth += 1;
    if (token.type === TokenType.Op && ')]}'.includes(token.text)) depth -= 1;
    end = token.end;
  }
  return false;
}

/** An expression of several lines in brackets, indented. */
export const bracketed = (parts: readonly Part[]): readonly Part[] => [
  '(\n    ',
  ...parts.map((part) => (typeof part === 'string' ? part.replaceAll('\n', '\n    ') : part)),
  '\n)',
];
