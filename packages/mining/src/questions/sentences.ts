const BACKTICKED = /`[^`]+`/g;
const HELD = /\uE000(\d+)\uE001/g;

/** Ends of words that are no ends of sentences. */
const ABBREVIATED = /(?:\b(?:e\.g|i\.e|etc|vs|cf|approx|resp|eg|ie)|\b[A-Z])\.$/;

/** The sentences of plain text; a full stop inside backticks or of an abbreviation ends none. */
export function sentences(text: string): readonly string[] {
  const spans: string[] = [];
  const masked = text.replaceAll(BACKTICKED, (span) => `\uE000${spans.push(span) - 1}\uE001`);
  const found: string[] = [];
  let open = '';
  for (const part of masked.split(/(?<=[.!?]["')]?)\s+(?=\S)/)) {
    open = open === '' ? part : `${open} ${part}`;
    if (ABBREVIATED.test(open)) continue;
    found.push(open);
    open = '';
  }
  if (open !== '') found.push(open);
  return found.map((sentence) => sentence.replaceAll(HELD, (_, at: string) => spans[+at] ?? ''));
}

/** What a sentence of an answer must not lean on: what stands elsewhere on the page. */
const DANGLING: readonly RegExp[] = [
  /\b(?:above|below|earlier|previous(?:ly)?|preceding|aforementioned|as follows|the following|next section)\b/i,
  /\b(?:see|refer to|check out|visit|consult|read (?:the|our|also|this|more|about))\b/i,
  /\b(?:suppose|imagine|assum(?:e|ing)|you wanted|say you)\b/i,
  /\bthis (?:example|notebook|page|tutorial|guide|post|section|article|blog|document|chapter|case|query|cell|code|snippet|table|dataset|data|output|result)\b/i,
  /\bthat (?:last|first|same|query|result|example|table)\b/i,
  /\b(?:here|here's|there's more|in practice|for now|click|docs|documentation|blog|github|tutorial|homework|exercise)\b/i,
  /https?:|www\.|\S@\S+\.\S/i,
  /\b(?:last|same|first|second|next|other|another) (?:example|query|expression|cell|approach)\b/i,
  /\b(?:does|do|did) not (?:yet )?support\b|\bdoesn't support\b/i,
  /\bnot (?:yet )?(?:implemented|supported|available|possible|recommended)\b/i,
  /^(?:Another|Typing|Otherwise|In fact|Sometimes?|In the (?:past|latter|former|interest))\b/,
  /\b(?:TODO|FIXME|XXX|TBD|WIP|lorem)\b/,
  /\b(?:lets?|let's|let us|we'?ll|we've|I|I'm|I've|I'd|my|our|us|we)\b/i,
  /\b(?:deprecated|will be removed|in (?:a )?future (?:versions?|releases?)|since (?:version|v)\b|version \d|not yet|coming soon|currently)\b/i,
  /[\u{1F000}-\u{1FFFF}]/u,
  /^(?:Now|Then|So|Next|First|Second|Third|Finally|Also|Again|And|But|Or|However|Therefore|Thus|Instead|Similarly|Likewise|Alternatively|Otherwise|Additionally|Furthermore|Moreover|Whoops|Good|Great|Pretty|Easy|Happily|Luckily|Fortunately|Unfortunately)\b/,
  /^(?:They|These|Those|That|This|It|Its|He|She|Both|Each of these|Such)\b(?! (?:method|function|argument|parameter|can be used|is used|returns?|gives?|takes?|accepts?|works?|allows?|makes?|will|ignores?|uses?|converts?|computes?|creates?|keeps?)\b)/,
  /:$/,
];

/** Shortest and longest sentence of an answer, in characters. */
const SHORTEST = 12;
const LONGEST = 320;

/** Fewest words of a sentence beside code and what is in parentheses. */
const FEWEST_WORDS = 2;

const proseWords = (sentence: string): number =>
  sentence
    .replaceAll(/`[^`]*`|\([^()]*\)/g, ' ')
    .split(/\s+/)
    .filter((word) => /[A-Za-z]{2}/.test(word)).length;

/** Whether a sentence can be understood without the page that it stands on. */
export const standsAlone = (sentence: string): boolean =>
  sentence.length >= SHORTEST &&
  sentence.length <= LONGEST &&
  proseWords(sentence) >= FEWEST_WORDS &&
  /\.["')]?$/.test(sentence) &&
  !DANGLING.some((pattern) => pattern.test(sentence));

/** The sentence with a full stop where it introduced what stood below it. */
export const closed = (sentence: string): string => {
  const trimmed = sentence.trim().replace(/\s*[:,;]$/, '');
  return /[.!?]["')]?$/.test(trimmed) || trimmed === '' ? trimmed : `${trimmed}.`;
};

/** With a capital in front, unless it begins with code. */
export const capitalized = (text: string): string =>
  text.replace(/^[a-z]/, (letter) => letter.toUpperCase());

/** With a small letter in front, unless the first word is a name. */
export const uncapitalized = (text: string): string =>
  /^(?:[A-Z][a-z]*(?:['’]s)?|A)(?=[\s,]|$)/.test(text) &&
  !/^(?:I|SQL|Ibis|Python|DuckDB|UNIX|URL|JSON|Unicode|Excel|Arrow|Parquet)\b/.test(text)
    ? text.replace(/^[A-Z]/, (letter) => letter.toLowerCase())
    : text;
