import { FORMATS } from './format-tables.js';
import type { FormatName, FormatTable } from './format-tables.js';

/** The format for strftime, or the token that has no equal there. */
type FormatText = { readonly format: string } | { readonly odd: string };

/** Translates a date format of a dialect into strftime's codes. */
export function formatText(written: string, name: FormatName): FormatText {
  const table: FormatTable = FORMATS[name];
  const tokens = Object.keys(table.tokens).toSorted((a, b) => b.length - a.length);
  let format = '';
  let i = 0;
  while (i < written.length) {
    const char = written[i] ?? '';
    if (char === table.quote) {
      const end = written.indexOf(char, i + 1);
      if (end === -1) return { odd: char };
      // Two quotes are one.
      format += end === i + 1 ? char : literal(written.slice(i + 1, end));
      i = end + 1;
      continue;
    }
    const rest = written.slice(i);
    const token = tokens.find((known) =>
      table.anyCase ? rest.toUpperCase().startsWith(known) : rest.startsWith(known),
    );
    if (token === undefined) {
      if (char === '%' && name !== 'postgres') return { odd: rest.slice(0, 2) };
      if (!table.plainLetters && /[A-Za-z\\]/.test(char)) return { odd: run(rest) };
      format += literal(char);
      i += 1;
      continue;
    }
    const to = table.tokens[token];
    // A longer run of the same letter is another token.
    const isRun =
      !table.plainLetters && /^([A-Za-z])\1*$/.test(token) && rest[token.length] === token.at(-1);
    if (to === null || to === undefined || isRun) return { odd: isRun ? run(rest) : token };
    format += to;
    i += token.length;
  }
  return { format };
}

const literal = (text: string): string => text.replaceAll('%', '%%');
const run = (text: string): string => /^[A-Za-z]+|^./.exec(text)?.[0] ?? text;
