/** A name that a text puts into backticks. */
export interface Mention {
  readonly name: string;
  /**
   * - `call`: followed by parentheses;
   * - `attribute`: after a dot;
   * - `keyword`: the name of an argument;
   * - `quoted`: a word in quotation marks;
   * - `name`: any other.
   */
  readonly kind: 'call' | 'attribute' | 'keyword' | 'quoted' | 'name';
  /** The class or module before the dot, where it says whose name it is. */
  readonly owner?: string;
  /** For a keyword, the innermost call that it is an argument of; none for a lone `where=`. */
  readonly call?: string;
}

/** What stands before a dot, and the owner in the tables of the API that it means. */
const OWNERS: Readonly<Record<string, string>> = {
  ibis: 'ibis',
  s: 'ibis.selectors',
  selectors: 'ibis.selectors',
  'ibis.selectors': 'ibis.selectors',
  'ibis.options': 'ibis.options',
  'ibis.udf.scalar': 'ibis.udf.scalar',
  'ibis.udf.agg': 'ibis.udf.agg',
  Table: 'Table',
  Value: 'Value',
  Column: 'Column',
  Schema: 'Schema',
  StringValue: 'StringValue',
  NumericColumn: 'NumericColumn',
  NumericValue: 'NumericValue',
  IntegerValue: 'IntegerValue',
  ArrayValue: 'ArrayValue',
  TimestampValue: 'TimestampValue',
  DateValue: 'DateValue',
};

/** Modules whose names are not checked as those of a class. */
const INNER_MODULES: ReadonlySet<string> = new Set(['ibis.udf', 'ibis.selectors', 'ibis.options']);

const BACKTICKED = /`([^`]+)`/g;

/** The sentences of a text; a full stop inside backticks ends none. */
export function sentencesOf(text: string): readonly string[] {
  const spans: string[] = [];
  const masked = text.replaceAll(BACKTICKED, (span) => `\uE000${spans.push(span) - 1}\uE000`);
  return masked
    .split(/(?<=[.!?:;])\s+/)
    .map((sentence) =>
      sentence.replaceAll(/\uE000(\d+)\uE000/g, (_, at: string) => spans[+at] ?? ''),
    );
}

/** The names that a text has in backticks, in order. */
export const mentionsIn = (text: string): readonly Mention[] =>
  [...text.matchAll(BACKTICKED)].flatMap(([, code = '']) => mentionsOf(code));

const TOKEN =
  /(?<text>[rf]?"[^"]*"|[rf]?'[^']*')|(?<format>%[A-Za-z])|(?<name>[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*)|(?<open>\()|(?<close>\))|(?<dot>\.)/g;

function mentionsOf(code: string): readonly Mention[] {
  const mentions: Mention[] = [];
  const calls: (string | undefined)[] = [];
  let before: string | undefined;
  let afterDot = false;
  for (const match of code.matchAll(TOKEN)) {
    const { text, name, open, close, dot } = match.groups ?? {};
    const rest = code.slice(match.index + match[0].length);
    if (text !== undefined) mentions.push(...quotedWord(text));
    if (name !== undefined) {
      const chain = afterDot ? ['', ...name.split('.')] : name.split('.');
      mentions.push(...chainMentions(chain, rest, calls.at(-1)));
      before = chain.at(-1);
    }
    if (open !== undefined)
      calls.push(/[\w]$/.test(code.slice(0, match.index)) ? before : undefined);
    if (close !== undefined) calls.pop();
    afterDot = dot !== undefined;
  }
  return mentions;
}

/** A text of one word may be a column or an option's value; longer texts say nothing to check. */
function quotedWord(text: string): readonly Mention[] {
  const name = /^[rf]?["']([A-Za-z_]\w+)["']$/.exec(text)?.[1];
  return name === undefined ? [] : [{ name, kind: 'quoted' }];
}

function chainMentions(
  chain: readonly string[],
  rest: string,
  call: string | undefined,
): readonly Mention[] {
  const called = rest.startsWith('(');
  if (chain.length === 1 && /^=(?!=)/.test(rest)) {
    return [{ name: chain[0] ?? '', kind: 'keyword', ...(call === undefined ? {} : { call }) }];
  }
  return chain.flatMap((name, at): readonly Mention[] => {
    if (name === '') return [];
    const owner = OWNERS[chain.slice(0, at).join('.')];
    const last = at === chain.length - 1;
    if (owner !== undefined) {
      if (INNER_MODULES.has(`${owner}.${name}`)) return [];
      return [{ name, kind: last && called ? 'call' : 'attribute', owner }];
    }
    if (last && called) return [{ name, kind: 'call' }];
    if (at > 0) return [{ name, kind: 'attribute' }];
    return last || !Object.hasOwn(OWNERS, name) ? [{ name, kind: 'name' }] : [];
  });
}
