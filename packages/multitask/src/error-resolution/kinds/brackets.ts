import type { Mistake, MistakeKind } from '../kind.js';
import { replaced } from '../kind.js';
import { codeAround, lineOf, signsOf } from './tokens.js';

const OPENING: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' };

/** Brackets that are missing, left over or of the wrong shape. */
export const BRACKET_KINDS: readonly MistakeKind[] = [
  {
    name: 'missing_closing_bracket',
    difficulty: 'easy',
    reach: 'most',
    fails: /^SyntaxError: (?:'.' was never closed|invalid syntax|closing parenthesis)/,
    find: (source) =>
      signsOf(source, ')]').map((token) =>
        replaced(token, '', {
          wrong: OPENING[token.text] ?? '',
          right: token.text,
          line: lineOf(source, token.start),
        }),
      ),
    what: [
      'A closing `{right}` is missing on line {line}.',
      'The bracket `{wrong}` is not closed: `{right}` was left out on line {line}.',
    ],
    why: [
      'Every `{wrong}` needs its `{right}`.',
      'Python reads on in search of the `{right}` and fails.',
    ],
  },
  {
    name: 'extra_closing_bracket',
    difficulty: 'easy',
    reach: 'most',
    fails: /^SyntaxError: (?:unmatched|closing parenthesis)/,
    find: (source) =>
      signsOf(source, ')]').map((token) =>
        replaced({ start: token.end, end: token.end }, token.text, {
          wrong: token.text,
          right: OPENING[token.text] ?? '',
          line: lineOf(source, token.start),
        }),
      ),
    what: [
      'There is one `{wrong}` too many on line {line}.',
      'A second `{wrong}` closes a bracket that was never opened, on line {line}.',
    ],
    why: [
      'No `{right}` is left that it could belong to; remove it.',
      'Opening and closing brackets have to come in pairs, so one of them must go.',
    ],
  },
  {
    name: 'mismatched_bracket',
    difficulty: 'easy',
    reach: 'most',
    fails: /^SyntaxError: closing parenthesis/,
    find: (source) =>
      signsOf(source, ')]').map((token) => {
        const wrong = token.text === ')' ? ']' : ')';
        return replaced(token, wrong, {
          wrong,
          right: token.text,
          open: OPENING[token.text] ?? '',
        });
      }),
    what: [
      'A `{open}` is closed with `{wrong}`.',
      'The closing bracket `{wrong}` has the wrong shape.',
    ],
    why: ['`{open}` needs `{right}`.', 'Brackets of one pair must match; it has to be `{right}`.'],
  },
  {
    name: 'missing_opening_bracket',
    difficulty: 'easy',
    reach: 'most',
    fails: /^SyntaxError: /,
    find: (source) =>
      signsOf(source, '([').map((token) =>
        replaced(token, '', {
          wrong: codeAround(source, token.start).replace(token.text, ''),
          right: token.text,
          line: lineOf(source, token.start),
        }),
      ),
    what: [
      'The opening `{right}` is missing on line {line}.',
      'On line {line} a bracket is closed that was not opened: `{right}` was left out.',
    ],
    why: [
      'Without `{right}` the name before it and what follows do not belong together.',
      'Insert `{right}` so that the closing bracket has a partner.',
    ],
  },
  {
    name: 'square_brackets_for_call',
    difficulty: 'easy',
    reach: 'most',
    fails: /^TypeError: '\w+' object is not subscriptable$/,
    find: (source) =>
      source.methodCalls.flatMap(({ call, name }): Mistake[] => {
        const open = call.callee.end;
        if (source.text[open] !== '(' || call.args.length !== 1) return [];
        const edits = [
          { start: open, end: open + 1, text: '[' },
          { start: call.end - 1, end: call.end, text: ']' },
        ];
        return [{ edits, slots: { wrong: `${name.name}[…]`, right: `${name.name}(…)` } }];
      }),
    what: [
      'The method is used with square brackets, `{wrong}`.',
      '`{wrong}` indexes the method instead of calling it.',
    ],
    why: ['A call needs parentheses: `{right}`.', 'Methods are called with `{right}`.'],
  },
];
