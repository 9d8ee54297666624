import type { Random } from '@ibert/core';

/**
 * A sentence with its wordings: a text, pieces in a row, or alternatives that all mean the same.
 * What writes a description can therefore also read one: {@link accepts} is true of exactly the
 * texts that {@link say} can give of the same phrase.
 */
export type Phrase = string | readonly Phrase[] | { readonly any: readonly Phrase[] };

/** Wordings of equal meaning. */
export const any = (...options: readonly Phrase[]): Phrase => ({ any: options });

const isSequence = (phrase: Phrase): phrase is readonly Phrase[] => Array.isArray(phrase);

/** One wording, by chance. */
export function say(phrase: Phrase, random: Random): string {
  if (typeof phrase === 'string') return phrase;
  if (isSequence(phrase)) return phrase.map((part) => say(part, random)).join('');
  return say(random.choice(phrase.any), random);
}

/** Whether the text is one of the phrase's wordings. */
export const accepts = (phrase: Phrase, text: string): boolean =>
  match(phrase, text, new Set([0])).has(text.length);

/** Where a wording of the phrase that begins at one of the places can end. */
function match(phrase: Phrase, text: string, starts: ReadonlySet<number>): ReadonlySet<number> {
  if (typeof phrase === 'string') {
    const ends = new Set<number>();
    for (const start of starts) if (text.startsWith(phrase, start)) ends.add(start + phrase.length);
    return ends;
  }
  if (isSequence(phrase)) {
    return phrase.reduce<ReadonlySet<number>>(
      (places, part) => (places.size === 0 ? places : match(part, text, places)),
      starts,
    );
  }
  return new Set(phrase.any.flatMap((option) => [...match(option, text, starts)]));
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(items: readonly Phrase[], word = 'and'): Phrase {
  return items.flatMap((item, index): readonly Phrase[] => {
    if (index === 0) return [item];
    return [index === items.length - 1 ? ` ${word} ` : ', ', item];
  });
}

/** The phrase as a sentence: its first letter large (unless it is a name or value), with a period. */
export function sentence(phrase: Phrase): Phrase {
  return [capital(phrase), '.'];
}

/** The phrase with a large first letter. */
export function capital(phrase: Phrase): Phrase {
  if (typeof phrase === 'string') return phrase.charAt(0).toUpperCase() + phrase.slice(1);
  if (!isSequence(phrase)) return any(...phrase.any.map(capital));
  const [first, ...rest] = phrase;
  return first === undefined ? phrase : [capital(first), ...rest];
}

/** "month of `d`" of "the month of `d`". */
export function withoutArticle(phrase: Phrase): Phrase {
  if (typeof phrase === 'string') return phrase.startsWith('the ') ? phrase.slice(4) : phrase;
  if ('any' in phrase) return any(...phrase.any.map(withoutArticle));
  const [first, ...rest] = phrase;
  return first === undefined ? phrase : [withoutArticle(first), ...rest];
}
