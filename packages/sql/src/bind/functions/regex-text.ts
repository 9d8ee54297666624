/** How the regular expressions of an engine differ from RE2's, in which Ibis has DuckDB read them. */
interface RegexFlavour {
  /** A dot also takes the end of a line. */
  readonly dotTakesNewline: boolean;
  /** `\w` and the named classes take the letters of all languages. */
  readonly unicodeClasses: boolean;
  /** Alternatives are tried for the longest match, and laziness is a property of the whole. */
  readonly longest: boolean;
}

const RE2: RegexFlavour = { dotTakesNewline: false, unicodeClasses: false, longest: false };
const FLAVOURS: Readonly<Record<string, RegexFlavour>> = {
  postgres: { dotTakesNewline: true, unicodeClasses: true, longest: true },
};
export const flavourOf = (dialect: string): RegexFlavour => FLAVOURS[dialect] ?? RE2;

/** The pattern in RE2's language, or a reason why there is none. */
type PatternText = { readonly pattern: string } | { readonly reason: string };

interface Token {
  readonly text: string;
  /** Inside `[…]`. */
  readonly inClass: boolean;
}

/** Splits a pattern in characters, escapes and named classes. */
function tokens(pattern: string): Token[] {
  const found: Token[] = [];
  let inClass = false;
  let i = 0;
  while (i < pattern.length) {
    const char = pattern[i] ?? '';
    const named = inClass && pattern.startsWith('[:', i) ? pattern.indexOf(':]', i) : -1;
    const size = named > 0 ? named + 2 - i : char === '\\' ? 2 : 1;
    found.push({ text: pattern.slice(i, i + size), inClass });
    i += size;
    if (size > 1) continue;
    if (char === '[' && !inClass) {
      inClass = true;
      // A bracket at the first place of a class is a plain one.
      const first = /^\^?\]/.exec(pattern.slice(i))?.[0];
      if (first !== undefined) {
        found.push({ text: first.replace(']', '\\]'), inClass });
        i += first.length;
      }
    } else if (char === ']') inClass = false;
  }
  return found;
}

const NAMED: Readonly<Record<string, string>> = {
  '[:alpha:]': '\\p{L}',
  '[:alnum:]': '\\p{L}\\p{Nd}',
  '[:upper:]': '\\p{Lu}',
  '[:lower:]': '\\p{Ll}',
};

function unicode({ text, inClass }: Token): string | undefined {
  if (text === '\\w') return inClass ? '\\p{L}\\p{Nd}_' : '[\\p{L}\\p{Nd}_]';
  if (text === '\\W') return inClass ? undefined : '[^\\p{L}\\p{Nd}_]';
  if (/^\\[bByYmM]$/.test(text)) return undefined;
  return NAMED[text] ?? text;
}

/**
 * A constant pattern of a dialect in RE2's language.
 *
 * @param part whether the match itself matters (extraction, replacement), not only that there is one.
 */
export function patternText(pattern: string, flavour: RegexFlavour, part: boolean): PatternText {
  const all = tokens(pattern);
  if (all.some(({ text }) => /^\\[1-9]$/.test(text)))
    return { reason: 'a reference back in the pattern' };
  if (/\(\?(?:[=!]|<[=!])/.test(pattern)) return { reason: 'a look ahead or behind' };
  const outside = all.filter(({ inClass }) => !inClass).map(({ text }) => text);
  if (flavour.longest && part) {
    if (outside.includes('|'))
      return { reason: 'alternatives, of which the engine takes the longest' };
    if (outside.some((text, i) => text === '?' && /^[*+?}]$/.test(outside[i - 1] ?? ''))) {
      return { reason: 'a lazy quantifier, which the engine reads for the whole pattern' };
    }
  }
  const parts = flavour.unicodeClasses ? all.map(unicode) : all.map(({ text }) => text);
  if (parts.includes(undefined))
    return { reason: 'a class or boundary that RE2 reads for ASCII only' };
  const dot = flavour.dotTakesNewline && outside.includes('.') ? '(?s)' : '';
  return { pattern: dot + parts.join('') };
}

/** The number of groups of a pattern that take a number. */
export const groupCount = (pattern: string): number =>
  tokens(pattern).filter(({ text, inClass }, i, all) => {
    if (inClass || text !== '(') return false;
    if (all[i + 1]?.text !== '?') return true;
    return (
      all[i + 2]?.text === 'P' || (all[i + 2]?.text === '<' && !/[=!]/.test(all[i + 3]?.text ?? ''))
    );
  }).length;
