import type { Phrase } from './phrase.js';

/** Thrown inside the describer where it has no precise words; the program then gets no docstring. */
export class Unspeakable extends Error {}

export const unspeakable = (what: string): never => {
  throw new Unspeakable(what);
};

/**
 * How words may stand among others: `name`: anywhere; `noun` ("the year of `d`"): anywhere, but
 * what follows may not modify it; `group`: in parentheses, beside a comparison or alone; `trail`: as
 * `group`, and bare where it ends its sentence; `clause`:
 * alone only, since whatever followed would be misread.
 */
export type Tightness = 'name' | 'noun' | 'group' | 'trail' | 'clause';

/** Words for a value or condition. */
export interface Words {
  readonly text: Phrase;
  readonly is: Tightness;
}

export const name = (text: Phrase): Words => ({ text, is: 'name' });
export const noun = (text: Phrase): Words => ({ text, is: 'noun' });
export const group = (text: Phrase): Words => ({ text, is: 'group' });
export const trail = (text: Phrase): Words => ({ text, is: 'trail' });
export const clause = (text: Phrase): Words => ({ text, is: 'clause' });

/** The words where nothing before or after may be taken for a part of them. */
export function enclosed({ text, is }: Words): Phrase {
  if (is === 'clause') return unspeakable('a clause within a clause');
  return is === 'group' || is === 'trail' ? ['(', text, ')'] : text;
}

/** Words with a modifier behind them. */
export function modified(words: Words, modifier: Phrase): Words {
  if (words.is === 'name') return group([words.text, modifier]);
  if (words.is === 'group' || words.is === 'trail') return group([enclosed(words), modifier]);
  return words.is === 'noun'
    ? clause([words.text, ',', modifier])
    : unspeakable('a clause modified');
}

/** Two operands with the word for the operation between them. */
export function operation(left: Words, word: string, right: Words): Words {
  const loose = left.is === 'noun' && right.is === 'name';
  const text: Phrase = [
    enclosed(left),
    loose ? ',' : '',
    ` ${word} `,
    right.is === 'trail' ? right.text : enclosed(right),
  ];
  return loose ? clause(text) : group(text);
}
