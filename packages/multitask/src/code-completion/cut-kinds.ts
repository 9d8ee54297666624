import { TokenType, type Token } from '@ibert/ibis';

import { isClosing } from './program-tokens.js';

/** Where a program is cut, by what stands before the cut; the first that fits names it. */
export const CUT_KINDS = [
  'in_lambda',
  'chain_line',
  'next_statement',
  'assignment',
  'keyword_value',
  'attribute',
  'call',
  'list',
  'argument',
  'operator',
] as const;
type CutKind = (typeof CUT_KINDS)[number];

/** A place at which a program may be cut. */
export interface Cut {
  readonly kind: CutKind;
  /** Where the prompt ends: the end of a token, in UTF-16 code units. */
  readonly at: number;
  /** The number of the last token of the prompt. */
  readonly token: number;
}

/** What is known of the gap behind a token. */
interface Gap {
  readonly before: Token;
  readonly after: Token;
  /** How many brackets are open. */
  readonly depth: number;
  readonly lineBreak: boolean;
  readonly inLambda: boolean;
}

const OPERATORS: ReadonlySet<string> = new Set(
  '+ - * / // % ** == != < <= > >= & | ^ ~ << >>'.split(' '),
);
const STOPS: ReadonlySet<string> = new Set(['.', '(', '[', '{', ',', '=', ...OPERATORS]);

const TESTS: Readonly<Record<CutKind, (gap: Gap) => boolean>> = {
  in_lambda: ({ inLambda, before }) => inLambda && (before.text === ':' || STOPS.has(before.text)),
  chain_line: ({ lineBreak, depth, after }) => lineBreak && depth > 0 && after.text === '.',
  next_statement: ({ lineBreak, depth }) => lineBreak && depth === 0,
  assignment: ({ before, depth }) => before.text === '=' && depth === 0,
  keyword_value: ({ before, depth }) => before.text === '=' && depth > 0,
  attribute: ({ before }) => before.text === '.',
  call: ({ before }) => before.text === '(',
  list: ({ before }) => before.text === '[' || before.text === '{',
  argument: ({ before }) => before.text === ',',
  operator: ({ before }) => before.type === TokenType.Op && OPERATORS.has(before.text),
};

/** All cuts of a program, in the order of its text. */
export function cutsOf(code: string, tokens: readonly Token[]): readonly Cut[] {
  const lambdas = lambdaBodies(tokens);
  let depth = 0;
  return tokens.flatMap((before, token): Cut[] => {
    depth += depthChange(before);
    const after = tokens[token + 1];
    // What only closes is no place to go on from.
    if (after === undefined || isClosing(after)) return [];
    const lineBreak = code.slice(before.end, after.start).includes('\n');
    const gap = { before, after, depth, lineBreak, inLambda: lambdas.has(token) };
    const kind = CUT_KINDS.find((name) => TESTS[name](gap));
    return kind === undefined ? [] : [{ kind, at: before.end, token }];
  });
}

function depthChange({ text, type }: Token): number {
  if (type !== TokenType.Op) return 0;
  if ('([{'.includes(text)) return 1;
  return ')]}'.includes(text) ? -1 : 0;
}

/** The numbers of the tokens in lambdas, from the colon on. */
function lambdaBodies(tokens: readonly Token[]): ReadonlySet<number> {
  const inside = new Set<number>();
  for (const [start, { text, type }] of tokens.entries()) {
    if (type !== TokenType.Keyword || text !== 'lambda') continue;
    let depth = 0;
    let body = false;
    for (let i = start + 1; i < tokens.length; i += 1) {
      const token = tokens[i] as Token;
      if (depth === 0 && token.text === ':') body = true;
      depth += depthChange(token);
      if (depth < 0 || (body && depth === 0 && token.text === ',')) break;
      if (body) inside.add(i);
    }
  }
  return inside;
}
