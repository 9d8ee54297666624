import { SqlError, syntaxError } from '../errors.js';
import type { SqlDialect } from '../dialects.js';
import type { Comment, Place } from './ast.js';
import { LEXICONS } from './lexicon.js';
import type { Lexicon } from './lexicon.js';
import { readDollarString, readString } from './strings.js';

type TokenKind =
  | 'word'
  | 'quoted'
  | 'string'
  | 'number'
  | 'blob'
  | 'operator'
  | 'parameter'
  | 'end';

export interface Token extends Place {
  readonly kind: TokenKind;
  /** Names and numbers as written, strings and quoted names without quotes and escapes. */
  readonly text: string;
  /** Words in lower case; empty for every other kind. */
  readonly word: string;
}

/** More SQL than this is not read, in UTF-16 code units. */
const MAX_LENGTH = 1_000_000;

/** Brackets open at one place, at most. */
const MAX_BRACKETS = 1000;
const OPENING: ReadonlySet<string> = new Set(['(', '[', '{']);
const CLOSING: ReadonlySet<string> = new Set([')', ']', '}']);

const tooDeep = (start: number): SqlError =>
  new SqlError('SQL_TOO_LARGE', `More than ${MAX_BRACKETS} brackets are open here`, {
    start,
    end: start + 1,
  });

const OPERATORS = [
  '!~~*',
  '->>',
  '<=>',
  '||/',
  '!~*',
  '!~~',
  '~~*',
  '~~~',
  '**',
  '||',
  '::',
  ':=',
  '=>',
  '->',
  '<=',
  '>=',
  '<>',
  '!=',
  '==',
  '//',
  '<<',
  '>>',
  '&&',
  '@>',
  '<@',
  '^@',
  '~*',
  '!~',
  '~~',
  '#>',
  '|/',
];
const BY_FIRST = new Map<string, string[]>();
for (const operator of OPERATORS) {
  const first = operator.charAt(0);
  BY_FIRST.set(first, [...(BY_FIRST.get(first) ?? []), operator]);
}
for (const operators of BY_FIRST.values()) operators.sort((a, b) => b.length - a.length);
const SINGLE = new Set('+-*/%^&|~<>=!(),.;:[]{}@#?$'.split(''));

const HEX = /0[xX][0-9a-fA-F_]+/y;
const NUMBER = /(?:\d[\d_]*(?:\.(?!\.)[\d_]*)?|\.\d[\d_]*)(?:[eE][+-]?\d+)?/y;
const WORD = /[\p{L}_][\p{L}\p{N}\p{M}_]*/uy;
const DOLLAR_WORD = /[\p{L}_$][\p{L}\p{N}\p{M}_$]*/uy;
const SPACE = /[\s\uFEFF]+/y;
const POSITIONAL = /\$\d+|\?\d*|:[A-Za-z_]\w*|@[A-Za-z_]\w*/y;

/**
 * Cuts SQL text into tokens; comments are kept apart.
 *
 * @throws SqlError `SQL_SYNTAX` for what cannot be read, `SQL_TOO_LARGE`.
 */
export function tokenize(
  source: string,
  dialect: SqlDialect,
): { readonly tokens: readonly Token[]; readonly comments: readonly Comment[] } {
  if (source.length > MAX_LENGTH) {
    throw new SqlError(
      'SQL_TOO_LARGE',
      `The SQL has ${source.length} characters; at most ${MAX_LENGTH} are read`,
      { start: 0, end: 0 },
    );
  }
  const lexicon = LEXICONS[dialect];
  const tokens: Token[] = [];
  const comments: Comment[] = [];
  let depth = 0;
  const add = (kind: TokenKind, text: string, start: number, end: number): number => {
    if (kind === 'operator') {
      if (OPENING.has(text)) depth += 1;
      else if (CLOSING.has(text)) depth -= 1;
      // The parser has a limit of its own, which it would reach after the whole text is cut.
      if (depth > MAX_BRACKETS) throw tooDeep(start);
    }
    tokens.push({ kind, text, word: kind === 'word' ? text.toLowerCase() : '', start, end });
    return end;
  };
  let at = 0;
  while (at < source.length) {
    const space = matchAt(SPACE, source, at);
    if (space !== undefined) {
      at += space.length;
      continue;
    }
    const comment = readComment(source, at, lexicon);
    if (comment !== undefined) {
      comments.push(comment);
      at = comment.end;
      continue;
    }
    at = readToken(source, at, dialect, lexicon, add);
  }
  tokens.push({ kind: 'end', text: '', word: '', start: source.length, end: source.length });
  return { tokens, comments };
}

type Add = (kind: TokenKind, text: string, start: number, end: number) => number;

function readToken(
  source: string,
  at: number,
  dialect: SqlDialect,
  lexicon: Lexicon,
  add: Add,
): number {
  const char = source.charAt(at);
  const next = source.charAt(at + 1);
  const string = readString(source, at, dialect, lexicon);
  if (string !== undefined) return add(string.kind, string.text, at, string.end);
  if (lexicon.dollarQuotes && char === '$') {
    const dollar = readDollarString(source, at);
    if (dollar !== undefined) return add('string', dollar.text, at, dollar.end);
  }
  if (Object.hasOwn(lexicon.identifierQuotes, char)) {
    return readQuoted(source, at, lexicon.identifierQuotes[char] ?? char, lexicon, add);
  }
  if (isDigit(char) || (char === '.' && isDigit(next))) {
    const hex = lexicon.hexNumbers ? matchAt(HEX, source, at) : undefined;
    const number = hex ?? matchAt(NUMBER, source, at) ?? char;
    return add('number', number, at, at + number.length);
  }
  const word = matchAt(lexicon.dollarNames ? DOLLAR_WORD : WORD, source, at);
  if (word !== undefined) return add('word', word, at, at + word.length);
  const parameter = readParameter(source, at, dialect);
  if (parameter !== undefined) return add('parameter', parameter, at, at + parameter.length);
  for (const operator of BY_FIRST.get(char) ?? []) {
    if (source.startsWith(operator, at)) return add('operator', operator, at, at + operator.length);
  }
  if (SINGLE.has(char)) return add('operator', char, at, at + 1);
  throw syntaxError({ start: at, end: at + 1 }, `The character '${char}' cannot stand here`);
}

const isDigit = (char: string): boolean => char >= '0' && char <= '9';

function readParameter(source: string, at: number, dialect: SqlDialect): string | undefined {
  const found = matchAt(POSITIONAL, source, at);
  if (found === undefined) return undefined;
  // `a[1:b]`, `{x:y}` and `alias:expr` use the colon for something else.
  const isColon = found.startsWith(':');
  return isColon && (dialect === 'duckdb' || dialect === 'snowflake' || dialect === 'postgres')
    ? undefined
    : found;
}

function readQuoted(source: string, at: number, close: string, lexicon: Lexicon, add: Add): number {
  let text = '';
  for (let i = at + 1; i < source.length; i += 1) {
    const char = source.charAt(i);
    if (char === close) {
      if (source.charAt(i + 1) !== close) return add('quoted', text, at, i + 1);
      i += 1;
    } else if (char === '\\' && lexicon.pythonStrings) {
      i += 1;
      text += source.charAt(i);
      continue;
    }
    text += char;
  }
  throw syntaxError({ start: at, end: at + 1 }, 'The quoted name does not end');
}

function readComment(source: string, at: number, lexicon: Lexicon): Comment | undefined {
  const two = source.slice(at, at + 2);
  const isLine =
    two === '--' ||
    (lexicon.hashComments && two.startsWith('#')) ||
    (lexicon.slashComments && two === '//');
  if (isLine) {
    const newline = source.indexOf('\n', at);
    const end = newline === -1 ? source.length : newline;
    return { text: source.slice(at + (two.startsWith('#') ? 1 : 2), end), start: at, end };
  }
  if (two !== '/*') return undefined;
  let depth = 1;
  for (let i = at + 2; i < source.length; i += 1) {
    if (source.startsWith('*/', i)) {
      depth -= 1;
      i += 1;
      if (depth === 0) return { text: source.slice(at + 2, i - 1), start: at, end: i + 1 };
    } else if (lexicon.nestedComments && source.startsWith('/*', i)) {
      depth += 1;
      i += 1;
    }
  }
  throw syntaxError({ start: at, end: at + 2 }, 'The comment does not end');
}

function matchAt(pattern: RegExp, source: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(source)?.[0];
}
