import { type Candidate, replaced, type Rule } from '../candidate.js';
import type { Fault } from '../fault.js';
import type { Piece } from '../loose-tokens.js';
import { asReceiver, operandAfter, operandBefore } from '../operands.js';
import { typeNamed } from '../type-words.js';

/** Writes a phrase of SQL that begins at a token anew; undefined where it does not stand there. */
type Phrase = (
  fault: Fault,
  index: number,
) => { readonly from: number; readonly to: number; readonly text: string } | undefined;

const is = (piece: Piece | undefined, ...words: readonly string[]): boolean =>
  piece !== undefined && words.includes(piece.text.toUpperCase());

/** `X LIKE p`, `X NOT IN (…)`, `X BETWEEN a AND b`, `X IS NOT NULL` → methods of X. */
const predicate: Phrase = (fault, index) => {
  const { pieces } = fault;
  if (!is(pieces[index], 'LIKE', 'ILIKE', 'IN', 'BETWEEN', 'IS') || pieces[index - 1]?.text === '.')
    return undefined;
  const negatedBefore = is(pieces[index - 1], 'NOT');
  const from = operandBefore(pieces, negatedBefore ? index - 1 : index);
  if (from === undefined) return undefined;
  const subject = asReceiver(fault.between(from, negatedBefore ? index - 1 : index));
  if (is(pieces[index], 'IS')) {
    const not = is(pieces[index + 1], 'NOT');
    const to = index + (not ? 3 : 2);
    if (!is(pieces[to - 1], 'NULL', 'NONE')) return undefined;
    return { from, to, text: `${subject}.${not ? 'notnull' : 'isnull'}()` };
  }
  const to = operandAfter(pieces, index + 1);
  if (to === undefined) return undefined;
  const object = fault.between(index + 1, to);
  if (is(pieces[index], 'BETWEEN')) {
    const end = is(pieces[to], 'AND') ? operandAfter(pieces, to + 1) : undefined;
    if (end === undefined) return undefined;
    const call = `${subject}.between(${object}, ${fault.between(to + 1, end)})`;
    return { from, to: end, text: negatedBefore ? `~${call}` : call };
  }
  if (is(pieces[index], 'IN')) {
    if (pieces[index]?.text === 'in' && !object.startsWith('(')) return undefined;
    const values = object.replace(/^[([]/, '[').replace(/[)\]]$/, ']');
    return { from, to, text: `${subject}.${negatedBefore ? 'notin' : 'isin'}(${values})` };
  }
  const method = pieces[index]?.text.toLowerCase() ?? '';
  return { from, to, text: `${negatedBefore ? '~' : ''}${subject}.${method}(${object})` };
};

/** `COUNT(*)`, `COUNT(DISTINCT x)`. */
const counting: Phrase = (fault, index) => {
  const { pieces } = fault;
  if (!is(pieces[index], 'COUNT', 'N') || pieces[index + 1]?.text !== '(') return undefined;
  const close = pieces[index + 1]?.partner ?? -1;
  if (close < 0) return undefined;
  const from = pieces[index - 1]?.text === '.' ? index - 2 : index;
  const owner = from === index ? '_' : (pieces[from]?.text ?? '_');
  if (pieces[index + 2]?.text === '*' && close === index + 3) {
    return { from, to: close + 1, text: `${owner}.count()` };
  }
  if (!is(pieces[index + 2], 'DISTINCT')) return undefined;
  return {
    from,
    to: close + 1,
    text: `${asReceiver(columnText(fault.between(index + 3, close)))}.nunique()`,
  };
};

/** A bare name in SQL is a column. */
const columnText = (text: string): string => (/^\w+$/.test(text) ? `_.${text}` : text);

/** `CAST(x AS type)` and `x::type`. */
const casting: Phrase = (fault, index) => {
  const { pieces } = fault;
  if (pieces[index]?.text === '::') {
    const from = operandBefore(pieces, index);
    const type = pieces[index + 1];
    if (from === undefined || type === undefined) return undefined;
    const start = lastPrimary(pieces, from, index);
    const receiver = asReceiver(columnText(fault.between(start, index)));
    return {
      from: start,
      to: index + 2,
      text: `${receiver}.cast("${typeNamed(type.text) ?? type.text}")`,
    };
  }
  const open = pieces[index + 1];
  if (!is(pieces[index], 'CAST', 'TRY_CAST') || open?.text !== '(' || open.partner < 0)
    return undefined;
  if (pieces[index - 1]?.text === '.') return undefined;
  const as = pieces.findIndex((piece, at) => at > index && at < open.partner && is(piece, 'AS'));
  if (as === -1) return undefined;
  const type = fault.between(as + 1, open.partner);
  const receiver = asReceiver(columnText(fault.between(index + 2, as)));
  const method = pieces[index]?.text.toLowerCase() ?? 'cast';
  return {
    from: index,
    to: open.partner + 1,
    text: `${receiver}.${method}("${typeNamed(type) ?? type.toLowerCase()}")`,
  };
};

/** Where the last operand without an operator begins. */
function lastPrimary(pieces: readonly Piece[], from: number, to: number): number {
  let start = from;
  for (let i = from; i < to; i += 1) {
    const piece = pieces[i];
    if (piece === undefined) break;
    if (piece.partner > i) i = piece.partner;
    else if (/^[-+*/%]+$/.test(piece.text)) start = i + 1;
  }
  return start;
}

/** `CASE WHEN a THEN b … ELSE c END` → `ibis.cases(…)`. */
const caseWhen: Phrase = (fault, index) => {
  const { pieces } = fault;
  if (!is(pieces[index], 'CASE')) return undefined;
  const end = pieces.findIndex((piece, at) => at > index && is(piece, 'END'));
  if (end === -1) return undefined;
  const marks = pieces.flatMap((piece, at) =>
    at >= index && at <= end && is(piece, 'CASE', 'WHEN', 'THEN', 'ELSE', 'END') ? [at] : [],
  );
  const parts = marks.slice(0, -1).map((at, i) => ({
    word: pieces[at]?.text.toUpperCase() ?? '',
    text: fault.between(at + 1, marks[i + 1] ?? end),
  }));
  const subject = parts[0]?.text ?? '';
  const whens = parts.flatMap(({ word, text }, i) =>
    word === 'WHEN' ? [`(${text}, ${parts[i + 1]?.text ?? ''})`] : [],
  );
  if (whens.length === 0) return undefined;
  const otherwise = parts.find(({ word }) => word === 'ELSE');
  const last = otherwise === undefined ? '' : `, else_=${otherwise.text}`;
  const object = subject === '' ? 'ibis' : asReceiver(subject);
  return { from: index, to: end + 1, text: `${object}.cases(${whens.join(', ')}${last})` };
};

/** `X AS name` → `name=X`. */
const alias: Phrase = (fault, index) => {
  const { pieces } = fault;
  const name = pieces[index + 1];
  if (!is(pieces[index], 'AS') || name === undefined) return undefined;
  const from = operandBefore(pieces, index, 'logic');
  if (from === undefined || is(pieces[from], 'IMPORT', 'FROM')) return undefined;
  const bare = name.text.replaceAll(/^["'`]|["'`]$/g, '');
  const value = fault.between(from, index);
  return { from, to: index + 2, text: `${bare}=${value}` };
};

/** `X DESC` → `ibis.desc(X)`. */
const direction: Phrase = (fault, index) => {
  const { pieces } = fault;
  if (!is(pieces[index], 'DESC', 'ASC') || pieces[index - 1]?.text === '.') return undefined;
  if (pieces[index + 1]?.text === '(') return undefined;
  const from = operandBefore(pieces, index);
  if (from === undefined) return undefined;
  const subject = fault.between(from, index);
  const key = /^\w+$/.test(subject) ? `"${subject}"` : subject;
  return { from, to: index + 1, text: `ibis.${pieces[index]?.text.toLowerCase()}(${key})` };
};

/** `DATE '2020-01-01'`, `INTERVAL '3' DAY`, `INTERVAL '3 days'`. */
const momentLiteral: Phrase = (fault, index) => {
  const { pieces } = fault;
  const value = pieces[index + 1];
  if (value === undefined || pieces[index - 1]?.text === '.') return undefined;
  if (is(pieces[index], 'DATE', 'TIMESTAMP', 'TIME') && value.kind === 'string') {
    const name = pieces[index]?.text.toLowerCase() ?? '';
    return { from: index, to: index + 2, text: `ibis.${name}(${value.text})` };
  }
  if (!is(pieces[index], 'INTERVAL') || (value.kind !== 'string' && value.kind !== 'number'))
    return undefined;
  const [amount, inner] = value.text.replaceAll(/["']/g, '').trim().split(/\s+/);
  const unit = inner ?? pieces[index + 2]?.text ?? '';
  const to = inner === undefined ? index + 3 : index + 2;
  return {
    from: index,
    to,
    text: `ibis.interval(${unit.toLowerCase().replace(/s$/, '')}s=${amount})`,
  };
};

/** `f(x) OVER (PARTITION BY a ORDER BY b DESC)` → `.over(group_by="a", order_by=ibis.desc("b"))`. */
const overClause: Phrase = (fault, index) => {
  const { pieces } = fault;
  const open = pieces[index + 1];
  if (!is(pieces[index], 'OVER') || open?.text !== '(' || open.partner < 0) return undefined;
  if (pieces[index - 1]?.text === '.') return undefined;
  const clause = fault.between(index + 2, open.partner);
  const found = /^(?:partition\s+by\s+(.*?))?\s*(?:order\s+by\s+(.*))?$/is.exec(clause);
  if (found === null) return undefined;
  const group = keysOf(found[1]);
  const order = keysOf(found[2]);
  const args = [group === '' ? '' : `group_by=${group}`, order === '' ? '' : `order_by=${order}`];
  const text = `.over(${args.filter((arg) => arg !== '').join(', ')})`;
  return { from: index, to: open.partner + 1, text };
};

function keysOf(text: string | undefined): string {
  const keys = (text ?? '').split(',').flatMap((part) => {
    const found = /^\s*(.+?)(?:\s+(desc|asc))?\s*$/i.exec(part);
    const column = found?.[1];
    if (column === undefined) return [];
    const name = /^\w+$/.test(column) ? `"${column}"` : column;
    return /desc/i.test(found?.[2] ?? '') ? [`ibis.desc(${name})`] : [name];
  });
  return keys.length > 1 ? `[${keys.join(', ')}]` : (keys[0] ?? '');
}

const PHRASES: readonly (readonly [Phrase, string])[] = [
  [predicate, 'Ibis has a method of the column for it'],
  [counting, 'Ibis counts with a method'],
  [casting, 'Ibis converts with the method `cast`'],
  [caseWhen, 'Ibis has the function `cases`'],
  [alias, 'a result is named by a keyword argument'],
  [direction, 'a sort key is made by a function'],
  [momentLiteral, 'Ibis makes the value with a function'],
  [overClause, 'Ibis has the method `over`'],
];

/** Phrases of SQL within a Python text. */
export const sqlPhrases: Rule = (fault) => {
  if (!fault.isSyntax) return [];
  const { pieces } = fault;
  return pieces.flatMap((piece, index): Candidate[] => {
    if (piece.kind !== 'name' && piece.text !== '::') return [];
    return PHRASES.flatMap(([phrase, reason]) => {
      const found = phrase(fault, index);
      const [first, last] = [pieces[found?.from ?? -1], pieces[(found?.to ?? 0) - 1]];
      if (found === undefined || first === undefined || last === undefined) return [];
      const place = { start: first.start, end: last.end };
      const wrong = fault.slice(place).replaceAll(/\s+/g, ' ');
      const start = found.text.startsWith('.')
        ? (pieces[found.from - 1]?.end ?? place.start)
        : place.start;
      const why = `\`${wrong}\` is SQL; ${reason}: \`${found.text}\`.`;
      return [replaced({ ...place, start }, found.text, 0.8, why)];
    });
  });
};
