import { present } from './present.js';

/** U+001C to U+001F, which Python counts as white space. */
const SEPARATORS = String.fromCharCode(28, 29, 30, 31);

/** White space as `str.split` and `str.strip` see it. */
export const SPACE = new RegExp(`[\\p{White_Space}${SEPARATORS}]`, 'u');
const WORDS = new RegExp(`[^\\p{White_Space}${SEPARATORS}]+`, 'gu');
const LINE_END = new RegExp(
  `\\r\\n|[\\n\\r\\v\\f\\x85\\u2028\\u2029${SEPARATORS.slice(0, 3)}]`,
  'gu',
);

/** `text.splitlines(keepends)`. */
export function splitLines(value: string, keepEnds: boolean): string[] {
  const lines: string[] = [];
  let start = 0;
  for (const { 0: end, index } of value.matchAll(LINE_END)) {
    lines.push(value.slice(start, keepEnds ? index + end.length : index));
    start = index + end.length;
  }
  if (start < value.length) lines.push(value.slice(start));
  return lines;
}

/** `text.split(None, max)` or `rsplit`; a negative `max` means no limit. */
export function splitSpace(value: string, max: number, fromRight: boolean): string[] {
  const words = [...value.matchAll(WORDS)];
  if (max < 0 || words.length <= max) return words.map(([word]) => word);
  if (max === 0) {
    const only = fromRight ? trimEnd(value) : trimStart(value);
    return only === '' ? [] : [only];
  }
  if (!fromRight) {
    const last = present(words[max - 1]);
    const rest = trimStart(value.slice(last.index + last[0].length));
    const head = words.slice(0, max).map(([word]) => word);
    return rest === '' ? head : [...head, rest];
  }
  const from = words.length - max;
  const rest = trimEnd(value.slice(0, present(words[from]).index));
  const tail = words.slice(from).map(([word]) => word);
  return rest === '' ? tail : [rest, ...tail];
}

function trimStart(value: string): string {
  let start = 0;
  while (start < value.length && SPACE.test(value.charAt(start))) start++;
  return value.slice(start);
}

function trimEnd(value: string): string {
  let end = value.length;
  while (end > 0 && SPACE.test(present(value[end - 1]))) end--;
  return value.slice(0, end);
}

/** `text.split(separator, max)` or `rsplit`; a negative `max` means no limit. */
export function splitOn(
  value: string,
  separator: string,
  max: number,
  fromRight: boolean,
): string[] {
  const parts = value.split(separator);
  if (max < 0 || parts.length <= max + 1) return parts;
  if (fromRight) {
    const at = parts.length - max;
    return [parts.slice(0, at).join(separator), ...parts.slice(at)];
  }
  return [...parts.slice(0, max), parts.slice(max).join(separator)];
}
