import type { PythonAst } from '@ibert/ibis';

import type { Mistake, MistakeKind } from '../kind.js';
import { replaced } from '../kind.js';
import type { Source } from '../source.js';
import { parenthesesAround, rewritten, rewrittenCalls } from './shared.js';

const NO_TRUTH = /^(?:ValueError|TypeError): The truth value of /;
const INVALID = /^SyntaxError: /;

/** Operators between two operands, with where they stand. */
interface Operator {
  readonly node: PythonAst.BinOp | PythonAst.Compare;
  readonly start: number;
  readonly end: number;
  readonly left: PythonAst.Expression;
  readonly right: PythonAst.Expression;
}

/** Where this operator stands in the program; of comparisons only those that are not chained. */
function operators(source: Source, sign: string): readonly Operator[] {
  return source.nodes.flatMap((node): Operator[] => {
    if (node.kind !== 'BinOp' && node.kind !== 'Compare') return [];
    const right = node.kind === 'BinOp' ? node.right : node.rights[0];
    const op = node.kind === 'BinOp' ? node.op : node.ops[0];
    if (right === undefined || op !== sign) return [];
    if (node.kind === 'Compare' && node.ops.length > 1) return [];
    const gap = source.slice({ start: node.left.end, end: right.start });
    const start = node.left.end + gap.indexOf(sign);
    return [{ node, start, end: start + sign.length, left: node.left, right }];
  });
}

const swapped =
  (sign: string, ...wrongs: readonly string[]): MistakeKind['find'] =>
  (source) =>
    operators(source, sign).flatMap((at) =>
      wrongs.map((wrong) => replaced(at, wrong, { wrong, right: sign })),
    );

const all =
  (...finds: readonly MistakeKind['find'][]): MistakeKind['find'] =>
  (source) =>
    finds.flatMap((find) => find(source));

/** Two conditions of a filter, joined by a word. */
const joinedConditions =
  (wrong: string): MistakeKind['find'] =>
  (source) =>
    source.callsOf('filter').flatMap(({ call }) =>
      call.args.slice(1).flatMap((argument, index): Mistake[] => {
        const before = call.args[index];
        if (before === undefined || argument.kind !== 'positional') return [];
        const place = { start: before.end, end: argument.start };
        return [replaced(place, ` ${wrong} `, { wrong, right: ',' })];
      }),
    );

const negated =
  (...wrongs: readonly string[]): MistakeKind['find'] =>
  (source) =>
    source.nodes.flatMap((node) => {
      if (node.kind !== 'UnaryOp' || source.text[node.start] !== '~') return [];
      const place = { start: node.start, end: node.start + 1 };
      return wrongs.map((wrong) => replaced(place, wrong, { wrong: wrong.trim(), right: '~' }));
    });

/** Operators that Python or Ibis does not take. */
export const OPERATOR_KINDS: readonly MistakeKind[] = [
  {
    name: 'and_for_ampersand',
    difficulty: 'easy',
    reach: 'few',
    fails: NO_TRUTH,
    find: all(swapped('&', 'and'), joinedConditions('and')),
    what: [
      "The conditions are combined with Python's `and`.",
      '`and` cannot combine two Ibis conditions.',
    ],
    why: [
      '`and` asks an expression for a single truth value, which a column does not have; use `&` between parenthesised conditions, or a comma in `filter`.',
      'A column has no single truth value; conditions are joined with `&` (or passed to `filter` one by one).',
    ],
  },
  {
    name: 'or_for_pipe',
    difficulty: 'easy',
    reach: 'rare',
    fails: NO_TRUTH,
    find: swapped('|', 'or'),
    what: ["The alternatives are joined with Python's `or`.", '`or` does not work on columns.'],
    why: [
      '`or` needs one truth value, a column has one per row; `|` does it for all rows.',
      'Ibis overloads `|` instead, with parentheses around each comparison.',
    ],
  },
  {
    name: 'not_for_tilde',
    difficulty: 'easy',
    reach: 'rare',
    fails: NO_TRUTH,
    find: negated('not '),
    what: ["The condition is negated with Python's `not`.", '`not` cannot negate a column.'],
    why: [
      '`not` forces a truth value, which an expression does not have; `~` negates row by row.',
      'Ibis negates conditions with `~`.',
    ],
  },
  {
    name: 'missing_comparison_parentheses',
    difficulty: 'medium',
    reach: 'rare',
    fails: /^(?:IbisTypeError|TypeError|ValueError|AttributeError|SignatureValidationError): /,
    find: (source) =>
      ['&', '|'].flatMap((sign) =>
        operators(source, sign).flatMap(({ left, right }) =>
          [left, right].flatMap((side): Mistake[] => {
            if (side.kind !== 'Compare') return [];
            const around = parenthesesAround(source, side);
            if (around === undefined) return [];
            const text = source.slice(side);
            const edits = [
              { start: around.open, end: around.open + 1, text: '' },
              { start: around.close, end: around.close + 1, text: '' },
            ];
            return [{ edits, slots: { wrong: text, right: `(${text})`, sign } }];
          }),
        ),
      ),
    what: [
      'The comparison `{wrong}` needs parentheses.',
      'Parentheses are missing around `{wrong}`.',
    ],
    why: [
      '`{sign}` binds tighter than a comparison, so Python combines the wrong operands; write `{right}`.',
      'In Python `{sign}` comes before comparisons: only `{right}` keeps them apart.',
    ],
  },
  {
    name: 'assignment_for_equality',
    difficulty: 'easy',
    reach: 'some',
    fails: INVALID,
    find: swapped('==', '='),
    what: [
      'A single `=` is used as a comparison.',
      'The comparison is written with `=`, as in SQL.',
    ],
    why: [
      'In a call `=` names a keyword argument; equality is `==`.',
      'Python compares with `==`.',
    ],
  },
  {
    name: 'triple_equality',
    difficulty: 'easy',
    reach: 'some',
    fails: INVALID,
    find: swapped('==', '==='),
    what: ['`===` is not a Python operator.', 'The comparison is written `===`.'],
    why: ['Equality is tested with `==`.', 'JavaScript has it; Python only knows `==`.'],
  },
  {
    name: 'sql_not_equal',
    difficulty: 'easy',
    reach: 'rare',
    fails: INVALID,
    find: swapped('!=', '<>'),
    what: ["`<>` is SQL's inequality.", 'Python does not understand `<>`.'],
    why: ['Python writes it `!=`.', 'Unequal is `!=` in Python.'],
  },
  {
    name: 'reversed_comparison_sign',
    difficulty: 'easy',
    reach: 'some',
    fails: INVALID,
    find: all(swapped('>=', '=>'), swapped('<=', '=<'), swapped('!=', '=!')),
    what: [
      'The operator `{wrong}` has its signs the wrong way round.',
      '`{wrong}` is not an operator.',
    ],
    why: ['The equals sign comes last: `{right}`.', 'Python writes it `{right}`.'],
  },
  {
    name: 'unicode_operator',
    difficulty: 'easy',
    reach: 'some',
    fails: /^SyntaxError: invalid character /,
    find: all(
      swapped('>=', '≥'),
      swapped('<=', '≤'),
      swapped('!=', '≠'),
      swapped('-', '−', '–'),
      swapped('*', '×'),
    ),
    what: [
      '`{wrong}` is a typographic sign.',
      'The code contains the character `{wrong}`, probably pasted from a document.',
    ],
    why: ['Python only reads `{right}`.', 'In code it has to be `{right}`.'],
  },
  {
    name: 'sql_boolean_keyword',
    difficulty: 'easy',
    reach: 'few',
    fails: INVALID,
    find: all(swapped('&', 'AND'), swapped('|', 'OR'), negated('NOT '), joinedConditions('AND')),
    what: ['`{wrong}` is an SQL keyword.', 'Conditions are combined with the SQL word `{wrong}`.'],
    why: ['Python does not know it; Ibis uses `{right}`.', 'Here it is `{right}`.'],
  },
  {
    name: 'c_style_operator',
    difficulty: 'easy',
    reach: 'few',
    fails: INVALID,
    find: all(swapped('&', '&&'), swapped('|', '||'), negated('!'), joinedConditions('&&')),
    what: ['`{wrong}` is an operator of C-like languages.', 'Python has no `{wrong}`.'],
    why: ['In Ibis it is `{right}`.', 'Use `{right}`.'],
  },
  {
    name: 'python_in_operator',
    difficulty: 'medium',
    reach: 'rare',
    fails: NO_TRUTH,
    find: rewrittenCalls(['isin', 'notin'], ({ object, call, name }, source) => {
      const values = call.args[0]?.value;
      if (values === undefined || (values.kind !== 'List' && values.kind !== 'Tuple'))
        return undefined;
      return `${source.slice(object)} ${name.name === 'isin' ? 'in' : 'not in'} ${source.slice(values)}`;
    }),
    what: [
      "Membership is tested with Python's `in`: `{wrong}`.",
      '`{wrong}` asks Python, not the database.',
    ],
    why: [
      'Python compares the items one by one and needs a truth value that a column lacks; use `{right}`.',
      'Ibis has a method for it: `{right}`.',
    ],
  },
  {
    name: 'chained_comparison',
    difficulty: 'hard',
    reach: 'rare',
    fails: NO_TRUTH,
    find: (source) => [
      ...rewrittenCalls(['between'], ({ object, call }) => {
        const [low, high] = call.args.map(({ value }) => source.slice(value));
        if (low === undefined || high === undefined) return undefined;
        return `${low} <= ${source.slice(object)} <= ${high}`;
      })(source),
      ...operators(source, '&').flatMap(({ node, left, right }) =>
        left.kind === 'Compare' && right.kind === 'Compare' && left.rights[0] !== undefined
          ? rewritten(source, parenthesized(source, node), chain(source, left, right))
          : [],
      ),
    ],
    what: [
      'The comparisons are chained: `{wrong}`.',
      '`{wrong}` is a chain that Python evaluates with `and`.',
    ],
    why: [
      'A chain needs the truth value of its first half, which a column does not have; write `{right}`.',
      'Expressions cannot be chained like numbers: `{right}` is the way.',
    ],
  },
  {
    name: 'sql_infix_predicate',
    difficulty: 'easy',
    reach: 'few',
    fails: INVALID,
    find: rewrittenCalls(
      ['like', 'ilike', 'contains', 'startswith', 'endswith', 'isin', 'between', 'notin'],
      ({ object, call, name }, source) => {
        const [first, second] = call.args.map(({ value }) => value);
        if (first === undefined) return undefined;
        const subject = source.slice(object);
        const text = source.slice(first);
        const bare = text.replaceAll(/^"|"$/g, '');
        const inList = text.replaceAll(/^[[(]|[\])]$/g, '');
        switch (name.name) {
          case 'like':
            return `${subject} LIKE ${text}`;
          case 'ilike':
            return `${subject} ILIKE ${text}`;
          case 'contains':
            return `${subject} LIKE "%${bare}%"`;
          case 'startswith':
            return `${subject} LIKE "${bare}%"`;
          case 'endswith':
            return `${subject} LIKE "%${bare}"`;
          case 'isin':
            return `${subject} IN (${inList})`;
          case 'notin':
            return `${subject} NOT IN (${inList})`;
          default:
            return second && `${subject} BETWEEN ${text} AND ${source.slice(second)}`;
        }
      },
    ),
    what: ['`{wrong}` is SQL syntax.', 'The predicate `{wrong}` is written as in SQL.'],
    why: ['In Ibis it is a method: `{right}`.', 'Python cannot parse it; Ibis writes `{right}`.'],
  },
  {
    name: 'sql_is_null',
    difficulty: 'easy',
    reach: 'some',
    fails: INVALID,
    find: rewrittenCalls(
      ['isnull', 'notnull'],
      ({ object, name }, source) =>
        `${source.slice(object)} ${name.name === 'isnull' ? 'IS NULL' : 'IS NOT NULL'}`,
    ),
    what: ['`{wrong}` is an SQL condition.', 'Python cannot read `{wrong}`.'],
    why: ['Ibis tests for NULL with a method: `{right}`.', 'Write `{right}`.'],
  },
];

const FLIPPED: Readonly<Record<string, string>> = { '>': '<', '>=': '<=', '<': '>', '<=': '>=' };

/** `(x > a) & (x < b)` → `a < x < b`, where both speak of the same thing. */
function chain(
  source: Source,
  left: PythonAst.Compare,
  right: PythonAst.Compare,
): string | undefined {
  const subject = source.slice(left.left);
  const [low, high] = [left.rights[0], right.rights[0]];
  const flipped = FLIPPED[left.ops[0] ?? ''];
  const op = right.ops[0] ?? '';
  if (source.slice(right.left) !== subject || low === undefined || high === undefined)
    return undefined;
  if (flipped === undefined || !(op in FLIPPED)) return undefined;
  return `${source.slice(low)} ${flipped} ${subject} ${op} ${source.slice(high)}`;
}

/** The stretch of an operation with the parentheses of its operands. */
function parenthesized(
  source: Source,
  node: PythonAst.BinOp | PythonAst.Compare,
): PythonAst.Located {
  const right = node.kind === 'BinOp' ? node.right : node;
  const start = parenthesesAround(source, node.left)?.open ?? node.start;
  const close = parenthesesAround(source, right)?.close;
  return {
    start: Math.min(start, node.start),
    end: Math.max(close === undefined ? 0 : close + 1, node.end),
  };
}
