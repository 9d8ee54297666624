import { TokenType } from '@ibert/ibis';

import type { Mistake, MistakeKind } from '../kind.js';
import { replaced } from '../kind.js';
import { codeAround, lineOf, signsOf, tokensOf } from './tokens.js';

const INVALID = /^SyntaxError: /;

/** Quotes, commas, dots, line breaks and indentation. */
export const LAYOUT_KINDS: readonly MistakeKind[] = [
  {
    name: 'missing_comma',
    difficulty: 'easy',
    reach: 'most',
    fails: INVALID,
    find: (source) =>
      signsOf(source, ',').map((token) =>
        replaced(token, '', {
          wrong: codeAround(source, token.start).replace(',', ''),
          right: ',',
          line: lineOf(source, token.start),
        }),
      ),
    what: [
      'A comma `,` is missing between two arguments on line {line}.',
      'On line {line} two arguments follow each other without a `,`.',
    ],
    why: [
      'Arguments are separated by commas.',
      'Python cannot tell where one ends and the next begins.',
    ],
  },
  {
    name: 'missing_comma_between_strings',
    difficulty: 'medium',
    reach: 'most',
    fails: /^(?:IbisTypeError: Column|IbisInputError: Columns) /,
    find: (source) => {
      const tokens = tokensOf(source);
      return tokens.flatMap((token, index): Mistake[] => {
        const before = tokens[index - 1];
        const after = tokens[index + 1];
        if (token.text !== ',' || before?.type !== TokenType.String) return [];
        if (after?.type !== TokenType.String) return [];
        const wrong = `${before.text} ${after.text}`;
        const right = `${before.text}, ${after.text}`;
        return [replaced(token, '', { wrong, right })];
      });
    },
    what: [
      'The comma between the strings is missing: {wrong}.',
      'Two names run together because `,` is missing in {wrong}.',
    ],
    why: [
      'Python joins adjacent strings into one, which names no column; write {right}.',
      'Strings side by side become a single string without a `,`: it must be {right}.',
    ],
  },
  {
    name: 'double_comma',
    difficulty: 'easy',
    reach: 'most',
    fails: INVALID,
    find: (source) =>
      signsOf(source, ',').map((token) =>
        replaced({ start: token.end, end: token.end }, ',', {
          wrong: ',,',
          right: ',',
          line: lineOf(source, token.start),
        }),
      ),
    what: [
      'Line {line} has two commas in a row.',
      'There is an empty argument: `{wrong}` on line {line}.',
    ],
    why: [
      'Python expects an argument between them; keep one `{right}`.',
      'One `{right}` is enough.',
    ],
  },
  {
    name: 'missing_dot',
    difficulty: 'easy',
    reach: 'most',
    fails: INVALID,
    find: (source) =>
      source.methodCalls
        .filter(({ name }) => source.text[name.start - 1] === '.')
        .map(({ name }) =>
          replaced({ start: name.start - 1, end: name.start }, ' ', {
            wrong: name.name,
            right: `.${name.name}`,
          }),
        ),
    what: [
      'The dot before `{wrong}` is missing.',
      '`{wrong}` is not connected to what it is called on.',
    ],
    why: [
      'A method is reached with a dot: `{right}`.',
      'Python sees two expressions in a row; write `{right}`.',
    ],
  },
  {
    name: 'double_dot',
    difficulty: 'easy',
    reach: 'most',
    fails: INVALID,
    find: (source) =>
      source.methodCalls
        .filter(({ name }) => source.text[name.start - 1] === '.')
        .map(({ name }) =>
          replaced({ start: name.start, end: name.start }, '.', {
            wrong: `..${name.name}`,
            right: `.${name.name}`,
          }),
        ),
    what: ['There are two dots in `{wrong}`.', '`{wrong}` has a dot too many.'],
    why: ['One dot leads to the method: `{right}`.', 'It must be `{right}`.'],
  },
  {
    name: 'unterminated_string',
    difficulty: 'easy',
    reach: 'most',
    fails: /^SyntaxError: unterminated string literal/,
    find: (source) =>
      source.nodes.flatMap((node) =>
        node.kind === 'Str' && node.pieces.length === 1
          ? [
              replaced({ start: node.end - 1, end: node.end }, '', {
                wrong: source.slice(node).slice(0, -1),
                right: source.slice(node),
              }),
            ]
          : [],
      ),
    what: ['The string {wrong} is not closed.', 'The closing quote of {right} is missing.'],
    why: [
      'A string ends with the quote that it began with: {right}.',
      'Python reads to the end of the line in search of the quote; write {right}.',
    ],
  },
  {
    name: 'mixed_quotes',
    difficulty: 'easy',
    reach: 'most',
    fails: /^SyntaxError: unterminated string literal/,
    find: (source) =>
      source.nodes.flatMap((node) =>
        node.kind === 'Str' && source.text[node.start] === '"' && !node.value.includes("'")
          ? [
              replaced({ start: node.end - 1, end: node.end }, "'", {
                wrong: `${source.slice(node).slice(0, -1)}'`,
                right: source.slice(node),
              }),
            ]
          : [],
      ),
    what: [
      '{wrong} begins with one kind of quote and ends with the other.',
      'The quotes of {wrong} do not match.',
    ],
    why: ['Both ends need the same quote: {right}.', 'It has to be {right}.'],
  },
  {
    name: 'typographic_quotes',
    difficulty: 'easy',
    reach: 'most',
    fails: /^SyntaxError: invalid character /,
    find: (source) =>
      source.nodes.flatMap((node) =>
        node.kind === 'Str' && source.text[node.start] === '"' && node.pieces.length === 1
          ? [
              replaced(node, `“${node.value}”`, {
                wrong: `“${node.value}”`,
                right: source.slice(node),
              }),
            ]
          : [],
      ),
    what: ['The quotes in {wrong} are typographic.', '{wrong} was pasted with curly quotes.'],
    why: ['Python only knows straight quotes: {right}.', 'Replace them by straight ones: {right}.'],
  },
  {
    name: 'unexpected_indent',
    difficulty: 'easy',
    reach: 'some',
    fails: /^IndentationError: /,
    find: (source) =>
      source.body.slice(1).flatMap((statement) => {
        const from = source.text.lastIndexOf('\n', statement.start - 1) + 1;
        const line = source.text.slice(from).split('\n')[0] ?? '';
        if (!/^[\w(]/.test(line)) return [];
        const wrong = line.slice(0, 24).trim();
        return ['    ', '  '].map((text) =>
          replaced({ start: from, end: from }, text, { wrong, right: wrong }),
        );
      }),
    what: [
      'The line that begins with `{wrong}` is indented.',
      'There is white space before `{wrong}`.',
    ],
    why: [
      'Outside a block a statement starts in the first column.',
      'In Python indentation opens a block, and there is none here; remove it.',
    ],
  },
  {
    name: 'chain_outside_parentheses',
    difficulty: 'medium',
    reach: 'some',
    fails: /^(?:IndentationError|SyntaxError): /,
    find: (source) =>
      source.body.flatMap((statement): Mistake[] => {
        if (statement.kind !== 'Expression' && statement.kind !== 'Assign') return [];
        const { value } = statement;
        const open = source.text.lastIndexOf('(', value.start);
        const close = source.text.indexOf(')', value.end);
        const between = source.slice({ start: open + 1, end: value.start });
        if (open < statement.start - 1 || !/^\s*\n\s*$/.test(between) || close === -1) return [];
        const last = source.slice({ start: value.end, end: close });
        if (!/^\s*\n\s*$/.test(last)) return [];
        const edits = [
          { start: open, end: value.start, text: '' },
          { start: value.end, end: close + 1, text: '' },
        ];
        return [{ edits, slots: { wrong: '.', right: '(' } }];
      }),
    what: [
      'The chain of calls runs over several lines without parentheses around it.',
      'A line that begins with `{wrong}` cannot continue the one above.',
    ],
    why: [
      'A statement ends with its line unless a bracket is open; put the chain in `(` and `)`.',
      'Wrap the whole chain in `(` … `)` so that Python reads on.',
    ],
  },
  {
    name: 'line_break_in_expression',
    difficulty: 'medium',
    reach: 'most',
    fails: /^(?:IndentationError|SyntaxError): /,
    find: (source) =>
      source.methodCalls
        .filter(
          ({ call, name }) =>
            source.body.some(
              ({ start, end }) =>
                start <= call.start &&
                call.end <= end &&
                !source.slice({ start, end }).includes('\n'),
            ) && source.text[name.start - 1] === '.',
        )
        .map(({ name }) =>
          replaced({ start: name.start - 1, end: name.start - 1 }, '\n    ', {
            wrong: `.${name.name}`,
            right: `.${name.name}`,
          }),
        ),
    what: [
      'The line break before `{wrong}` ends the statement.',
      'The line that starts with `{wrong}` is not part of the line above it.',
    ],
    why: [
      'Keep `{right}` on the same line, or put the chain in parentheses.',
      'Python only continues a statement inside brackets; join the lines before `{right}`.',
    ],
  },
  {
    name: 'trailing_dot',
    difficulty: 'easy',
    reach: 'most',
    fails: INVALID,
    find: (source) =>
      source.methodCalls
        .filter(({ call }) => !/^\s*\./.test(source.text.slice(call.end)))
        .map(({ call, name }) =>
          replaced({ start: call.end, end: call.end }, '.', {
            wrong: '.',
            right: name.name,
          }),
        ),
    what: [
      'A dot is left over after the call of `{right}`.',
      'The expression ends in a dot behind `{right}(…)`.',
    ],
    why: [
      'After a dot Python expects a name; remove it.',
      'Nothing follows the dot, so it has to go.',
    ],
  },
];
