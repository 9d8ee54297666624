import { TokenType, type Token } from '@ibert/ibis';

/** A lambda whose body is open. */
interface OpenLambda {
  /** The number of its first token. */
  readonly token: number;
  readonly parameters: readonly string[];
  /** Whether its colon has come. */
  readonly inBody: boolean;
}

/** The function that is called, or the object that an index is taken of, by token numbers. */
interface Callee {
  /** The first token of the whole expression, e.g. of `t` in `t.filter`. */
  readonly start: number;
  /** The token before the bracket. */
  readonly end: number;
  /** The last name: `filter`. */
  readonly name: string;
  /** Whether a dot stands before the name. */
  readonly isMember: boolean;
}

/** The argument or element at the end of the text. */
interface Slot {
  /** The token it begins with, behind a keyword and `=`. */
  readonly start: number;
  readonly keyword: string | undefined;
  /** How many positional arguments stand before it. */
  readonly position: number;
  readonly lambdas: readonly OpenLambda[];
}

/** A bracket that is open at the end of the text, or the statement that holds them. */
export interface Frame {
  readonly kind: 'statement' | 'call' | 'index' | 'group' | 'list' | 'dict';
  /** The bracket's token; of a statement, the token before its first. */
  readonly open: number;
  readonly callee: Callee | undefined;
  readonly slot: Slot;
  /** Keywords given before the slot. */
  readonly keywords: readonly string[];
  /** Elements that end before the slot. */
  readonly finished: number;
}

interface Building {
  readonly kind: Frame['kind'];
  readonly open: number;
  readonly callee: Callee | undefined;
  start: number;
  keyword: string | undefined;
  position: number;
  lambdas: OpenLambda[];
  keywords: string[];
  finished: number;
}

/** The brackets that are open at the end, outermost first; the first frame is the statement. */
export function framesOf(tokens: readonly Token[]): readonly Frame[] {
  const stack: Building[] = [begin('statement', -1, undefined)];
  for (const [i, token] of tokens.entries()) {
    const top = stack.at(-1);
    if (top === undefined) break;
    if (token.type === TokenType.Newline || (token.text === ';' && stack.length === 1)) {
      stack.splice(0, stack.length, begin('statement', i, undefined));
    } else if (token.type === TokenType.Indent || token.type === TokenType.Dedent) {
      stack.splice(0, stack.length, begin('statement', i, undefined));
    } else if (token.type === TokenType.Keyword) {
      keyword(top, i, token.text);
    } else if (token.type === TokenType.Op) {
      if ('([{'.includes(token.text)) stack.push(opened(tokens, i));
      else if (')]}'.includes(token.text)) stack.pop();
      else mark(top, tokens, i);
    }
  }
  return stack.map(finish);
}

const begin = (kind: Frame['kind'], open: number, callee: Callee | undefined): Building => ({
  kind,
  open,
  callee,
  start: open + 1,
  keyword: undefined,
  position: 0,
  lambdas: [],
  keywords: [],
  finished: 0,
});

const finish = (frame: Building): Frame => {
  const { kind, open, callee, keywords, finished, start, position, lambdas } = frame;
  return {
    kind,
    open,
    callee,
    keywords,
    finished,
    slot: { start, keyword: frame.keyword, position, lambdas },
  };
};

function keyword(frame: Building, i: number, text: string): void {
  if (text === 'lambda') frame.lambdas.push({ token: i, parameters: [], inBody: false });
  else if (frame.kind === 'statement' && text === 'return') frame.start = i + 1;
}

function mark(frame: Building, tokens: readonly Token[], i: number): void {
  const text = tokens[i]?.text;
  const lambda = frame.lambdas.at(-1);
  if (lambda !== undefined && !lambda.inBody) {
    if (text === ':') frame.lambdas[frame.lambdas.length - 1] = bodyOf(lambda, tokens, i);
    return;
  }
  if (text === ',') {
    if (frame.kind === 'statement') return;
    if (frame.keyword === undefined) frame.position += 1;
    else frame.keywords.push(frame.keyword);
    Object.assign(frame, { keyword: undefined, start: i + 1, lambdas: [] });
    frame.finished += 1;
  } else if (text === '=' && frame.kind === 'call' && i === frame.start + 1) {
    Object.assign(frame, { keyword: tokens[i - 1]?.text, start: i + 1 });
  } else if (text === '=' && frame.kind === 'statement') {
    frame.start = i + 1;
  } else if (text === ':' && frame.kind === 'dict') {
    Object.assign(frame, { keyword: ':', start: i + 1 });
  }
}

const bodyOf = ({ token }: OpenLambda, tokens: readonly Token[], colon: number): OpenLambda => ({
  token,
  inBody: true,
  parameters: tokens
    .slice(token + 1, colon)
    .filter(({ type }) => type === TokenType.Name)
    .map(({ text }) => text),
});

function opened(tokens: readonly Token[], i: number): Building {
  const text = tokens[i]?.text;
  const before = tokens[i - 1];
  const follows = before !== undefined && endsOperand(before);
  if (text === '{') return begin('dict', i, undefined);
  if (!follows) return begin(text === '(' ? 'group' : 'list', i, undefined);
  const callee: Callee = {
    start: operandStart(tokens, i - 1),
    end: i - 1,
    name: before.type === TokenType.Name ? before.text : '',
    isMember: tokens[i - 2]?.text === '.',
  };
  return begin(text === '(' ? 'call' : 'index', i, callee);
}

/** Whether an operand may end with the token. */
export const endsOperand = ({ type, text }: Token): boolean =>
  type === TokenType.Name ||
  type === TokenType.String ||
  type === TokenType.Number ||
  (type === TokenType.Keyword && (text === 'None' || text === 'True' || text === 'False')) ||
  (type === TokenType.Op && (text === ')' || text === ']' || text === '}'));

/** The first token of the name, call chain or literal that ends with token `end`. */
export function operandStart(tokens: readonly Token[], end: number): number {
  let at = end;
  for (;;) {
    const token = tokens[at];
    if (token === undefined) return at + 1;
    if (token.type === TokenType.Op && ')]}'.includes(token.text)) {
      at = openingOf(tokens, at);
      const before = tokens[at - 1];
      const isTail = before !== undefined && tokens[at]?.text !== '{' && endsOperand(before);
      if (isTail) {
        at -= 1;
        continue;
      }
    }
    if (tokens[at - 1]?.text !== '.') return at;
    at -= 2;
  }
}

function openingOf(tokens: readonly Token[], end: number): number {
  let depth = 0;
  for (let i = end; i >= 0; i -= 1) {
    const token = tokens[i];
    if (token?.type !== TokenType.Op) continue;
    if (')]}'.includes(token.text)) depth += 1;
    else if ('([{'.includes(token.text)) depth -= 1;
    if (depth === 0) return i;
  }
  return 0;
}
