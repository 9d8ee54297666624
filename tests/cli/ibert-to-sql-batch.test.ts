import { loadProgram } from '@ibert/cli';
import { describe, expect, it } from 'vitest';
import { run } from './support.js';

const TABLES = { t: { schema: { a: 'int64', s: 'string' } } };

async function batch(
  lines: readonly unknown[],
  args: readonly string[] = [],
): Promise<readonly Answer[]> {
  const stdin = lines.map((line) => `${typeof line === 'string' ? line : JSON.stringify(line)}\n`);
  const { code, out, err } = await run(await loadProgram('ibert-to-sql'), ['--jsonl', ...args], {
    stdin,
  });
  expect({ code, err }).toEqual({ code: 0, err: '' });
  return out
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Answer);
}

interface Answer {
  readonly id: unknown;
  readonly ok: boolean;
  readonly error?: { readonly type: string; readonly message: string };
}

describe('ibert-to-sql --jsonl', () => {
  it('answers each request with SQL, columns and types', async () => {
    const request = {
      id: 'q1',
      ibis: 't.group_by("s").agg(n=_.a.sum())',
      tables: TABLES,
      dialect: 'duckdb',
    };
    expect(await batch([request])).toEqual([
      {
        id: 'q1',
        ok: true,
        sql: expect.stringContaining('GROUP BY'),
        columns: ['s', 'n'],
        types: ['string', 'int64'],
        tables: TABLES,
        verified: false,
        why: 'compiled, and not run (--verify)',
        engine: 'compiler',
        attempts: 0,
      },
    ]);
  });

  it('answers every line in order, errors as data', async () => {
    const answers = await batch([
      { id: 1, ibis: 't.a.sum()', tables: TABLES },
      { id: 2, ibis: 't.groupe_by("s")', tables: TABLES },
      'nonsense',
      '[1]',
      { id: 5 },
      { id: 6, ibis: 7 },
      { id: 7, ibis: 't', dialekt: 'duckdb' },
      { id: 8, ibis: 't', dialect: 'nosuch' },
      { id: 9, ibis: 't', tables: { t: { schema: { a: 'varchr' } } } },
      { id: 10, ibis: 'u', tables: TABLES },
      { ibis: 'anything.count()' },
    ]);
    expect(answers.map(({ id, ok }) => [id, ok])).toEqual([
      [1, true],
      [2, false],
      [null, false],
      [null, false],
      [5, false],
      [6, false],
      [7, false],
      [8, false],
      [9, false],
      [10, false],
      [null, true],
    ]);
    expect(answers.map(({ error }) => error?.type)).toEqual([
      undefined,
      'AttributeError',
      'INVALID_JSON',
      'INVALID_REQUEST',
      'INVALID_REQUEST',
      'INVALID_REQUEST',
      'INVALID_REQUEST',
      'UNKNOWN_DIALECT',
      'INVALID_TABLES',
      'NameError',
      undefined,
    ]);
    expect(answers[1]?.error).toMatchObject({ line: 1, column: 1 });
    expect(answers[8]?.error?.message).toMatch(/^t\.schema\.a: /);
  });

  it('takes what a request leaves out from the flags', async () => {
    const [answer] = await batch([{ id: 1, ibis: 't.b' }], ['--schema', 'b: date']);
    expect(answer).toMatchObject({ ok: true, columns: ['b'], types: ['date'] });
  });

  it('goes on after a line that is not UTF-8 or much too long', async () => {
    const stdin = [
      Buffer.from([0xff, 0x0a]),
      `{"id":2,"ibis":"${'x'.repeat(17 << 20)}"}\n`,
      '{"id":3,"ibis":"t.count()"}\n',
    ];
    const { code, out } = await run(await loadProgram('ibert-to-sql'), ['--jsonl'], { stdin });
    const answers = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Answer);
    expect(code).toBe(0);
    expect(answers.map(({ ok, error }) => error?.type ?? ok)).toEqual([
      'NOT_UTF8',
      'LINE_TOO_LONG',
      true,
    ]);
  });

  it('needs no line end after the last request, and no answer for blank lines', async () => {
    const { out } = await run(await loadProgram('ibert-to-sql'), ['--jsonl'], {
      stdin: ['\n\n{"id":1,"ib', 'is":"t.count()"}'],
    });
    expect(out.trim().split('\n')).toHaveLength(1);
  });
});
