import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { IbertError } from '@ibert/core';
import { apiRows, evaluateIbis } from '@ibert/ibis';
import { answerQuestion } from '@ibert/tasks/qa';
import { loadTaskTemplates, expandTaskTemplate } from '@ibert/templates';
import { beforeAll, describe, expect, it } from 'vitest';

import {
  buildReference,
  referenceModule,
  type BuiltReference,
} from '../../packages/tasks/src/qa/build/index.js';
import { reference } from '../../packages/tasks/src/qa/reference.js';
import { wholeOf } from '../../packages/tasks/src/qa/terms.js';
import { LATER_QUESTIONS, QUESTIONS, UNANSWERABLE } from './qa-questions.js';

const FOLDER = 'templates/reference';
const SHIPPED = 'packages/tasks/src/qa/reference-text.ts';

/** Owners without entries of their own, and why. */
const EXEMPT: Readonly<Record<string, string>> = {
  'ibis.expr.datatypes': 'its names are spellings of the types; one entry tells of those in use',
};

const bestOf = async (question: string): Promise<string | undefined> => {
  try {
    return (await answerQuestion(question)).entries[0]?.name;
  } catch (error) {
    if (error instanceof IbertError && error.code === 'NO_ANSWER') return undefined;
    throw error;
  }
};

const refusal = async (question: string): Promise<IbertError> => {
  const error: unknown = await answerQuestion(question).then(
    ({ entries }) => new Error(`answered with ${entries[0]?.name ?? 'a translation'}`),
    (thrown: unknown) => thrown,
  );
  expect(error, question).toBeInstanceOf(IbertError);
  return error as IbertError;
};

describe('the reference', () => {
  let built: BuiltReference;
  beforeAll(async () => {
    built = await buildReference(FOLDER);
  });

  it('has no faults when all its examples are run again', () => {
    expect(built.faults).toEqual([]);
    const run = built.entries.filter(({ example }) => example?.sql !== undefined);
    expect(run.length).toBeGreaterThan(300);
  });

  it('ships as it is written: node scripts/reference.mjs was run', () => {
    expect(readFileSync(SHIPPED, 'utf8') === referenceModule(built)).toBe(true);
  });

  it('has an entry for every name of the API', () => {
    const have = new Set(built.entries.flatMap(({ names }) => names));
    const missing = apiRows()
      .filter(({ owner }) => EXEMPT[owner] === undefined)
      .map(({ owner, name }) => `${owner}.${name}`)
      .filter((name) => !have.has(name));
    expect(missing).toEqual([]);
  });

  it('gives a reason wherever an example was not run', () => {
    const silent = built.entries.filter(
      ({ example }) => example !== undefined && example.sql === undefined,
    );
    expect(silent.filter(({ example }) => example?.unexecuted === undefined)).toEqual([]);
    expect(silent.length).toBeLessThan(built.entries.length / 4);
  });
});

describe('the build of a reference', () => {
  const TABLES = readFileSync(join(FOLDER, 'tables.yaml'), 'utf8');

  const faultsOf = async (entry: string): Promise<readonly string[]> => {
    const folder = mkdtempSync(join(tmpdir(), 'reference-'));
    try {
      writeFileSync(join(folder, 'tables.yaml'), TABLES);
      writeFileSync(join(folder, 'planted.yaml'), `entries:\n${entry}`);
      return (await buildReference(folder)).faults;
    } finally {
      rmSync(folder, { recursive: true });
    }
  };
  const entry = (changed: string, example = 'orders.filter(_.price > 5)'): string =>
    `  - names: [Table.filter]\n    summary: Keeps rows.\n    example: ${example}\n${changed}`;

  it('accepts a sound entry', async () => {
    expect(await faultsOf(entry(''))).toEqual([]);
  });

  it.each([
    ['an example that fails', entry('', 'orders.filter(_.prize > 5)'), "no attribute 'prize'"],
    ['an example without the name', entry('', 'orders.limit(1)'), 'uses none of the names'],
    ['a parameter that is not there', entry('    parameters: {column: "a column"}\n'), 'column'],
    ['a method that is not there', entry('    pitfalls: ["Not `filtre()`."]\n'), 'filtre'],
    ['a link to nothing', entry('    see_also: [Table.sort]\n'), 'Table.sort has no entry'],
    ['a name twice', entry('') + entry(''), 'has an entry already'],
    [
      'a name that is not in the API',
      '  - names: [Table.keep]\n    summary: Keeps rows.\n    example: orders.keep\n',
      'no name of the API',
    ],
  ])('reports %s', async (_, text, fault) => {
    expect((await faultsOf(text)).join('\n')).toContain(fault);
  });

  it.each([
    ['an unknown key', entry('    remark: none\n'), /the key remark is unknown/],
    ['a missing summary', '  - names: [Table.filter]\n    example: orders\n', /summary is missing/],
    ['names and topic at once', entry('    topic: rows\n    title: Rows\n'), /names or a topic/],
  ])('refuses %s with its place', async (_, text, message) => {
    await expect(faultsOf(text)).rejects.toThrow(message);
    await expect(faultsOf(text)).rejects.toMatchObject({ file: 'planted.yaml' });
  });
});

describe('the search', () => {
  const misses = async (questions: typeof QUESTIONS): Promise<readonly string[]> => {
    const ids = new Set(reference().head.ids);
    const wrong: string[] = [];
    for (const [question, entry] of questions) {
      const wanted = entry.split('|');
      expect(wanted.filter((id) => !ids.has(id))).toEqual([]);
      const best = await bestOf(question);
      if (best === undefined || !wanted.includes(best)) wrong.push(`${question} → ${best ?? '-'}`);
    }
    return wrong;
  };

  it('finds the right entry for nine of ten questions', async () => {
    const wrong = await misses(QUESTIONS);
    expect(QUESTIONS.length).toBeGreaterThanOrEqual(120);
    expect(wrong.length / QUESTIONS.length, wrong.join('\n')).toBeLessThanOrEqual(0.1);
  });

  it('finds the right entry for three of four questions that it was not tuned to', async () => {
    const wrong = await misses(LATER_QUESTIONS);
    expect(wrong.length / LATER_QUESTIONS.length, wrong.join('\n')).toBeLessThanOrEqual(0.25);
  });

  it('answers most questions of the training data with what their answers recommend', async () => {
    const { names, postings } = reference().head;
    const templates = await loadTaskTemplates('templates/multitask/qa');
    const seen = new Set<string>();
    let right = 0;
    for (const { input, target } of templates.flatMap((one) => [...expandTaskTemplate(one)])) {
      const { question } = input as { readonly question: string };
      const { answer } = target as { readonly answer: string };
      const code = [...answer.matchAll(/`([^`]+)`/g)].flatMap(
        ([, span = '']) => span.match(/\w+/g) ?? [],
      );
      const advised = code
        .map((name) => name.toLowerCase())
        .filter((name) => Object.hasOwn(names, name));
      // A question that the reference has word for word proves nothing.
      const isKnown = Object.hasOwn(postings, wholeOf(question) ?? '');
      if (isKnown || seen.has(question) || advised.length === 0) continue;
      seen.add(question);
      const best = await answerQuestion(question).catch(() => undefined);
      const example = best?.example ?? '';
      if (advised.some((name) => new RegExp(String.raw`\b${name}\b`, 'i').test(example)))
        right += 1;
    }
    expect(seen.size).toBeGreaterThan(500);
    expect(right / seen.size).toBeGreaterThan(0.62);
  });

  it.each(UNANSWERABLE)('refuses: %s', async (question) => {
    const error = await refusal(question);
    expect(error.code).toBe('NO_ANSWER');
    expect(error.hint).toMatch(/Ask about Ibis|nearest topics/);
  });
});

describe('a question that is none', () => {
  it.each([
    '',
    '   ',
    '???',
    '`',
    '```',
    'constructor',
    'toString __proto__',
    '_'.repeat(9),
    'é'.repeat(99),
  ])('is refused or answered, never a defect: %j', async (text) => {
    const best = await bestOf(text);
    expect(best === undefined || reference().head.ids.includes(best)).toBe(true);
  });

  it('of a hundred thousand words is read, too', async () => {
    const best = await bestOf('a.b_c( vs difference between x and `y` '.repeat(100_000));
    expect(best === undefined || reference().head.ids.includes(best)).toBe(true);
  });
});

describe('an answer', () => {
  it('holds words, an example and what it gave', async () => {
    const { answer, example = '', tables = {} } = await answerQuestion('How do I filter rows?');
    expect(answer).toContain('`Table.filter(*predicates)` keeps the rows');
    expect(answer).toContain('```python\norders.filter(');
    expect(answer).toMatch(/```text\norder_id {2}product/);
    expect(Object.keys(evaluateIbis(example).tables)).toEqual(['orders']);
    expect(tables['orders']).toMatchObject({ order_id: 'int64', price: 'float64' });
  });

  it('shows what an example gives that asks about an expression', async () => {
    const columns = await answerQuestion('How do I list the column names?');
    expect(columns.answer).toContain("('order_id', 'customer_id', 'product',");
    const sql = await answerQuestion('How do I see the generated SQL?');
    expect(sql.answer).toMatch(/to_sql\([\s\S]*```text\nSELECT /);
  });

  it('says when its example was not run', async () => {
    const { answer, unexecuted } = await answerQuestion('How do I connect to Postgres?');
    expect(unexecuted).toBe('it needs a database');
    expect(answer).toContain('(The example was not run: it needs a database.)');
  });

  it('tells the parameters where they are asked for', async () => {
    const { answer } = await answerQuestion('What are the parameters of `pivot_longer`?');
    expect(answer).toContain('- `names_to`:');
    expect((await answerQuestion('How do I melt a table?')).answer).not.toContain('- `names_to`:');
  });

  it('shows both sides of a comparison', async () => {
    const ranks = await answerQuestion('What is the difference between rank and dense_rank?');
    expect(ranks.answer).toMatch(/`ibis\.rank\(\)`[\s\S]*`ibis\.dense_rank\(\)`/);
    const { entries } = await answerQuestion('filter vs having');
    expect(entries.slice(0, 2).map(({ name }) => name)).toEqual([
      'Table.filter',
      'GroupedTable.having',
    ]);
  });

  it('compiles the SQL for the dialect of the option, the question or the context', async () => {
    const byOption = await answerQuestion('How do I filter rows?', { dialect: 'mysql' });
    expect(byOption.sql).toContain('WHERE');
    expect(byOption.answer).toContain('As SQL (mysql)');
    const byQuestion = await answerQuestion('How do I pick columns in BigQuery?');
    expect(byQuestion.answer).toContain('As SQL (bigquery)');
    const context = "I'm using the DuckDB backend";
    const byContext = await answerQuestion('Which SQL does `ibis.greatest` give?', { context });
    expect(byContext.answer).toContain('As SQL (duckdb)');
    expect(byContext.sql).toContain('GREATEST(');
  });

  it('says what a dialect lacks instead of passing another SQL off as its own', async () => {
    const { answer } = await answerQuestion('How do I join as of a time?', { dialect: 'mysql' });
    expect(answer).toMatch(/As SQL \(duckdb; .*MySQL/);
  });

  it('refuses a dialect that is not known', async () => {
    await expect(answerQuestion('How do I filter rows?', { dialect: 'dbase' })).rejects.toThrow(
      IbertError,
    );
  });

  it('translates a query that the question holds', async () => {
    const question = 'What is `SELECT region, SUM(v) AS total FROM sales GROUP BY region` in Ibis?';
    const { example = '' } = await answerQuestion(question);
    expect([...evaluateIbis(example).schema.keys()]).toEqual(['region', 'total']);
  });

  it('compiles a program that the question holds', async () => {
    const { sql } = await answerQuestion('Which SQL does `t.filter(t.a > 1)` give in Postgres?');
    expect(sql).toBe('SELECT *\nFROM t\nWHERE a > 1');
  });

  it('leads from a former name to its successor', async () => {
    for (const [former, successor] of [
      ['ibis.case()', 'ibis.cases'],
      ['relabel', 'Table.rename'],
      ['s.c', 'ibis.selectors.cols'],
    ]) {
      expect(await bestOf(`What replaced ${former ?? ''}?`)).toBe(successor);
    }
  });
});
