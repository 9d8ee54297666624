import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generate, outputFiles } from '@ibert/dataset';
import type { Verdict } from '@ibert/validation';
import { describe, expect, it } from 'vitest';
import { provingBy, readLines, runOptions, templateOf } from './support.js';
import { temporaryDirectory } from '../fixtures/temporary-directory.js';

const PAIRS = Array.from({ length: 12 }, (_, n) => ({
  sql: `SELECT id FROM t WHERE a > ${n}`,
  ibis: `t.filter(t.a > ${n}).select("id")`,
}));

const BYTES = ['train.jsonl', 'train.rejects.jsonl', 'train.manifest.json'] as const;

const bytesOf = (directory: string): readonly string[] =>
  BYTES.map((name) => readFileSync(join(directory, name), 'utf8'));

describe('generate', () => {
  it('writes one record per proven candidate, in the order of the templates', async () => {
    const directory = temporaryDirectory();
    const report = await generate(runOptions(directory, [templateOf(PAIRS)]));
    expect(report).toMatchObject({ outcome: 'written', candidates: 12, kept: 12, rejected: 0 });
    const records = readLines(join(directory, 'train.jsonl'));
    expect(records.map(({ input }) => input)).toEqual(PAIRS.map(({ sql }) => ({ sql })));
    expect(Object.keys(records[0] ?? {})).toEqual([
      'id',
      'task',
      'dialect',
      'backend',
      'ibis_version',
      'system_prompt',
      'context',
      'input',
      'target',
      'meta',
      'source_file',
    ]);
    expect(records[0]?.['meta']).toMatchObject({
      template: 'planted',
      variation: 'pair_0',
      source: 'synthetic',
      verification: { fixtures: 5, rows: 7, judge: 'authored' },
    });
  });

  it('writes what is not proven to the rejects, with the reason', async () => {
    const directory = temporaryDirectory();
    const refusal: Verdict = { ok: false, reason: 'ROWS_DIFFER', error: 'other rows' };
    const startProving = provingBy(({ input }) =>
      input.sql.endsWith('> 3') ? refusal : undefined,
    );
    const report = await generate(runOptions(directory, [templateOf(PAIRS)], { startProving }));
    expect(report).toMatchObject({ kept: 11, rejected: 1, reasons: { ROWS_DIFFER: 1 } });
    expect(readLines(report.files.rejects)).toMatchObject([
      {
        reason: 'ROWS_DIFFER',
        error: 'other rows',
        variation: 'pair_3',
        input: PAIRS[3] && { sql: PAIRS[3].sql },
      },
    ]);
    expect(JSON.parse(readFileSync(report.files.manifest, 'utf8'))).toMatchObject({
      kept: 11,
      rejected: 1,
      reasons: { ROWS_DIFFER: 1 },
    });
  });

  it('rejects an equal input: a duplicate with the same target, a conflict with another', async () => {
    const directory = temporaryDirectory();
    const [first] = PAIRS;
    const twin = { ...first, ibis: 't[t.a > 0].select("id")' };
    const template = templateOf([{ ...first }, { ...first }, twin]);
    const report = await generate(runOptions(directory, [template]));
    expect(report).toMatchObject({ kept: 1, reasons: { CONFLICT: 1, DUPLICATE: 1 } });
    const rejects = readLines(report.files.rejects);
    expect(rejects.map(({ variation, reason }) => [variation, reason])).toEqual([
      ['pair_1', 'DUPLICATE'],
      ['pair_2', 'CONFLICT'],
    ]);
  });

  it('keeps a candidate whose equal was not proven', async () => {
    const directory = temporaryDirectory();
    const [first] = PAIRS;
    const template = templateOf([
      { ...first, ibis: 't.filter(t.b > 0).select("id")' },
      { ...first },
    ]);
    const startProving = provingBy(({ target }) =>
      target.ibis.includes('t.b') ? { ok: false, reason: 'ROWS_DIFFER', error: '' } : undefined,
    );
    const report = await generate(runOptions(directory, [template], { startProving }));
    expect(report).toMatchObject({ kept: 1, reasons: { ROWS_DIFFER: 1 } });
  });

  it('compiles a missing SQL side, and then vouches for it only itself', async () => {
    const directory = temporaryDirectory();
    const template = templateOf([{ ibis: 't.filter(t.a > 1).select("id")' }]);
    await generate(runOptions(directory, [template]));
    const [record] = readLines(join(directory, 'train.jsonl'));
    expect(record?.['input']).toEqual({ sql: 'SELECT id\nFROM t\nWHERE a > 1' });
    expect(record?.['meta']).toMatchObject({ verification: { judge: 'self' } });
  });

  it('translates a missing Ibis side, and then vouches for it only itself', async () => {
    const directory = temporaryDirectory();
    await generate(runOptions(directory, [templateOf([{ sql: 'SELECT id FROM t WHERE a > 1' }])]));
    const [record] = readLines(join(directory, 'train.jsonl'));
    expect(record?.['target']).toMatchObject({ ibis: 't.filter(_.a > 1).select("id")' });
    expect(record?.['meta']).toMatchObject({ verification: { judge: 'self' } });
  });

  it('rejects a side that fails when the other one is missing', async () => {
    const directory = temporaryDirectory();
    const template = templateOf([
      { sql: 'SELECT nothing FROM t' },
      { sql: 'SELECT FROM' },
      { sql: 'SELECT 1 AS one; SELECT 2 AS two' },
      { sql: 'WITH RECURSIVE c AS (SELECT 1 AS n UNION ALL SELECT n FROM c) SELECT n FROM c' },
      { ibis: 't.nothing()' },
      { ibis: 't.(' },
    ]);
    const report = await generate(runOptions(directory, [template]));
    const rejects = readLines(report.files.rejects);
    expect(rejects.map(({ reason }) => reason)).toEqual([
      'SQL_BIND',
      'SQL_SYNTAX',
      'NOT_A_QUERY',
      'UNSUPPORTED',
      'IBIS_ERROR',
      'IBIS_SYNTAX',
    ]);
  });

  it('takes only the first candidates under a limit', async () => {
    const directory = temporaryDirectory();
    await generate(runOptions(directory, [templateOf(PAIRS)], { limit: 5 }));
    expect(readLines(join(directory, 'train.jsonl'))).toHaveLength(5);
  });

  it('gives the same bytes when it is interrupted after any candidate and resumed', async () => {
    const refusal: Verdict = { ok: false, reason: 'ROWS_DIFFER', error: 'other rows' };
    const startProving = provingBy(({ input }) =>
      input.sql.endsWith('> 4') ? refusal : undefined,
    );
    // The last candidate is a duplicate of one proven before the interruption.
    const template = templateOf([...PAIRS, PAIRS[0] ?? {}]);
    const straight = temporaryDirectory();
    await generate(runOptions(straight, [template], { startProving }));
    for (let after = 1; after <= 13; after += 1) {
      const directory = temporaryDirectory();
      const stop = new AbortController();
      let seen = 0;
      const onVerdict = (): void => {
        seen += 1;
        if (seen === after) stop.abort();
      };
      const options = runOptions(directory, [template], { startProving });
      const first = await generate({ ...options, signal: stop.signal, onVerdict });
      if (first.outcome === 'interrupted') {
        expect(existsSync(options.output)).toBe(false);
        const second = await generate({ ...options, resume: true });
        expect(second.outcome).toBe('written');
      }
      expect(bytesOf(directory)).toEqual(bytesOf(straight));
    }
  });

  it('gives the same bytes when the journal was cut at any byte', async () => {
    const template = templateOf(PAIRS.slice(0, 3));
    const straight = temporaryDirectory();
    await generate(runOptions(straight, [template]));
    const stop = new AbortController();
    const directory = temporaryDirectory();
    const options = runOptions(directory, [template]);
    let seen = 0;
    const onVerdict = (): void => {
      seen += 1;
      if (seen === 2) stop.abort();
    };
    await generate({ ...options, signal: stop.signal, onVerdict });
    const { journal } = outputFiles(options.output);
    const whole = readFileSync(journal);
    for (let length = 0; length <= whole.length; length += 7) {
      writeFileSync(journal, whole.subarray(0, length));
      await generate({ ...options, resume: true });
      expect(bytesOf(directory)).toEqual(bytesOf(straight));
    }
  });

  it('does not resume the work of other settings', async () => {
    const directory = temporaryDirectory();
    const stop = new AbortController();
    const options = runOptions(directory, [templateOf(PAIRS)]);
    await generate({ ...options, signal: stop.signal, onVerdict: () => stop.abort() });
    const other = generate({ ...options, seed: 1, resume: true });
    await expect(other).rejects.toMatchObject({ code: 'RESUME_MISMATCH' });
  });

  it('leaves earlier output alone until the new one is complete', async () => {
    const directory = temporaryDirectory();
    const options = runOptions(directory, [templateOf(PAIRS)]);
    await generate(options);
    const before = bytesOf(directory);
    const broken = {
      ...options,
      startProving: provingBy(() => {
        throw new Error('crash');
      }),
    };
    await expect(generate(broken)).rejects.toThrow('crash');
    expect(bytesOf(directory)).toEqual(before);
  });

  it('gives the same ids whatever the seed, and another configuration hash', async () => {
    const manifests = await Promise.all(
      [0, 1].map(async (seed) => {
        const directory = temporaryDirectory();
        const report = await generate(runOptions(directory, [templateOf(PAIRS)], { seed }));
        const ids = readLines(report.files.records).map(({ id }) => id);
        const manifest = JSON.parse(readFileSync(report.files.manifest, 'utf8')) as object;
        return { ids, manifest };
      }),
    );
    expect(manifests[0]?.ids).toEqual(manifests[1]?.ids);
    expect(manifests[0]?.manifest).not.toEqual(manifests[1]?.manifest);
  });
});
