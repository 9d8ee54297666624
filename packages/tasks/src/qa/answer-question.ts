import { closest, IbertError } from '@ibert/core';

import { composeAnswer } from './compose-answer.js';
import { entriesNamed } from './name-bonuses.js';
import { readQuestion, type Question } from './question.js';
import type { ReferenceEntry } from './reference-entry.js';
import { type Reference, reference } from './reference.js';
import { type Found, priorOf, search } from './search.js';
import { translated } from './translated.js';

/** An answer to a question about Ibis. */
export interface Answer {
  /** Markdown: sentences, an executed example with its output, pitfalls. */
  readonly answer: string;
  /** The entries of the reference that were found, those it is made of first; none for a translation. */
  readonly entries: readonly { readonly name: string; readonly score: number }[];
  /** The code of the first example. */
  readonly example?: string;
  /** The tables that the example reads: column → type. */
  readonly tables?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Why the example was not run when the reference was built; absent: it was. */
  readonly unexecuted?: string;
  /** The example's SQL, in the dialect that was asked for. */
  readonly sql?: string;
}

export interface AnswerOptions {
  /** What else is known: "I'm using the DuckDB backend". */
  readonly context?: string | undefined;
  /** The dialect of SQL in the answer; else the one that question or context name. */
  readonly dialect?: string | undefined;
}

/** Least coverage of a question that has words of the field. */
const LEAST_COVERAGE = 0.2;
/**
 * Least coverage of any other question, by how many of its words the entry has: one word says
 * little, however much of a short question it is.
 */
const LEAST_ELSEWHERE: readonly number[] = [Infinity, 0.7, 0.6];
const LEAST_OF_MANY = 0.45;
/** Least score of an answer. */
const LEAST_SCORE = 8;

/** How much an owner counts in a comparison, where bare names stand alone. */
const PREFERENCE = 10;

/** How many entries are told beside those that are shown. */
const MOST_OTHERS = 4;

/** How many words of a question without answer are looked at for a misspelt name. */
const MOST_WORDS = 30;

/**
 * Answers a question about Ibis from the reference: what the best entry says, with its example, what
 * came of it on DuckDB, and its pitfalls. A comparison shows both sides. A question that holds an SQL
 * query or an Ibis program is answered with its translation.
 *
 * @throws IbertError `NO_ANSWER` when nothing fits well enough; the hint names what is near.
 */
export async function answerQuestion(text: string, options: AnswerOptions = {}): Promise<Answer> {
  const question = readQuestion(text, options.context);
  const dialect = options.dialect ?? question.dialect;
  const known = reference();
  const found = search(known, question);
  const own = await translated(question, dialect);
  if (own !== undefined) return { ...own, entries: [] };
  const entries = chosen(known, question, found);
  const sql =
    options.dialect !== undefined || question.asksForSql || question.dialect !== undefined;
  const [first] = entries;
  if (first === undefined) throw noAnswer(question, known, found);
  const parts: string[] = [];
  const texts: string[] = [];
  for (const entry of entries) {
    const isShown = dialect === undefined && entry.example?.code.includes('to_sql(') === true;
    const inSql = sql && !isShown ? await sqlOf(entry, known, dialect ?? 'duckdb') : undefined;
    if (inSql !== undefined) texts.push(inSql.text);
    const parameters = question.asksForParameters || isAbout(question, entry);
    parts.push(composeAnswer(entry, { parameters, code: true, sql: inSql }));
  }
  return {
    answer: parts.join('\n\n'),
    entries: ranking(entries, found),
    ...exampleParts(first, known),
    ...(texts[0] === undefined ? {} : { sql: texts[0] }),
  };
}

function exampleParts(
  { example }: ReferenceEntry,
  { head }: Reference,
): Pick<Answer, 'example' | 'tables' | 'unexecuted'> {
  if (example === undefined) return {};
  const { code, tables, unexecuted } = example;
  return {
    example: code,
    tables: Object.fromEntries(tables.map((name) => [name, head.tables[name] ?? {}])),
    ...(unexecuted === undefined ? {} : { unexecuted }),
  };
}

/** The entries that are shown, then others that were found. */
function ranking(entries: readonly ReferenceEntry[], { hits }: Found): Answer['entries'] {
  const ids = new Set(entries.map(({ id }) => id));
  const others = hits.filter(({ id }) => !ids.has(id)).slice(0, MOST_OTHERS);
  const own = [...ids].map((id) => hits.find((hit) => hit.id === id) ?? { id, score: 0 });
  return [...own, ...others].map(({ id, score }) => ({
    name: id,
    score: Math.round(score * 100) / 100,
  }));
}

/** The entry that a bare name means in a comparison: that of tables rather than one of arrays. */
function meant(known: Reference, name: string, { hits }: Found): number | undefined {
  const scores = new Map(hits.map(({ number, score }) => [number, score]));
  const worth = (number: number): number =>
    (scores.get(number) ?? 0) + PREFERENCE * priorOf(known.head.ids[number] ?? '');
  return entriesNamed(known, name)
    .toSorted((a, b) => worth(b) - worth(a))
    .at(0);
}

/** The entries to show: both sides of a comparison, else the best one; none if it fits badly. */
function chosen(known: Reference, question: Question, found: Found): readonly ReferenceEntry[] {
  const both = question.compared.flatMap((name) => meant(known, name, found) ?? []);
  if (new Set(both).size === 2) return [...new Set(both)].map((number) => known.entry(number));
  const [best] = found.hits;
  const fits = found.isNamed || isCovered(found);
  return best !== undefined && best.score >= LEAST_SCORE && fits ? [known.entry(best.number)] : [];
}

/** Whether the best hit has enough of the question's words. */
function isCovered({ coverage, isOfTheField, isRare, matched }: Found): boolean {
  if (isOfTheField) return coverage >= LEAST_COVERAGE;
  if (matched === 1 && !isRare) return false;
  return coverage >= (LEAST_ELSEWHERE[matched] ?? LEAST_OF_MANY);
}

/** Whether a question names the entry's own name as code, so that its parameters matter. */
function isAbout({ names }: Question, entry: ReferenceEntry): boolean {
  const bare = new Set(
    entry.names.map((name) => name.slice(name.lastIndexOf('.') + 1).toLowerCase()),
  );
  return names.some(({ name }) => bare.has(name));
}

/** The SQL of an entry's example; DuckDB's is known, that of other dialects is compiled. */
async function sqlOf(
  { example }: ReferenceEntry,
  { head }: Reference,
  dialect: string,
): Promise<{ readonly text: string; readonly dialect: string } | undefined> {
  if (example?.sql === undefined) return undefined;
  // Known already: the compiler need not be loaded.
  if (/^duck(?:db)?$/i.test(dialect)) return { text: example.sql, dialect: 'duckdb' };
  const { compileExample } = await import('./compile-example.js');
  return compileExample(example, head.tables, dialect);
}

function noAnswer({ text }: Question, { head }: Reference, { hits }: Found): IbertError {
  const near = hits.slice(0, 3).map(({ id }) => id);
  const words = (text.match(/[A-Za-z_]{4,}/g) ?? []).slice(0, MOST_WORDS);
  const misspelt = words.flatMap((word) => closest(word, Object.keys(head.names)) ?? []);
  const topics = [...new Set([...near, ...misspelt.slice(0, 1)])];
  return new IbertError('NO_ANSWER', 'the reference of Ibis has no answer to this question', {
    hint:
      topics.length === 0
        ? 'Ask about Ibis: how to do something, what a method does, what replaced a name.'
        : `The nearest topics are ${topics.join(', ')}. Name the method in backticks, or ask in other words.`,
  });
}
