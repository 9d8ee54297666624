import { execFileSync } from 'node:child_process';
import { readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryDirectory } from '../fixtures/temporary-directory.js';
import { run, sleep, STACK_TRACE, start } from './support.js';

const PROGRAM = "table.filter(table.age > 18).select('name', 'age')";
const SQL = 'SELECT name, age\nFROM "table"\nWHERE age > 18\n';
const BINS = readdirSync('bin')
  .filter((name) => name !== 'ibert')
  .sort();

describe('the programs in bin/', () => {
  it.each(BINS)('%s has help, and refuses an unknown flag', async (name) => {
    const help = await run(name, ['--help']);
    expect(help).toMatchObject({ code: 0, err: '' });
    expect(help.out).toContain(`Usage: ${name}`);
    const wrong = await run(name, ['--no-such-flag']);
    expect(wrong).toMatchObject({ code: 2, out: '' });
    expect(wrong.err).toMatch(/^error: unknown option '--no-such-flag'\nhint: /);
  });

  it('work from any directory and through symbolic links', async () => {
    const directory = temporaryDirectory();
    const link = join(directory, 'to-sql');
    symlinkSync(resolve('bin/ibert-to-sql'), link);
    expect(await run('to-sql', [], { path: link, cwd: directory, stdin: PROGRAM })).toEqual({
      code: 0,
      out: SQL,
      err: '',
    });
    const listed = await run('list-templates', ['--json'], { cwd: directory });
    expect((JSON.parse(listed.out) as unknown[]).length).toBeGreaterThanOrEqual(62);
  });
});

describe('ibert-to-sql', () => {
  it('waits for a pipe as slow as it likes', async () => {
    const { child, finished } = start('ibert-to-sql', []);
    for (const piece of [PROGRAM.slice(0, 10), PROGRAM.slice(10, 30), PROGRAM.slice(30)]) {
      await sleep(300);
      child.stdin.write(piece);
    }
    child.stdin.end();
    expect(await finished).toEqual({ code: 0, out: SQL, err: '' });
  });

  it('answers each request before the next one comes', async () => {
    const { child, finished } = start('ibert-to-sql', ['--jsonl']);
    const answers: string[] = [];
    child.stdout.on('data', (text: string) => answers.push(text));
    for (const id of [1, 2, 3]) {
      child.stdin.write(`{"id":${id},"ibis":"t.count()"}\n`);
      await expect.poll(() => answers.length, { timeout: 5000 }).toBe(id);
    }
    child.stdin.end();
    expect((await finished).code).toBe(0);
  });

  it('ends quietly when nobody reads its answers any more', () => {
    const lines = `{"ibis":"t.count()"}\n`.repeat(20_000);
    const input = join(temporaryDirectory(), 'requests.jsonl');
    writeFileSync(input, lines);
    const script = `bin/ibert-to-sql --jsonl ${input} 2>&1 >/dev/stdout | head -n 1; echo "\${PIPESTATUS[0]}"`;
    const [answer, status] = execFileSync('bash', ['-c', script], { encoding: 'utf8' }).split('\n');
    expect(answer).toContain('"ok":true');
    expect(status).toBe('0');
  });

  it('ends with 130 on Ctrl-C while it waits', async () => {
    const { child, finished } = start('ibert-to-sql', ['--jsonl']);
    child.stdin.write('{"id":1,"ibis":"t.count()"}\n');
    await new Promise((settle) => child.stdout.once('data', settle));
    child.kill('SIGINT');
    expect(await finished).toMatchObject({ code: 130, err: '' });
  });

  it.each([
    ['10 MB of text', Buffer.alloc(10 << 20, 'x'), 1],
    ['10 MB of bytes that are no text', Buffer.alloc(10 << 20, 0xfe), 1],
    ['bytes that are no text', Buffer.from([0x80, 0x00, 0xff]), 1],
    ['zeros', Buffer.alloc(100), 1],
    ['a syntax error', Buffer.from('t.filter('), 1],
  ])('refuses %s with one message', async (_, stdin, code) => {
    const ended = await run('ibert-to-sql', [], { stdin });
    expect(ended).toMatchObject({ code, out: '' });
    expect(ended.err).toMatch(/^error: /);
    expect(ended.err).not.toMatch(STACK_TRACE);
    expect(ended.err.length).toBeLessThan(600);
  });
});
