import { API_NAMES } from '@ibert/ibis';

import type { Tables } from './tables.js';

/** Whether an answer may read like this so far; asked for each token that a local model might say. */
export type Admits = (said: string) => boolean;

/** What both admit. */
export const both =
  (one: Admits, other: Admits | undefined): Admits =>
  (said) =>
    one(said) && other?.(said) !== false;

const NAME = String.raw`[A-Za-z_]\w*`;

/**
 * Admits code in which every attribute exists: names of the API, columns of the tables, names that the
 * question holds, and those that the answer itself gives to results. Words around the code are free.
 *
 * @param question the code that the answer is about.
 */
export function existingNames(tables: Tables | undefined, question: string): Admits | undefined {
  // Columns of tables that nobody described may have any name.
  if (tables === undefined) return undefined;
  const known = new Set([...attributesOfApi(), ...wordsIn(question)]);
  for (const schema of Object.values(tables)) for (const name of schema.keys()) known.add(name);
  return (said) => {
    const code = openCode(said);
    if (code === undefined) return true;
    const given = new Set(namesGiven(code));
    return attributesAtEnd(code).every(({ name, isWhole }) =>
      isWhole
        ? known.has(name) || given.has(name)
        : [...known, ...given].some((each) => each.startsWith(name)),
    );
  };
}

/** What may stand behind a dot: the API's names come with what stands before it. */
const attributesOfApi = (): readonly string[] =>
  [...API_NAMES].map((name) => name.slice(name.lastIndexOf('.') + 1));

/** Admits answers that are a block of code, which begins with a text. */
export const beginning =
  (text: string, language = 'python'): Admits =>
  (said) => {
    const head = `\`\`\`${language}\n${text}`;
    return head.startsWith(said) || said.startsWith(head);
  };

/** The code of a block that is being written, without its texts and comments. */
function openCode(said: string): string | undefined {
  const fences = [...said.matchAll(/^[ \t]*```.*\n?/gm)];
  const last = fences.at(-1);
  if (last === undefined || fences.length % 2 === 0) return undefined;
  return said
    .slice(last.index + last[0].length)
    .replaceAll(/"(?:[^"\\\n]|\\.)*(?:"|$)|'(?:[^'\\\n]|\\.)*(?:'|$)|#.*/g, '""');
}

/** The last attributes; those before them were admitted when they were last. */
function attributesAtEnd(
  code: string,
): readonly { readonly name: string; readonly isWhole: boolean }[] {
  const found = [...code.matchAll(new RegExp(String.raw`(?<![\d.])\.\s*(${NAME})`, 'g'))];
  return found.slice(-2).map((match) => ({
    name: match[1] ?? '',
    isWhole: match.index + match[0].length < code.length,
  }));
}

const wordsIn = (text: string): readonly string[] => text.match(new RegExp(NAME, 'g')) ?? [];

/** Names that code gives to variables and results: `total=…`, `lambda row: …`. */
const namesGiven = (code: string): readonly string[] =>
  [...code.matchAll(new RegExp(String.raw`(${NAME})\s*=(?!=)`, 'g'))].map(([, name = '']) => name);
