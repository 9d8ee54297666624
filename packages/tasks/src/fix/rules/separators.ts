import { type Candidate, inserted, replaced, type Rule } from '../candidate.js';
import { beginsOperand, endsOperand, type Piece } from '../loose-tokens.js';

/** Commas, dots, colons and keyword arguments that are missing, doubled or misspelt. */
export const separators: Rule = (fault) => {
  const { pieces, isSyntax } = fault;
  return pieces.flatMap((piece, index): Candidate[] => {
    const next = pieces[index + 1];
    if (next === undefined) return isSyntax ? trailing(piece) : [];
    if (piece.kind === 'string' && next.kind === 'string') {
      const why = `Two texts side by side are one text in Python; \`${piece.text}\` and \`${next.text}\` need a comma between them.`;
      return [inserted(piece.end, ',', 1, why)];
    }
    if (!isSyntax) return [];
    return [
      ...doubled(piece, next),
      ...missing(fault.text, piece, next),
      ...strayStep(pieces, index),
      ...valueless(pieces, index),
    ];
  });
};

function trailing(piece: Piece): Candidate[] {
  if (piece.kind !== 'sign' || !/^[.,&|+*/-]$/.test(piece.text)) return [];
  return [replaced(piece, '', 1.1, `Nothing follows the last \`${piece.text}\`.`)];
}

function doubled(piece: Piece, next: Piece): Candidate[] {
  if (piece.text === '.' && next.kind === 'newline') return trailing(piece);
  if (piece.kind !== 'sign' || next.kind !== 'sign') return [];
  const why = `\`${piece.text}\` stands there twice.`;
  if (piece.text === next.text && /^[.,]$/.test(piece.text)) return [replaced(next, '', 0.9, why)];
  const empty = `Nothing stands between \`${piece.text}\` and \`${next.text}\`.`;
  if (/^[([,]$/.test(piece.text) && next.text === ',') return [replaced(next, '', 1, empty)];
  if (piece.text === '.' && /^[)\]([]$/.test(next.text)) return [replaced(piece, '', 1.1, empty)];
  return [];
}

function missing(text: string, piece: Piece, next: Piece): Candidate[] {
  if (piece.text === 'lambda' || !endsOperand(piece) || !beginsOperand(next)) return [];
  if (piece.kind === 'number' && piece.end === next.start) return [];
  if (piece.end === next.start && /^[([]$/.test(next.text)) return [];
  const gap = { start: piece.end, end: next.start };
  const shown = `\`${piece.text} ${next.text}\``;
  const comma = inserted(piece.end, ',', 1, `A comma is missing in ${shown}.`);
  const named = next.kind === 'name' && !/^\d/.test(piece.text);
  const dot = replaced(gap, '.', 1.05, `A dot is missing in ${shown}.`);
  const joined = replaced(gap, '_', 1.4, `A name has no spaces: ${shown}.`);
  const naming = replaced(gap, '=', 1.4, `An equals sign is missing in ${shown}.`);
  const apart = text.slice(gap.start, gap.end);
  if (!named) return [comma, naming];
  if (/[)\]"']$/.test(piece.text)) return [dot, comma];
  return apart === '' ? [comma] : [comma, dot, joined, naming];
}

/** `total=,`: an argument without its value, which may be the column of the same name. */
function valueless(pieces: readonly Piece[], index: number): Candidate[] {
  const [sign, next, name] = [pieces[index], pieces[index + 1], pieces[index - 1]];
  if (sign?.text !== '=' || name?.kind !== 'name' || !/^[,)]$/.test(next?.text ?? '')) return [];
  const why = `Nothing follows \`${name.text}=\`; the column of that name may be meant.`;
  return [inserted(sign.end, `_.${name.text}`, 1.3, why)];
}

/** A step of a chain without its object: `.total > 3` within brackets. */
function strayStep(pieces: readonly Piece[], index: number): Candidate[] {
  const [piece, next, before] = [pieces[index], pieces[index + 1], pieces[index - 1]];
  if (piece?.text !== '.' || next?.kind !== 'name' || endsOperand(before)) return [];
  if (before === undefined || before.kind === 'newline') return [];
  const why = `\`.${next.text}\` has no object before the dot; the row's columns are reached through \`_\`.`;
  return [inserted(piece.start, '_', 0.9, why)];
}

/** Keyword arguments whose name is quoted, no name, or reserved. */
export const keywordNames: Rule = (fault) => {
  if (!fault.isSyntax) return [];
  const { pieces } = fault;
  return pieces.flatMap((piece, index): Candidate[] => {
    if (piece.text !== '=' && piece.text !== ':') return [];
    const last = pieces[index - 1];
    const after = pieces[index + 1];
    if (last === undefined || after === undefined) return [];
    let from = index - 1;
    while (from > 0 && !/^[(,[{\n]$/.test(pieces[from - 1]?.text ?? '')) from -= 1;
    const name = fault.between(from, index);
    const start = pieces[from]?.start ?? last.start;
    const place = { start, end: after.start };
    if (last.kind === 'string' && from === index - 1) {
      const bare = last.text.replaceAll(/^["'`]|["'`]$/g, '');
      const why = `The name of an argument stands without quotes: \`${bare}=\`.`;
      const plain = replaced(place, `${bare}=`, piece.text === '=' ? 0.9 : 1.2, why);
      return /^[\p{L}_]\w*$/u.test(bare)
        ? [plain]
        : spread(place, last.text, after, fault.text, pieces, index);
    }
    if (piece.text === ':' || (from === index - 1 && !RESERVED.test(name))) return [];
    const joined = name.replaceAll(/\s*[-.\s]\s*/g, '_');
    const candidates: Candidate[] = [];
    const why = `\`${name}\` is no name that Python takes for an argument.`;
    if (/^[\p{L}_]\w*$/u.test(joined) && joined !== name) {
      candidates.push(replaced(place, `${joined}=`, 1.1, why));
    }
    if (from === index - 1 && last.kind === 'name') {
      candidates.push(
        replaced(
          last,
          `${name}_`,
          1.05,
          `\`${name}\` is a word of Python; a name like it is \`${name}_\`.`,
        ),
      );
    }
    const attribute = /^[\w]+\.(\w+)$/.exec(name)?.[1];
    if (attribute !== undefined) {
      candidates.push(replaced(place, `${attribute}=`, 1.05, why));
    }
    return [
      ...candidates,
      ...spread(
        place,
        JSON.stringify(name.replaceAll(/\s+/g, ' ')),
        after,
        fault.text,
        pieces,
        index,
      ),
    ];
  });
};

const RESERVED =
  /^(?:class|from|in|is|as|global|return|import|def|if|for|not|and|or|with|try|pass|lambda|None|True|False|\d.*)$/;

/** A column whose name is no Python name: `**{"2x": …}`. */
function spread(
  place: { readonly start: number; readonly end: number },
  name: string,
  after: Piece,
  text: string,
  pieces: readonly Piece[],
  index: number,
): Candidate[] {
  let to = index + 1;
  while (to < pieces.length) {
    const piece = pieces[to];
    if (piece === undefined || /^[),\]}]$/.test(piece.text)) break;
    to = piece.partner > to ? piece.partner + 1 : to + 1;
  }
  const end = pieces[to - 1]?.end ?? after.end;
  const value = text.slice(after.start, end);
  const why = `${name} is no name in Python; such a column is passed in a dictionary.`;
  return [replaced({ start: place.start, end }, `**{${name}: ${value}}`, 1.3, why)];
}

/** Arguments without a name after those that have one. */
export const argumentOrder: Rule = (fault) => {
  if (!/positional argument follows keyword/.test(fault.error)) return [];
  const { pieces } = fault;
  return pieces.flatMap((open, index): Candidate[] => {
    if (open.text !== '(' || open.partner < index) return [];
    const parts: { readonly start: number; readonly end: number; readonly named: boolean }[] = [];
    let from = index + 1;
    for (let i = from; i <= open.partner; i += 1) {
      const piece = pieces[i];
      if (piece === undefined) return [];
      if (i < open.partner && piece.partner > i) i = piece.partner;
      else if (piece.text === ',' || i === open.partner) {
        const [first, last] = [pieces[from], pieces[i - 1]];
        if (i > from && first !== undefined && last !== undefined) {
          const named = first.text === '**' || pieces[from + 1]?.text === '=';
          parts.push({ start: first.start, end: last.end, named });
        }
        from = i + 1;
      }
    }
    const sorted = [...parts.filter(({ named }) => !named), ...parts.filter(({ named }) => named)];
    const edits = parts.flatMap((part, at) => {
      const right = sorted[at];
      if (right === undefined || right === part) return [];
      return [{ start: part.start, end: part.end, text: fault.slice(right) }];
    });
    if (edits.length === 0) return [];
    return [{ edits, cost: 0.9, why: 'Arguments without a name come before those with one.' }];
  });
};

/** `50,000` is two numbers in Python. */
export const thousands: Rule = (fault) =>
  [...fault.text.matchAll(/(?<![\w.,])\d{1,3}(?:,\d{3})+(?![\w,])/g)].map((found) => {
    const text = found[0].replaceAll(',', '_');
    const why = `\`${found[0]}\` is read as several numbers; thousands are parted by \`_\`: \`${text}\`.`;
    return replaced({ start: found.index, end: found.index + found[0].length }, text, 0.8, why);
  });

/** `007`: a number that begins with zeros, and `f(a; b)`: arguments parted by a semicolon. */
export const numbersAndSemicolons: Rule = (fault) => {
  if (!fault.isSyntax) return [];
  const zeros = [...fault.text.matchAll(/(?<![\w.])0+(?=[1-9]\d*(?![\w.]))/g)].map((found) =>
    replaced(
      { start: found.index, end: found.index + found[0].length },
      '',
      0.9,
      'A number does not begin with zeros in Python.',
    ),
  );
  const { pieces } = fault;
  const open: number[] = [];
  const semicolons = pieces.flatMap((piece, index): Candidate[] => {
    if (piece.partner > index) open.push(piece.partner);
    if (open.at(-1) === index) open.pop();
    if (piece.text !== ';' || open.length === 0) return [];
    return [replaced(piece, ',', 0.9, 'Arguments are parted by commas, not by semicolons.')];
  });
  return [...zeros, ...semicolons];
};
