import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRandom } from '@ibert/core';
import { recordId } from '@ibert/core/records';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { temporaryDirectory } from '../fixtures/temporary-directory.js';
import { run, sleep, STACK_TRACE, start } from './support.js';

// Processes share the machine with whatever else runs on it.
vi.setConfig({ testTimeout: 240_000, hookTimeout: 120_000 });

const TASKS = ['code_completion', 'ibis_to_sql', 'error_resolution', 'qa', 'documentation'];

type Json = Readonly<Record<string, unknown>>;

const recordsIn = (file: string): readonly Json[] =>
  readFileSync(file, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Json);

/** Everything a run wrote, by name. */
const contents = (directory: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    readdirSync(directory).map((name) => [name, readFileSync(join(directory, name), 'utf8')]),
  );

const directory = mkdtempSync(join(tmpdir(), 'ibert-test-'));
const pairs = join(directory, 'pairs.jsonl');
afterAll(() => rmSync(directory, { recursive: true, force: true }));
beforeAll(async () => {
  const { code, err } = await run('generate-data', [
    '--limit',
    '12',
    '--score-share',
    '0',
    '--output',
    pairs,
  ]);
  if (code !== 0) throw new Error(err);
});

/** Commands that write records, on little input. */
const COMMANDS: readonly (readonly [string, () => readonly string[]])[] = [
  ['compose', () => ['--count', '25', '--seed', '5']],
  ['generate-augmented', () => ['--programs', pairs, '--per-program', '3']],
  ...TASKS.map((task): [string, () => readonly string[]] => [
    `generate-task ${task}`,
    () => ['--programs', pairs, '--limit', '30'],
  ]),
];

const made = (
  command: string,
  output: string,
  ...flags: readonly string[]
): ReturnType<typeof run> => {
  const [name = '', ...args] = command.split(' ');
  return run(name, [...args, '--output', output, ...flags]);
};

describe.each(COMMANDS)('%s', (command, flags) => {
  it('writes records that validate-multitask proves again on other rows', async () => {
    const output = join(temporaryDirectory(), 'out.jsonl');
    expect(await made(command, output, ...flags())).toMatchObject({ code: 0, out: '' });
    const { code, out } = await run('validate-multitask', ['--input', output, '--seed', '9']);
    const count = recordsIn(output).length;
    expect(count).toBeGreaterThan(10);
    expect({ code, out }).toEqual({
      code: 0,
      out: `${output}: ${count} of ${count} records proven\n`,
    });
  });
});

/** One command per kind of source. */
const KINDS = COMMANDS.filter(([command]) => !/ (?!error)/.test(command));

describe.each(KINDS)('%s', (command, flags) => {
  it('gives the same bytes with any number of workers, and after kills', async () => {
    const straight = temporaryDirectory();
    const killed = temporaryDirectory();
    await made(command, join(straight, 'out.jsonl'), ...flags(), '--jobs', '1');
    const random = createRandom(command);
    const output = join(killed, 'out.jsonl');
    const [name = '', ...args] = command.split(' ');
    for (let attempt = 0; attempt < 2; attempt += 1) {
      const own = [...args, '--output', output, '--resume'];
      const { child, finished } = start(name, own.concat(flags()));
      await Promise.race([finished, sleep(random.int(800, 2500))]);
      child.kill('SIGKILL');
      await finished;
    }
    expect(await made(command, output, ...flags(), '--resume', '--jobs', '2')).toMatchObject({
      code: 0,
    });
    const left = Object.entries(contents(killed)).filter(([file]) => !file.endsWith('.tmp'));
    expect(Object.fromEntries(left)).toEqual(contents(straight));
  });
});

describe('generate-multitask', () => {
  it('makes a file for each task, links the pairs, and leaves alone what is up to date', async () => {
    const data = temporaryDirectory();
    const base = join(data, 'sql2ibis');
    mkdirSync(base);
    writeFileSync(join(base, 'train.jsonl'), readFileSync(pairs));
    const flags = ['--data-dir', data, '--limit', '8'];
    expect(await run('generate-multitask', flags)).toMatchObject({ code: 0, out: '' });
    for (const task of TASKS) {
      const records = recordsIn(join(data, 'multitask', `${task}.jsonl`));
      expect(records.map((record) => record['task'])).toEqual(records.map(() => task));
    }
    expect(readFileSync(join(data, 'multitask', 'sql_to_ibis.jsonl'))).toEqual(readFileSync(pairs));
    const again = await run('generate-multitask', [...flags, '--resume']);
    expect(again.code).toBe(0);
    expect(again.err.match(/is up to date/g)).toHaveLength(TASKS.length);
  });

  it('says what is missing where there are no pairs', async () => {
    const { code, err } = await run('generate-multitask', ['--data-dir', temporaryDirectory()]);
    expect(code).toBe(2);
    expect(err).toContain('hint: Make them with generate-data');
    expect(err).not.toMatch(STACK_TRACE);
  });
});

describe('validate-multitask', () => {
  it('catches records that were changed, with the id of old and with a new one', async () => {
    const file = join(temporaryDirectory(), 'records.jsonl');
    const [first] = recordsIn(pairs);
    if (first === undefined) throw new Error('no record');
    const { ibis } = first['target'] as { ibis: string };
    const changed = {
      ...first,
      target: { ...(first['target'] as Json), ibis: `${ibis}.limit(1)` },
    };
    const renamed = { ...changed, id: recordId(changed as never) };
    writeFileSync(
      file,
      [first, changed, renamed].map((record) => JSON.stringify(record)).join('\n'),
    );
    const { code, out } = await run('validate-multitask', ['--input', file, '--verbose']);
    expect(code).toBe(1);
    expect(out.split('\n')).toEqual([
      expect.stringMatching(`^${file}:1: proven `),
      expect.stringMatching(`^${file}:2: WRONG_ID: `),
      expect.stringMatching(`^${file}:3: (ROWS_DIFFER|ORDER_DIFFERS|NONDETERMINISTIC): `),
      `${file}: 1 of 3 records proven`,
      '',
    ]);
    const stopped = await run('validate-multitask', ['--input', file, '--stop-on-error', '--json']);
    expect(stopped.code).toBe(1);
    expect(JSON.parse(stopped.out)).toMatchObject({
      ok: false,
      files: [{ records: 2, proven: 1 }],
    });
  });

  it('refuses records of another task than the one asked for', async () => {
    const { code, out } = await run('validate-multitask', ['--task', 'qa', '--input', pairs]);
    expect(code).toBe(1);
    expect(out).toContain(':1: WRONG_TASK: expected a record of qa, found one of sql_to_ibis');
  });

  it.each([
    ['without any records', () => ['--data-dir', temporaryDirectory()]],
    ['for a task that there is not', () => ['--task', 'chat']],
    [
      'with a Python that is not there',
      () => ['--input', pairs, '--oracle', '--python', '/no/python'],
    ],
  ])('exits 2 %s', async (_, flags) => {
    const { code, out, err } = await run('validate-multitask', flags());
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(/^error: .*\nhint: /);
    expect(existsSync('records.jsonl')).toBe(false);
  });
});
