import { type Candidate, inserted, replaced, type Rule } from '../candidate.js';
import type { Fault } from '../fault.js';

/** Quotes that are missing, of two kinds, or backticks. */
export const quotes: Rule = (fault) => {
  if (!fault.isSyntax) return [];
  const backticks = fault.pieces.flatMap((piece) => {
    if (!piece.text.startsWith('`') || piece.unterminated) return [];
    const text = `"${piece.text.slice(1, -1)}"`;
    const why = `Backticks quote names in SQL and R; in Python a column's name is a text: ${text}.`;
    return [replaced(piece, text, 0.9, why)];
  });
  return [...backticks, ...swallowedCommas(fault), ...unterminated(fault)];
};

/** `'name, 'age'`: a text without its end goes on to the quote that begins the next. */
const swallowedCommas = ({ pieces }: Fault): Candidate[] =>
  pieces.flatMap((piece, index): Candidate[] => {
    const next = pieces[index + 1];
    const mixed = /^(["'])(\w+)["'](\s*[,)\]].*)\1$/s.exec(piece.text);
    if (mixed?.[2] !== undefined) {
      const [sign, place] = [mixed[1] ?? '"', piece.start + 1 + mixed[2].length];
      const why = `A text ends with the quote it begins with: ${sign}.`;
      return [replaced({ start: place, end: place + 1 }, sign, 0.9, why)];
    }
    const found = /^(["'])(\w+)(\s*[,)\]].*)\1$/s.exec(piece.text);
    if (found?.[2] === undefined || next?.start !== piece.end || next.kind !== 'name') return [];
    const at = piece.start + 1 + found[2].length;
    return [
      inserted(
        at,
        piece.text.charAt(0),
        0.9,
        `The text \`${piece.text.charAt(0)}${found[2]}\` is never ended.`,
      ),
    ];
  });

function unterminated(fault: Fault): Candidate[] {
  const { pieces, text } = fault;
  return pieces.flatMap((piece, index): Candidate[] => {
    const quote = /["'`]+/.exec(piece.text)?.[0] ?? '"';
    if (piece.kind !== 'string' || !piece.unterminated) return [];
    const sign = quote.charAt(0);
    const why = `The text that begins with ${sign} is never ended.`;
    const other = sign === '"' ? "'" : '"';
    const at = piece.text.indexOf(other, 1);
    const mixed =
      at === -1
        ? []
        : [
            replaced(
              { start: piece.start + at, end: piece.start + at + 1 },
              sign,
              0.95,
              `A text ends with the quote it begins with: ${sign}.`,
            ),
          ];
    const ends = [...piece.text.matchAll(/(?<=[\w%])(?=\W|$)/g)].map((found) => found.index);
    const closings = ends.map((end) => {
      const next = piece.text.slice(end).trimStart();
      const likely = next === '' || /^[),\]:]/.test(next);
      return inserted(piece.start + end, sign, likely ? 1 + end / 1000 : 1.3, why);
    });
    const before = pieces[index - 1];
    const word = before?.kind === 'name' && before.end === piece.start ? before : undefined;
    const opening =
      word === undefined
        ? []
        : [
            inserted(
              word.start,
              sign,
              0.9,
              `The text \`${word.text}${sign}\` has no quote before it.`,
            ),
          ];
    const lone = replaced({ start: piece.start, end: piece.start + 1 }, '', 1.3, why);
    return [...mixed, ...opening, ...closings, lone, ...earlierOpening(text, piece.start, sign)];
  });
}

/** In `select(name", "age")` the first word lacks its quote, and the last text seems open. */
function earlierOpening(text: string, before: number, sign: string): Candidate[] {
  const line = text.lastIndexOf('\n', before - 1) + 1;
  const part = text.slice(line, before);
  return [...part.matchAll(/(?<![\w"'.])\w+(?=["'])/g)].map((found) =>
    inserted(
      line + found.index,
      sign,
      0.95,
      `The text \`${found[0]}${sign}\` has no quote before it.`,
    ),
  );
}
