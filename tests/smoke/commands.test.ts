import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { SMOLLM2 } from './folders.js';

interface Ran {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
}

const MODEL = ['--engine', 'model', '--model', SMOLLM2, '--dtype', 'q8', '--device', 'cpu'];

interface Report {
  readonly candidate: string;
  readonly task: string;
  readonly wrong: { readonly hits: number };
}

function spawn(command: string, args: readonly string[], input?: string): Ran {
  const { status, stdout, stderr } = spawnSync(`bin/${command}`, args, { input, encoding: 'utf8' });
  return { status, out: stdout, err: stderr };
}

const ask = (command: string, args: readonly string[], input?: string): Ran =>
  spawn(command, [...args, ...MODEL, '--temperature', '0'], input);

const file = join(mkdtempSync(join(tmpdir(), 'ibert-smoke-')), 'adults.py');
writeFileSync(file, 'def adults(people):\n    return people.filter(people.age > 18)\n');

const SCHEMA = ['--schema', 'id: int64, name: string, age: int64'];

interface Question {
  readonly command: string;
  readonly args: readonly string[];
  readonly input?: string;
}

const QUESTIONS: readonly Question[] = [
  { command: 'ibert-complete', args: SCHEMA, input: 'table.filter(table.age >' },
  {
    command: 'ibert-to-sql',
    args: SCHEMA,
    input: "table.filter(table.age > 18).select('name', 'age')",
  },
  {
    command: 'sql-to-ibert',
    args: SCHEMA,
    input: 'SELECT name, age FROM users WHERE age > 18',
  },
  { command: 'ibert-fix', args: SCHEMA, input: 'table.filer(table.age > 18)' },
  { command: 'ibert-qa', args: [], input: 'What is lazy evaluation in Ibis?' },
  { command: 'ibert-doc', args: [file] },
];

describe('a true language model behind the commands', () => {
  it.each(QUESTIONS)(
    '$command gives a checked answer, or says why there is none',
    ({ command, args, input }) => {
      const { status, out, err } = ask(
        command,
        [...args, '--json', '--max-tokens', '80', '--attempts', '2'],
        input,
      );
      const answer = JSON.parse(out) as {
        ok: boolean;
        engine?: string;
        attempts?: number;
        error?: { type: string };
      };
      if (answer.ok) {
        expect(answer).toMatchObject({ engine: 'model', verified: expect.any(Boolean) });
        expect(answer.attempts).toBeGreaterThan(0);
        expect(status).toBe(0);
      } else {
        // Small models seldom write Ibis; what they write wrongly is never an answer.
        expect(answer.error?.type).toBe('ANSWER_REFUTED');
        expect(status).toBe(1);
      }
      expect(err).not.toMatch(/^\s+at /m);
    },
  );

  it.each(QUESTIONS)(
    '$command prints what the model says where nothing is checked',
    ({ command, args, input }) => {
      const { status, out, err } = ask(
        command,
        [...args, '--no-verify', '--max-tokens', '40'],
        input,
      );
      // What cannot even be read as an answer is refused all the same.
      if (status === 0) expect(out.trim()).not.toBe('');
      else expect(err).toContain('error: what the model answered does not hold');
    },
  );

  it('keeps the model for the requests of a batch', () => {
    const requests = ['a', 'b'].map((id) => JSON.stringify({ id, question: `What is ${id}?` }));
    const { status, out } = ask('ibert-qa', ['--jsonl', '--max-tokens', '20'], requests.join('\n'));
    const answers = out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { id: string });
    expect(answers.map(({ id }) => id)).toEqual(['a', 'b']);
    expect(status).toBe(0);
  });
});

describe('ibert-eval with a true language model', () => {
  it('reports the model alone and verified, side by side', () => {
    const engines = ['--engines', 'compiler', 'model', 'verified'];
    const limits = ['--max-tokens', '50', '--attempts', '2'];
    const model = ['--model', SMOLLM2, '--dtype', 'q8', '--device', 'cpu'];
    const input = ['--input', 'tests/smoke/records.jsonl', '--json'];
    const { status, out } = spawn('ibert-eval', [...input, ...engines, ...model, ...limits]);
    expect(status).toBe(0);
    const { reports } = JSON.parse(out) as { reports: readonly Report[] };
    const candidates = new Set(reports.map(({ candidate }) => candidate));
    expect(candidates).toEqual(new Set(['compiler', 'model', 'verified']));
    // What was run beside the query before it was given cannot be wrong.
    const checked = reports.filter(
      ({ task, candidate }) => task === 'sql_to_ibis' && candidate !== 'model',
    );
    expect(checked.map(({ wrong }) => wrong.hits)).toEqual([0, 0]);
  });
});
