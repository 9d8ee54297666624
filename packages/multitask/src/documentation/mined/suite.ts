import { PythonError, tokenize, TokenType } from '@ibert/ibis';
import type { Token } from '@ibert/ibis';

/**
 * A statement of any Python code, also of what the evaluator's subset leaves out (classes, `with`,
 * `yield`), with the statements below it.
 */
export interface Line {
  /** Of a compound statement: up to its colon. */
  readonly tokens: readonly Token[];
  readonly start: number;
  readonly end: number;
  /** Undefined for a simple statement. */
  readonly block: readonly Line[] | undefined;
}

const COMPOUND: ReadonlySet<string> = new Set(
  'if elif else for while try except finally with def class async match case'.split(' '),
);

/** How far a bracket token opens (1) or closes (-1). */
export const nesting = ({ type, text }: Token): number => {
  if (type !== TokenType.Op) return 0;
  return '([{'.includes(text) ? 1 : ')]}'.includes(text) ? -1 : 0;
};

/**
 * Reads the statements of a text by its tokens alone.
 *
 * @throws PythonError where the text has no tokens or brackets of Python.
 */
export function readSuite(text: string): readonly Line[] {
  const { list, fault, unclosed } = tokenize(text);
  if (fault !== undefined) throw fault.error;
  if (unclosed !== undefined) {
    throw new PythonError('SyntaxError', `'${unclosed.char}' was never closed`, {
      code: 'PYTHON_SYNTAX',
    });
  }
  let at = 0;
  const block = (): Line[] => {
    const lines: Line[] = [];
    for (let token = list[at]; token !== undefined; token = list[at]) {
      if (token.type === TokenType.End) break;
      if (token.type === TokenType.Dedent) {
        at += 1;
        break;
      }
      if (token.type === TokenType.Indent) {
        at += 1;
        const header = lines.pop();
        const below = block();
        if (header !== undefined) lines.push({ ...header, block: below });
        continue;
      }
      const from = at;
      while (list[at]?.type !== TokenType.Newline && list[at]?.type !== TokenType.End) at += 1;
      lines.push(...logicalLine(list.slice(from, at)));
      if (list[at]?.type === TokenType.Newline) at += 1;
    }
    return lines;
  };
  return block();
}

/** The statements of one line: a compound one with what stands behind its colon, or simple ones. */
function logicalLine(tokens: readonly Token[]): readonly Line[] {
  if (tokens.length === 0) return [];
  const colon = COMPOUND.has(tokens[0]?.text ?? '') ? headerColon(tokens) : -1;
  if (colon < 0) return simpleLines(tokens);
  const inline = simpleLines(tokens.slice(colon + 1));
  const header = lineOf(tokens.slice(0, colon + 1), inline);
  return [{ ...header, end: inline.at(-1)?.end ?? header.end }];
}

function headerColon(tokens: readonly Token[]): number {
  let depth = 0;
  let lambdas = 0;
  for (const [i, token] of tokens.entries()) {
    depth += nesting(token);
    if (depth > 0) continue;
    if (token.text === 'lambda') lambdas += 1;
    else if (token.text === ':' && token.type === TokenType.Op) {
      if (lambdas === 0) return i;
      lambdas -= 1;
    }
  }
  return -1;
}

function simpleLines(tokens: readonly Token[]): readonly Line[] {
  const lines: Line[] = [];
  let from = 0;
  let depth = 0;
  for (const [i, token] of tokens.entries()) {
    depth += nesting(token);
    if (depth > 0 || token.text !== ';' || token.type !== TokenType.Op) continue;
    if (i > from) lines.push(lineOf(tokens.slice(from, i), undefined));
    from = i + 1;
  }
  if (tokens.length > from) lines.push(lineOf(tokens.slice(from), undefined));
  return lines;
}

const lineOf = (tokens: readonly Token[], block: readonly Line[] | undefined): Line => ({
  tokens,
  start: tokens[0]?.start ?? 0,
  end: tokens.at(-1)?.end ?? 0,
  block,
});

/** Where a statement ends, with all that stands below it. */
export function endOf(line: Line): number {
  const last = line.block?.at(-1);
  return last === undefined ? line.end : endOf(last);
}

/** The first word of a statement. */
export const leading = ({ tokens }: Line): string => tokens[0]?.text ?? '';

/** Whether a statement defines a function or a class. */
export const isDefinition = (line: Line): boolean =>
  leading(line) === 'class' ||
  leading(line) === 'def' ||
  (leading(line) === 'async' && line.tokens[1]?.text === 'def');

/** Statements with those below them; of definitions within only the header when `nested` is false. */
export function* everyLine(lines: readonly Line[], nested: boolean): Generator<Line> {
  for (const line of lines) {
    yield line;
    if (line.block !== undefined && (nested || !isDefinition(line))) {
      yield* everyLine(line.block, nested);
    }
  }
}
