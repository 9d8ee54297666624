const words = (text: string): readonly string[] => text.trim().split(/\s+/);

/** Verbs of what is done to data, in the form of a command. */
const VERBS: ReadonlySet<string> = new Set(
  words(`
  access accumulate add adjust aggregate align analyze append apply assign attach average bin bind bring
  bucket build cache calculate call capitalize cast categorize change check choose clean clip coerce collapse
  collect combine compare compile compose compute concatenate connect construct convert copy correlate count
  create cross cut decode deduplicate define delete derive describe detect determine differentiate discard
  display divide drop duplicate encode enumerate estimate evaluate exclude execute expand explode express
  extract fetch fill filter find fix flag flatten flip format generate get give group handle hash identify
  implement impute include index infer inspect intersect invert join keep label limit list load locate lower
  lowercase make map mark mask match measure merge modify move multiply mutate name negate normalize number
  obtain order overwrite pack pad parse partition pass perform pick pivot place print process produce project
  promote pull put query rank read refer reference remove rename reorder reorganize repeat replace reshape
  resolve retrieve return reuse reverse round run sample scale search select separate set shift show shuffle
  slice sort split square stack standardize store strip subset substitute subtract sum summarize swap switch
  take transform translate transpose treat trim truncate turn undo union unnest unpack unpivot unwrap update
  uppercase use validate wrap write zip
`),
);

/** Whether a word is a verb of {@link VERBS}. */
export const isVerb = (word: string): boolean => VERBS.has(word.toLowerCase());

/** The command form of `computes` or of itself; undefined for what is no verb. */
export function baseOf(word: string): string | undefined {
  const lower = word.toLowerCase();
  const candidates = [
    lower,
    lower.replace(/ies$/, 'y'),
    lower.replace(/(?<=(?:s|x|ch|sh))es$/, ''),
    lower.replace(/s$/, ''),
  ];
  return candidates.find((candidate) => VERBS.has(candidate));
}

/** `filter` of `filtering`; undefined for what is no gerund of a verb. */
export function gerundBase(word: string): string | undefined {
  const stem = /^([a-z-]+)ing$/i.exec(word)?.[1]?.toLowerCase();
  if (stem === undefined) return undefined;
  const undoubled = stem.replace(/([^aeiou])\1$/, '$1');
  return [stem, `${stem}e`, undoubled].find((candidate) => VERBS.has(candidate));
}

/** `computes` of `compute`. */
export function thirdPerson(verb: string): string {
  if (/[^aeiou]y$/.test(verb)) return `${verb.slice(0, -1)}ies`;
  return /(?:s|x|z|ch|sh)$/.test(verb) ? `${verb}es` : `${verb}s`;
}
