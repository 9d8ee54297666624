const STEP = 4;
const pad = (columns: number): string => ' '.repeat(columns);

const OPENING = '([{';
const CLOSING = ')]}';

/** What a scan of an expression finds: its top-level commas inside the brackets that end it. */
interface LastBracket {
  /** Where the bracket opens. */
  readonly at: number;
  readonly items: readonly string[];
}

/** The bracket that closes at the end of the text, with its items; strings are skipped over. */
function lastBracket(text: string): LastBracket | undefined {
  const open: { at: number; readonly commas: number[] }[] = [];
  let found: LastBracket | undefined;
  for (let i = 0; i < text.length; i += 1) {
    const char = text[i] ?? '';
    if (char === '"' || char === "'") i = endOfString(text, i);
    else if (OPENING.includes(char)) open.push({ at: i, commas: [] });
    else if (char === ',') open.at(-1)?.commas.push(i);
    else if (CLOSING.includes(char)) {
      const bracket = open.pop();
      if (bracket === undefined || i < text.length - 1) continue;
      const marks = [bracket.at, ...bracket.commas, i];
      const items = marks.slice(0, -1).map((mark, n) => text.slice(mark + 1, marks[n + 1]).trim());
      found = { at: bracket.at, items: items.filter((item) => item !== '') };
    }
  }
  return open.length === 0 ? found : undefined;
}

function endOfString(text: string, start: number): number {
  const quote = text[start];
  let i = start + 1;
  while (i < text.length && text[i] !== quote) i += text[i] === '\\' ? 2 : 1;
  return i;
}

/**
 * An expression in lines of at most `width` columns where that can be had by breaking the bracket
 * that it ends with. Lambdas stay whole, for a comma of theirs may be one of their parameters'.
 *
 * @param indent Columns that the lines after the first are moved in.
 * @param used Columns of the first line that are taken beside the text.
 */
export function layOutText(text: string, width: number, indent: number, used: number): string {
  if (used + text.length <= width) return text;
  const bracket = lastBracket(text);
  if (
    bracket === undefined ||
    bracket.items.length === 0 ||
    bracket.items.some((item) => item.startsWith('lambda'))
  ) {
    return text;
  }
  // A subscript's or a one-item tuple's comma would mean something else.
  const opening = text[bracket.at] ?? '';
  const isCall = opening === '(' && /[\w\])]$/.test(text.slice(0, bracket.at));
  if (!isCall && opening !== '[') return text;
  if (opening === '[' && /[\w\])]$/.test(text.slice(0, bracket.at))) return text;
  const inner = indent + STEP;
  const lines = bracket.items.map(
    (item) => `${pad(inner)}${layOutText(item, width, inner, inner + 1)},`,
  );
  return `${text.slice(0, bracket.at + 1)}\n${lines.join('\n')}\n${pad(indent)}${text.at(-1) ?? ''}`;
}
