import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type {
  ReferenceEntry,
  ReferenceExample,
} from '../../packages/tasks/src/qa/reference-entry.js';
import { reference } from '../../packages/tasks/src/qa/reference.js';
import { reportAgreement } from './agreement.js';
import { spellWithIbis } from './oracle.js';
import { type ExampleAnswer, ReferenceJudge } from './reference-judge.js';
import { claimsOf, DIALECTS } from './translation-claims.js';

/** Examples that need what the environment of these tests does not have, and how they fail. */
const NEEDS: Readonly<Record<string, RegExp>> = {
  connecting: /^ImportError: Failed to import the postgres backend/,
  'connecting-bigquery': /^ImportError: Failed to import the bigquery backend/,
  'ibis.set_backend': /^ImportError: Failed to import the polars backend/,
  'Expr.to_polars': /^ModuleNotFoundError: No module named 'polars'/,
  'Expr.to_torch': /^ModuleNotFoundError: No module named 'torch'/,
  'Expr.visualize': /^ModuleNotFoundError: No module named 'graphviz'/,
  'ibis.examples': /^ModuleNotFoundError: No module named 'pins'/,
};

/** Examples whose result differs from real Ibis's, and why; one that agrees again fails. */
const KNOWN: Readonly<Record<string, string>> = {
  'ibis.expr.datatypes.int64':
    'Ibis writes an empty array without its type, which DuckDB takes for one of whole numbers; ours is of the type that was given.',
};

interface Shown {
  readonly entry: ReferenceEntry;
  readonly example: ReferenceExample;
}

const SHOWN: readonly Shown[] = reference()
  .head.ids.map((_, number) => reference().entry(number))
  .flatMap((entry) => (entry.example === undefined ? [] : [{ entry, example: entry.example }]));

/** An example of which faults can be planted. */
const SOUND: ReferenceExample = {
  code: 'orders.filter(_.price > 5).order_by("order_id").select("order_id", "price")',
  tables: ['orders'],
  sql: 'SELECT order_id, price FROM orders WHERE price > 5 ORDER BY order_id',
  output: '',
};
const COLUMNS: ReferenceExample = {
  code: 'archive.columns',
  program: '(archive)',
  tables: ['archive'],
  sql: 'SELECT * FROM archive',
  output: "('order_id', 'product', 'quantity')",
};
const PLANTED: Readonly<
  Record<string, readonly [example: ReferenceExample, fault: RegExp | null]>
> = {
  'no mistake': [SOUND, null],
  'no mistake in an answer': [COLUMNS, null],
  'other rows': [{ ...SOUND, sql: SOUND.sql?.replace('> 5', '> 4') ?? '' }, /rows/],
  'another order': [{ ...SOUND, sql: `${SOUND.sql ?? ''} DESC` }, /row/],
  'another column': [{ ...SOUND, sql: SOUND.sql?.replace('price', 'price AS p') ?? '' }, /p\b/],
  'another answer': [{ ...COLUMNS, output: "('order_id', 'product')" }, /ours shows/],
  'a column that is not there': [{ ...SOUND, code: 'orders.prize' }, /AttributeError/],
  'a function that DuckDB lacks': [
    { ...SOUND, code: 'events.select(host=_.url.host())' },
    /OperationNotDefinedError/,
  ],
  'a question where rows were shown': [
    { ...SOUND, code: 'orders.schema()' },
    /it is no expression/,
  ],
};

let judge: ReferenceJudge;
let answers: readonly ExampleAnswer[];
let planted: readonly ExampleAnswer[];
beforeAll(async () => {
  judge = await ReferenceJudge.open();
  const faulty = Object.values(PLANTED).map(([example]) => example);
  // All in one process, which takes seconds to start.
  const all = judge.ask([...SHOWN.map(({ example }) => example), ...faulty]);
  answers = all.slice(0, SHOWN.length);
  planted = all.slice(SHOWN.length);
});
afterAll(() => judge.close());

const answerTo = (shown: Shown): ExampleAnswer => {
  const answer = answers[SHOWN.indexOf(shown)];
  if (answer === undefined) throw new Error(`no answer to ${shown.entry.id}`);
  return answer;
};

/** What is wrong with the words about DuckDB of an example that was not executed: nothing, or one line. */
function reasonFault({ entry, example }: Shown, refusal: string | null): readonly string[] {
  const { unexecuted: reason = '' } = example;
  const isTold = [reason, ...(entry.pitfalls ?? [])].some((text) => text.includes('DuckDB'));
  if (refusal !== null && !isTold) return [`${entry.id}: nothing tells of ${refusal}`];
  return refusal === null && reason.includes('DuckDB') ? [`${entry.id}: not so: ${reason}`] : [];
}

/** Whether an example failed for what the environment lacks, as {@link NEEDS} says. */
const lacksItsNeeds = ({ id }: ReferenceEntry, failure: string): boolean =>
  NEEDS[id]?.test(failure) === true;

describe('executed examples of the reference', () => {
  const executed = SHOWN.filter(({ example }) => example.sql !== undefined);

  it('give the rows of real Ibis, or the text that it shows', async () => {
    const found = new Map<Shown, string | undefined>();
    for (const one of executed) {
      found.set(one, await judge.difference(one.example, answerTo(one)));
    }
    const total = executed.length;
    const agreed = executed.filter((one) => found.get(one) === undefined).length;
    reportAgreement({ family: 'Reference examples', agreed, total });
    const unknown = executed.flatMap((one) => {
      const difference = found.get(one);
      const { id } = one.entry;
      const isKnown = KNOWN[id] !== undefined || lacksItsNeeds(one.entry, difference ?? '');
      return difference === undefined || isKnown ? [] : [`${id}: ${difference}`];
    });
    expect(unknown).toEqual([]);
    const differing = executed.filter((one) => found.get(one) !== undefined);
    expect(differing.map(({ entry }) => entry.id)).toEqual(
      expect.arrayContaining(Object.keys(KNOWN)),
    );
    expect(total).toBeGreaterThan(300);
  });

  it.each(
    Object.entries(PLANTED).map(([what, [example, fault]], i) => ({ what, example, fault, i })),
  )('are compared by what finds $what', async ({ example, fault, i }) => {
    const answer = planted[i];
    if (answer === undefined) throw new Error('no answer');
    const found = await judge.difference(example, answer);
    if (fault === null) expect(found).toBeUndefined();
    else expect(found).toMatch(fault);
  });
});

describe('examples of the reference that were not executed', () => {
  const unexecuted = SHOWN.filter(({ example }) => example.unexecuted !== undefined);

  it('build in real Ibis', () => {
    const failures = unexecuted.flatMap((shown) => {
      const { error } = answerTo(shown);
      return error === null || lacksItsNeeds(shown.entry, error) ? [] : [shown.entry.id, error];
    });
    expect(failures).toEqual([]);
    expect(unexecuted.length).toBeGreaterThan(50);
  });

  it('are refused by DuckDB where their reason names it, and nowhere else without a word', () => {
    const wrong = unexecuted.flatMap((shown) => reasonFault(shown, answerTo(shown).refusal));
    expect(wrong).toEqual([]);
  });

  it('are judged by what finds a false reason and a missing one', () => {
    const [shown] = unexecuted;
    if (shown === undefined) throw new Error('there is no such example');
    const because = (unexecuted: string): Shown => {
      const { pitfalls: _pitfalls, ...entry } = shown.entry;
      return { entry, example: { ...shown.example, unexecuted } };
    };
    expect(reasonFault(because('DuckDB has no such function'), 'Error: refused')).toEqual([]);
    expect(reasonFault(because('it needs a file'), null)).toEqual([]);
    expect(reasonFault(because('DuckDB has no such function'), null)).toHaveLength(1);
    expect(reasonFault(because('it needs a file'), 'Error: refused')).toHaveLength(1);
  });

  it('lack only what the environment still lacks', () => {
    const met = Object.keys(NEEDS).filter((id) => {
      const shown = SHOWN.find(({ entry }) => entry.id === id);
      const failure = shown === undefined ? null : answerTo(shown).error;
      return failure === null || NEEDS[id]?.test(failure) !== true;
    });
    expect(met).toEqual([]);
  });
});

describe('words of the reference about translations', () => {
  const claims = SHOWN.flatMap(({ entry, example }) =>
    [...(entry.pitfalls ?? []), example.unexecuted ?? ''].flatMap((text) =>
      claimsOf(text).map((claim) => ({ ...claim, id: entry.id, text, example })),
    ),
  );

  it('are true of real Ibis', () => {
    const requests = claims.map(({ example: { code, program = code } }, id) => {
      return { id, ibis: program, tables: judge.columns };
    });
    const texts = spellWithIbis(requests, DIALECTS).map(
      (spelled) => new Map(Object.entries(spelled.texts)),
    );
    const wrong = claims.flatMap(({ id, text, translated, untranslated }, i) => {
      const isSpelled = (dialect: string): boolean => (texts[i]?.get(dialect) ?? null) !== null;
      const false_ = [
        ...translated.filter((dialect) => !isSpelled(dialect)),
        ...untranslated.filter(isSpelled),
      ];
      return false_.length === 0 ? [] : [`${id}: ${text} Not so: ${false_.join(', ')}`];
    });
    expect(wrong).toEqual([]);
    expect(claims.length).toBeGreaterThan(40);
  });

  it('are read in each of their forms', () => {
    expect(claimsOf('MySQL and SQLite have no translation of it in Ibis 12.')).toMatchObject([
      { translated: [], untranslated: ['mysql', 'sqlite'] },
    ]);
    expect(claimsOf('no URLs; SQL Server and Trino, among others, have this one')).toMatchObject([
      { translated: ['mssql', 'trino'], untranslated: [] },
    ]);
    const [only] = claimsOf('In Ibis 12 only DuckDB and Impala have a translation of it.');
    expect(only?.translated).toEqual(['duckdb', 'impala']);
    expect(only?.untranslated).toHaveLength(DIALECTS.length - 2);
    expect(() => claimsOf('Excel has no translation of it in Ibis 12.')).toThrow('Excel');
  });
});

describe('former names of the reference', () => {
  const FORMER = SHOWN.flatMap(({ entry }) => entry.former ?? []);
  const STANDING = ['Table.filter', 'ibis.selectors.cols'];

  it('are none of real Ibis, which has their successors', () => {
    const asked = [...FORMER, ...STANDING].map((name): ReferenceExample => {
      const place = name.startsWith('ibis.') ? name : `ibis.expr.types.${name}`;
      const dot = place.lastIndexOf('.');
      return {
        code: `hasattr(${place.slice(0, dot)}, "${place.slice(dot + 1)}")`,
        tables: [],
      };
    });
    const has = judge.ask(asked).map(({ shown }) => shown);
    expect(FORMER.filter((_, i) => has[i] !== 'False')).toEqual([]);
    expect(STANDING.filter((_, i) => has[FORMER.length + i] !== 'True')).toEqual([]);
    expect(FORMER.length).toBeGreaterThan(10);
  });
});
