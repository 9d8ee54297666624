import { type Candidate, replaced, type Rule } from '../candidate.js';
import { endsOperand } from '../loose-tokens.js';
import { operandAfter, operandBefore } from '../operands.js';

/** A sign that Python lacks → what Python writes, and where the sign comes from. */
const SIGNS: Readonly<Record<string, readonly [right: string, from: string]>> = {
  '===': ['==', 'JavaScript'],
  '!==': ['!=', 'JavaScript'],
  '<>': ['!=', 'SQL'],
  '=>': ['>=', 'a slip'],
  '=<': ['<=', 'a slip'],
  '=!': ['!=', 'a slip'],
  '≥': ['>=', 'a text processor'],
  '≤': ['<=', 'a text processor'],
  '≠': ['!=', 'a text processor'],
  '−': ['-', 'a text processor'],
  '–': ['-', 'a text processor'],
  '—': ['-', 'a text processor'],
  '×': ['*', 'a text processor'],
  '÷': ['/', 'a text processor'],
  '·': ['*', 'a text processor'],
  '，': [',', 'another keyboard'],
  '（': ['(', 'another keyboard'],
  '）': [')', 'another keyboard'],
  '：': [':', 'another keyboard'],
  '；': ['', 'another keyboard'],
  '。': ['.', 'another keyboard'],
  '＝': ['=', 'another keyboard'],
  '“': ['"', 'a text processor'],
  '”': ['"', 'a text processor'],
  '„': ['"', 'a text processor'],
  '«': ['"', 'a text processor'],
  '»': ['"', 'a text processor'],
  '‘': ["'", 'a text processor'],
  '’': ["'", 'a text processor'],
  '…': ['...', 'a text processor'],
  '´': ["'", 'another keyboard'],
};

const hasSign = (text: string): boolean => Object.hasOwn(SIGNS, text);

/** Signs of other languages, and typographic ones: all of the program at once. */
export const foreignSigns: Rule = (fault) => {
  if (!fault.isSyntax) return [];
  const texts = new Set(fault.pieces.map(({ text }) => text).filter(hasSign));
  const stray = [...fault.text].filter((char) => char.charCodeAt(0) > 0x7f && hasSign(char));
  return [...new Set([...texts, ...stray])].flatMap((wrong): Candidate[] => {
    const [right, from] = SIGNS[wrong] ?? ['', ''];
    const quotes = /["']/.test(right);
    const alike = quotes ? stray.filter((char) => /["']/.test(SIGNS[char]?.[0] ?? '')) : [wrong];
    const edits = [...new Set(alike)].flatMap((sign) =>
      placesOf(fault.text, sign).map((start) => ({
        start,
        end: start + sign.length,
        text: SIGNS[sign]?.[0] ?? right,
      })),
    );
    const why = `\`${wrong}\` is no sign of Python (${from}); it is written \`${right}\`.`;
    return [{ edits: distinct(edits), cost: 0.9, why }];
  });
};

function placesOf(text: string, sign: string): readonly number[] {
  const places: number[] = [];
  for (let at = text.indexOf(sign); at !== -1; at = text.indexOf(sign, at + sign.length)) {
    places.push(at);
  }
  return places;
}

const distinct = <T extends { readonly start: number }>(edits: readonly T[]): readonly T[] => [
  ...new Map(edits.map((edit) => [edit.start, edit])).values(),
];

/** `=` where two values are compared. */
export const assignmentForEquality: Rule = (fault) => {
  if (!fault.isSyntax || /argument repeated/.test(fault.error)) return [];
  const { pieces } = fault;
  return pieces.flatMap((piece, index) => {
    if (piece.text !== '=' || piece.kind !== 'sign') return [];
    const before = pieces[index - 2]?.text ?? '';
    // What stands alone before the sign names a keyword argument.
    const bare =
      /^(?:name|string)$/.test(pieces[index - 1]?.kind ?? '') && (before === ',' || before === '(');
    const why = 'A single `=` assigns or names an argument; values are compared with `==`.';
    return [replaced(piece, spaced(fault.text, piece) ? '==' : ' == ', bare ? 1.6 : 0.9, why)];
  });
};

const spaced = (text: string, { start, end }: { start: number; end: number }): boolean =>
  text[start - 1] === ' ' && text[end] === ' ';

/** `==` where a new column is named. */
export const equalityForKeyword: Rule = (fault) => {
  const { pieces } = fault;
  return pieces.flatMap((piece, index) => {
    const name = pieces[index - 1];
    const before = pieces[index - 2]?.text ?? '';
    const isSign = piece.text === '==' || piece.text === ':=' || piece.text === ':';
    if (!isSign || name?.kind !== 'name' || (before !== ',' && before !== '(')) return [];
    if (piece.text === ':' && !fault.isSyntax) return [];
    const after = pieces[index + 1];
    if (after === undefined) return [];
    const why = `A new column is named with one \`=\`: \`${name.text}=\`.`;
    return [replaced({ start: name.end, end: after.start }, '=', 1, why)];
  });
};

/** `||` between texts. */
export const sqlConcatenation: Rule = (fault) =>
  fault.pieces.flatMap((piece, index) => {
    if (piece.text !== '||') return [];
    const beside = [fault.pieces[index - 1], fault.pieces[index + 1]];
    const text = beside.some((one) => one?.kind === 'string');
    const why = '`||` joins texts in SQL; in Python texts are joined with `+`.';
    return [replaced(piece, '+', text ? 0.9 : 1.4, why)];
  });

/** Comments of SQL and C, and R's assignment. */
export const foreignNotation: Rule = (fault) => {
  if (!fault.isSyntax) return [];
  const { text } = fault;
  const comments = [...text.matchAll(/(?:^|(?<=\s))(--|\/\/)(?=\s|\w)[^\n]*$/gm)].map((found) => {
    const sign = found[1] ?? '';
    const why = `\`${sign}\` begins a comment in other languages; Python's begin with \`#\`.`;
    return replaced({ start: found.index, end: found.index + sign.length }, '#', 0.8, why);
  });
  const blocks = [...text.matchAll(/[ \t]*\/\*[^]*?\*\//g)].map((found) =>
    replaced(
      { start: found.index, end: found.index + found[0].length },
      '',
      0.8,
      '`/* … */` is a comment of SQL and C, Python has none like it.',
    ),
  );
  const arrows = [...text.matchAll(/^(\s*\w+\s*)<-/gm)].map((found) => {
    const start = found.index + (found[1]?.length ?? 0);
    return replaced({ start, end: start + 2 }, '=', 0.9, '`<-` assigns in R; Python uses `=`.');
  });
  const dollars = [...text.matchAll(/(?<=\w)\$(?=[A-Za-z_])/g)].map((found) =>
    replaced(
      { start: found.index, end: found.index + 1 },
      '.',
      0.9,
      '`$` reaches a column in R; in Python it is a dot.',
    ),
  );
  return [...dollars, ...comments, ...blocks, ...arrows, ...pipes(text), ...keywordsBefore(text)];
};

/** `t %>% filter(…)` → `t.filter(…)`, over all lines. */
function pipes(text: string): Candidate[] {
  const found = [...text.matchAll(/\s*(?:%>%|\|>)\s*/g)];
  if (found.length === 0) return [];
  const edits = found.map((one) => ({
    start: one.index,
    end: one.index + one[0].length,
    text: '.',
  }));
  return [
    { edits, cost: 0.8, why: 'A pipe is the notation of R; Ibis chains methods with a dot.' },
  ];
}

/** `val x = …`, `let x = …`, `x = new …`. */
const keywordsBefore = (text: string): Candidate[] =>
  [...text.matchAll(/^\s*(let|const|var|val)\s+(?=\w+\s*=)/gm)].map((found) =>
    replaced(
      { start: found.index, end: found.index + found[0].length },
      '',
      0.9,
      `\`${found[1]}\` declares a variable elsewhere; in Python the name alone is assigned.`,
    ),
  );

/** `t => t.x > 1` → `lambda t: t.x > 1`, and a lambda without its colon. */
export const lambdaNotation: Rule = (fault) => {
  if (!fault.isSyntax) return [];
  return fault.pieces.flatMap((piece, index): Candidate[] => {
    const name = fault.pieces[index + 1];
    if (piece.kind !== 'name' || name === undefined) return [];
    if ((name.text === '=>' || name.text === '->') && endsOperand(piece)) {
      const why = 'A function without a name is `lambda x: …` in Python.';
      const place = { start: piece.start, end: name.end };
      return [replaced(place, `lambda ${piece.text}:`, 0.9, why)];
    }
    const next = fault.pieces[index + 2];
    if (piece.text !== 'lambda' || name.kind !== 'name' || next === undefined) return [];
    if (next.text === ':' || next.text === ',' || next.text === '=') return [];
    const why = 'A `lambda` has a colon between its parameters and its body.';
    const end = next.text === '.' || next.text === '->' || next.text === '=>' ? next.end : name.end;
    return [replaced({ start: name.end, end }, ':', 0.9, why)];
  });
};

/** Signs that are cut in two: `> =`, `= =`, `! =`. */
export const splitSigns: Rule = (fault) => {
  if (!fault.isSyntax) return [];
  return fault.pieces.flatMap((piece, index): Candidate[] => {
    const next = fault.pieces[index + 1];
    const text = `${piece.text}${next?.text ?? ''}`;
    if (next === undefined || !/^(?:[<>=!]=|<>)$/.test(text)) return [];
    const right = text === '<>' ? '!=' : text;
    const place = { start: piece.start, end: next.end };
    return [replaced(place, right, 0.9, `\`${fault.slice(place)}\` is one sign: \`${right}\`.`)];
  });
};

/** `x ^ 2` where a power is meant. */
export const powerSign: Rule = (fault) => {
  if (!/operand type\(s\) for \^/.test(fault.error)) return [];
  return fault.pieces.flatMap((piece) =>
    piece.text === '^' ? [replaced(piece, '**', 0.9, 'A power is written `**` in Python.')] : [],
  );
};

/** `test ? a : b` → `ibis.ifelse(test, a, b)`. */
export const ternary: Rule = (fault) => {
  if (!fault.isSyntax) return [];
  const { pieces } = fault;
  return pieces.flatMap((piece, index): Candidate[] => {
    const colon = piece.text === '?' ? operandAfter(pieces, index + 1, 'logic') : undefined;
    if (colon === undefined || pieces[colon]?.text !== ':') return [];
    const from = operandBefore(pieces, index, 'logic');
    const to = operandAfter(pieces, colon + 1, 'logic');
    const [first, last] = [pieces[from ?? -1], pieces[(to ?? 0) - 1]];
    if (from === undefined || to === undefined || first === undefined || last === undefined)
      return [];
    const parts = [
      fault.between(from, index),
      fault.between(index + 1, colon),
      fault.between(colon + 1, to),
    ];
    const text = `ibis.ifelse(${parts.join(', ')})`;
    const why = `\`? :\` chooses in C; in Ibis it is \`${text}\`.`;
    return [replaced({ start: first.start, end: last.end }, text, 0.85, why)];
  });
};
