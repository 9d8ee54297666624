import type { PythonAst } from '@ibert/ibis';

import { type Candidate, type Edit, replaced, type Rule } from '../candidate.js';
import type { Fault } from '../fault.js';
import type { Piece } from '../loose-tokens.js';
import { asReceiver, holdsComparison, operandAfter, operandBefore } from '../operands.js';

/** How a word or sign that joins or negates conditions is written in Ibis. */
const JOINS: Readonly<Record<string, '&' | '|'>> = {
  and: '&',
  AND: '&',
  And: '&',
  '&&': '&',
  '&': '&',
  or: '|',
  OR: '|',
  Or: '|',
  '||': '|',
  '|': '|',
};
const NEGATIONS: ReadonlySet<string> = new Set(['not', 'NOT', 'Not', '!', '~']);
const TWO_WORDS: ReadonlySet<string> = new Set([
  'in',
  'IN',
  'In',
  'LIKE',
  'ILIKE',
  'BETWEEN',
  'NULL',
  'null',
  'None',
]);

const isWord = (piece: Piece | undefined): boolean =>
  piece?.kind === 'name' || piece?.kind === 'sign';

/** Tokens that join or negate conditions; attributes and parts of `NOT IN`, `BETWEEN … AND` are none. */
function logicAt(fault: Fault): readonly number[] {
  const { pieces } = fault;
  return pieces.flatMap((piece, index) => {
    if (!isWord(piece) || pieces[index - 1]?.text === '.') return [];
    const text = piece.text;
    if (NEGATIONS.has(text)) return TWO_WORDS.has(pieces[index + 1]?.text ?? '') ? [] : [index];
    if (!Object.hasOwn(JOINS, text)) return [];
    return text === 'AND' && endsBetween(pieces, index) ? [] : [index];
  });
}

/** Whether an AND is the one of `BETWEEN a AND b`. */
function endsBetween(pieces: readonly Piece[], index: number): boolean {
  const start = operandBefore(pieces, index);
  return start !== undefined && /^between$/i.test(pieces[start - 1]?.text ?? '');
}

/**
 * Python's, SQL's and C's words between conditions, and `&` and `|` between comparisons without
 * parentheses: all of the program, or all within one pair of brackets.
 */
export const conditionsJoined: Rule = (fault) => {
  const places = logicAt(fault);
  if (places.length === 0) return [];
  const groups = new Map<number, number[]>();
  for (const place of places) {
    const owner = openBefore(fault.pieces, place);
    groups.set(owner, [...(groups.get(owner) ?? []), place]);
  }
  const sets = groups.size > 1 ? [places, ...groups.values()] : [places];
  return sets.flatMap((set, index) => {
    const edits = set.flatMap((place) => editsOf(fault, place));
    if (edits.length === 0) return [];
    return [{ edits: merged(edits), cost: index === 0 ? 0.9 : 1, why: reasonOf(fault, set) }];
  });
};

function openBefore(pieces: readonly Piece[], index: number): number {
  let i = index - 1;
  while (i >= 0) {
    const piece = pieces[i];
    if (piece === undefined) break;
    if (piece.partner >= 0 && piece.partner < i) i = piece.partner - 1;
    else if (piece.kind === 'sign' && '([{'.includes(piece.text)) return i;
    else i -= 1;
  }
  return -1;
}

function editsOf(fault: Fault, index: number): readonly Edit[] {
  const { pieces } = fault;
  const piece = pieces[index];
  if (piece === undefined) return [];
  const after = operandAfter(pieces, index + 1, 'logic');
  if (NEGATIONS.has(piece.text)) {
    const next = pieces[index + 1];
    if (next === undefined || after === undefined) return [];
    const sign = piece.text === '~' ? [] : [{ start: piece.start, end: next.start, text: '~' }];
    return [...sign, ...around(fault, index + 1, after)];
  }
  const before = operandBefore(pieces, index, 'logic');
  const sign = JOINS[piece.text] ?? '';
  const change = sign === piece.text ? [] : [{ start: piece.start, end: piece.end, text: sign }];
  return [
    ...change,
    ...(before === undefined ? [] : around(fault, before, index)),
    ...(after === undefined ? [] : around(fault, index + 1, after)),
  ];
}

/** Parentheses around an operand that is a comparison. */
function around({ pieces }: Fault, from: number, to: number): readonly Edit[] {
  const [first, last] = [pieces[from], pieces[to - 1]];
  if (first === undefined || last === undefined || !holdsComparison(pieces, from, to)) return [];
  return [
    { start: first.start, end: first.start, text: '(' },
    { start: last.end, end: last.end, text: ')' },
  ];
}

/** Parentheses that both neighbours of an operand ask for are put in once. */
function merged(edits: readonly Edit[]): readonly Edit[] {
  const unique = new Map(edits.map((edit) => [`${edit.start}:${edit.end}:${edit.text}`, edit]));
  const starts = new Map<number, Edit>();
  for (const edit of unique.values()) {
    const there = starts.get(edit.start);
    if (there === undefined) starts.set(edit.start, edit);
    else {
      // `not` is replaced and its operand wrapped at the same place.
      const [first, second] = there.end > there.start ? [edit, there] : [there, edit];
      starts.set(edit.start, {
        start: edit.start,
        end: second.end,
        text: first.text + second.text,
      });
    }
  }
  return [...starts.values()];
}

function reasonOf({ pieces }: Fault, places: readonly number[]): string {
  const words = new Set(places.map((place) => pieces[place]?.text ?? ''));
  const wrong = [...words].filter((word) => !/^[&|~]$/.test(word));
  if (wrong.length === 0) {
    return '`&` and `|` bind tighter than comparisons, so each comparison needs parentheses.';
  }
  const listed = wrong.map((word) => `\`${word}\``).join(' and ');
  return (
    `${listed} cannot combine conditions of Ibis, which have a truth value per row: ` +
    'they are joined with `&` and `|` and negated with `~`, each comparison in parentheses.'
  );
}

/** `x in […]`, `x is None` and chained comparisons, which ask Python instead of the database. */
export const pythonTests: Rule = (fault) =>
  fault.nodes.flatMap((node): Candidate[] => {
    if (node.kind !== 'Compare') return [];
    const [op, right] = [node.ops[0], node.rights[0]];
    if (op === undefined || right === undefined) return [];
    const left = fault.slice(node.left);
    const subject = asReceiver(left);
    if (node.ops.length === 2) return chained(fault, node);
    if (node.ops.length > 2) return [];
    if (op === 'in' || op === 'not in') {
      const method = op === 'in' ? 'isin' : 'notin';
      const why = `Python's \`${op}\` asks for one answer; row by row it is \`.${method}(…)\`.`;
      const within = replaced(node, `${subject}.${method}(${fault.slice(right)})`, 0.9, why);
      const text = `${asReceiver(fault.slice(right))}.contains(${left})`;
      const search = replaced(node, op === 'in' ? text : `~${text}`, 1.1, why);
      return node.left.kind === 'Str' ? [search, within] : [within, search];
    }
    const isNone = fault.slice(right) === 'None' || /^null$/i.test(fault.slice(right));
    if (!isNone) return [];
    const method = op === 'is' || op === '==' ? 'isnull' : 'notnull';
    const why = `NULL is found with \`.${method}()\`: \`${op} ${fault.slice(right)}\` does not test the rows.`;
    return [replaced(node, `${subject}.${method}()`, 0.9, why)];
  });

/** `a if x > 1 else b` → `ibis.ifelse(x > 1, a, b)`. */
export const pythonChoices: Rule = (fault) =>
  fault.nodes.flatMap((node) => {
    if (node.kind !== 'IfExp') return [];
    const [test, body, otherwise] = [node.test, node.body, node.otherwise].map((part) =>
      fault.slice(part),
    );
    const text = `ibis.ifelse(${test}, ${body}, ${otherwise})`;
    const why = `Python's \`if\` needs one truth value; row by row it is \`${text}\`.`;
    return [replaced(node, text, 0.85, why)];
  });

const MIRRORED: Readonly<Record<string, string>> = { '<': '>', '<=': '>=', '>': '<', '>=': '<=' };

/** `a < x <= b` → `(x > a) & (x <= b)`, `a <= x <= b` → `x.between(a, b)`. */
function chained(fault: Fault, node: PythonAst.Compare): Candidate[] {
  const [first, second] = node.ops;
  const [middle, last] = node.rights;
  if (first === undefined || second === undefined || middle === undefined || last === undefined)
    return [];
  const mirrored = MIRRORED[first];
  if (mirrored === undefined || !(second in MIRRORED)) return [];
  const [low, subject, high] = [node.left, middle, last].map((part) => fault.slice(part));
  const why = 'Python joins a chain of comparisons with `and`, which needs one truth value.';
  const pair = `(${subject} ${mirrored} ${low}) & (${subject} ${second} ${high})`;
  const between = `${asReceiver(subject ?? '')}.between(${low}, ${high})`;
  const inclusive = first === '<=' && second === '<=';
  return [replaced(node, inclusive ? between : pair, 0.9, why)];
}

/** `f"{t.name} x"` → `t.name + " x"`: Python would print the expression itself. */
export const formattedColumns: Rule = (fault) =>
  fault.nodes.flatMap((node) => {
    if (node.kind !== 'JoinedStr' || fault.isSyntax) return [];
    const parts = node.parts.map((part) =>
      typeof part === 'string' ? JSON.stringify(part) : asReceiver(fault.slice(part.expression)),
    );
    const text = parts.filter((part) => part !== '""').join(' + ');
    const why = `An f-string prints the expression, not its rows; texts are joined with \`+\`: \`${text}\`.`;
    return [replaced(node, text, 0.95, why)];
  });
