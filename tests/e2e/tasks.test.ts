import {
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { type Finished, run, sleep, STACK_TRACE, start } from './support.js';

const TINY = resolve('tests/fixtures/tiny-qwen2');
/** No network, no model, no settings of the one who runs the tests. */
const ALONE = { HF_HUB_OFFLINE: '1', HF_HOME: '/nonexistent', IBERT_ENGINE: '', IBERT_MODEL: '' };
const EMPTY = mkdtempSync(join(tmpdir(), 'ibert-tasks-'));

const FUNCTION = `from ibis import _


def adults(people, least=18):
    return people.filter(_.age >= least).select("name", "age")
`;

const ask = (name: string, args: readonly string[], stdin = ''): Promise<Finished> =>
  run(name, args, { stdin, cwd: EMPTY, env: ALONE });

const tiny = (name: string, args: readonly string[], stdin = ''): Promise<Finished> =>
  ask(
    name,
    ['--engine', 'model', '--model', TINY, '--max-tokens', '8', '--device', 'cpu', ...args],
    stdin,
  );

describe('the examples of the description, without model and network', () => {
  it('complete a program and keep what was given', async () => {
    const { code, out, err } = await ask('ibert-complete', [], 'table.filter(table.age >\n');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/^table\.filter\(table\.age > -?\d+\)\n$/);
  });

  it('translate to SQL, under another name and in another dialect', async () => {
    const program = "table.filter(table.age > 18).select('name', 'age')";
    const args = ['--dialect', 'postgres', '--table-name', 'users'];
    const { code, out } = await ask('ibert-to-sql', args, program);
    expect(code).toBe(0);
    expect(out).toContain('FROM users');
  });

  it('translate from SQL, run beside the original where columns are given', async () => {
    const args = ['--schema', 'id: int, name: string, age: int', '--json'];
    const { out } = await ask('sql-to-ibert', args, 'SELECT name, age FROM users WHERE age > 18');
    expect(JSON.parse(out)).toMatchObject({
      ok: true,
      ibis: 'users.filter(_.age > 18).select("name", "age")',
      verified: true,
      engine: 'compiler',
      attempts: 0,
    });
  });

  it.each([
    ['alone', []],
    ['with the error that was seen', ['--error', "TypeError: '>' not supported"]],
    ['with what is known of the column', ['--context', 'age column is integer type']],
  ])('correct a text that is compared to a number, %s', async (_, args) => {
    const { code, out, err } = await ask('ibert-fix', args, 'table.filter(table.age > "18")\n');
    expect({ code, out }).toEqual({ code: 0, out: 'table.filter(table.age > 18)\n' });
    expect(err).toContain('18');
  });

  it('answer a question with an executed example', async () => {
    const { code, out, err } = await ask('ibert-qa', [], 'What is lazy evaluation in Ibis?');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain('```python');
  });

  it('document a function, in both styles and without examples', async () => {
    const file = join(EMPTY, 'adults.py');
    writeFileSync(file, FUNCTION);
    const google = await ask('ibert-doc', [file]);
    const numpy = await ask('ibert-doc', [file, '--style', 'numpy']);
    const bare = await ask('ibert-doc', [file, '--no-examples']);
    expect([google.code, numpy.code, bare.code]).toEqual([0, 0, 0]);
    expect(google.out).toContain('Args:');
    expect(google.out).toContain('>>>');
    expect(numpy.out).toContain('Parameters\n----------');
    expect(bare.out).not.toContain('>>>');
  });
});

describe('ibert-doc --write', () => {
  it('puts the docstring into the file, and changes nothing else', async () => {
    const file = join(EMPTY, 'written.py');
    writeFileSync(file, FUNCTION);
    const { code, out, err } = await ask('ibert-doc', ['--write', file]);
    expect({ code, out }).toEqual({ code: 0, out: '' });
    expect(err).toContain('wrote adults in');
    const written = readFileSync(file, 'utf8');
    expect(written.replace(/\n {4}"""[^]*?"""/, '')).toBe(FUNCTION);
    await ask('ibert-doc', ['--write', file]);
    expect(readFileSync(file, 'utf8')).toBe(written);
  });

  it('leaves a file as it is where nothing can be checked', async () => {
    const file = join(EMPTY, 'unknown.py');
    const text = 'def f(x):\n    return open(x)\n';
    writeFileSync(file, text);
    const { err } = await ask('ibert-doc', ['--write', file]);
    expect(readFileSync(file, 'utf8')).toBe(text);
    expect(err).toContain('f:');
  });
});

describe('several files', () => {
  it('are answered in order, and a wrong one does not stop the others', async () => {
    const files = ['t.count()', 't.filer()', 't.distinct()'].map((text, at) => {
      const file = join(EMPTY, `several${at}.py`);
      writeFileSync(file, text);
      return file;
    });
    const { code, out, err } = await ask('ibert-to-sql', ['--json', ...files]);
    const lines = out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as object);
    expect(code).toBe(1);
    expect(err).toBe('');
    expect(lines).toMatchObject([
      { ok: true, file: files[0] },
      { ok: false, file: files[1], error: { type: 'AttributeError' } },
      { ok: true, file: files[2] },
    ]);
  });
});

describe('ibert-fix --jsonl', () => {
  it('answers with the repair and the words of Ibis for the fault', async () => {
    const tables = { t: { schema: { a: 'int64' } } };
    const requests = [
      { id: 1, code: 't.filer(t.a > 1)', tables },
      { id: 2, code: 't.a.sum(', tables },
      { id: 3, code: 't.count()', tables },
    ];
    const input = requests.map((request) => `${JSON.stringify(request)}\n`).join('');
    const { code, out } = await ask('ibert-fix', ['--jsonl'], input);
    const answers = out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as object);
    expect(code).toBe(0);
    expect(answers).toMatchObject([
      {
        id: 1,
        ok: true,
        fixed: 't.filter(t.a > 1)',
        error: { type: 'AttributeError', message: "'Table' object has no attribute 'filer'" },
      },
      { id: 2, ok: true, fixed: 't.a.sum()', error: { type: 'SyntaxError' } },
      { id: 3, ok: true, fixed: 't.count()', error: null },
    ]);
  });
});

describe('a model that is not there', () => {
  it('is said to be missing, with what to do', async () => {
    const { code, out, err } = await ask('ibert-qa', ['--engine', 'model'], 'What is Ibis?');
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(/^error: onnx-community\/Qwen2\.5-Coder-1\.5B-Instruct .*HF_HUB_OFFLINE/m);
    expect(err).toContain('hint: ');
    expect(err).not.toMatch(STACK_TRACE);
  });

  it('is not missed by auto: what the compiler engine knows it answers', async () => {
    const { code } = await ask(
      'ibert-qa',
      ['--engine', 'auto'],
      'What is lazy evaluation in Ibis?',
    );
    expect(code).toBe(0);
  });

  it('is offered by auto where the compiler engine has no answer', async () => {
    const { code, out, err } = await ask('ibert-qa', [], 'Who won the cup in 1954?');
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toContain('ibert download-model');
  });
});

describe('a local model', () => {
  it('answers unchecked with --no-verify, the same for the same seed', async () => {
    const args = ['--no-verify', '--temperature', '1', '--seed', '7'];
    const first = await tiny('ibert-qa', args, 'What is Ibis?');
    const second = await tiny('ibert-qa', args, 'What is Ibis?');
    expect(first.code).toBe(0);
    expect(first.out.trim()).not.toBe('');
    expect(second.out).toBe(first.out);
  });

  it('is not believed: nonsense is no answer, and nothing is printed', async () => {
    const args = ['--schema', 'a: int64', '--attempts', '2'];
    const { code, out, err } = await tiny('ibert-to-sql', args, 't.count()');
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toContain('what the model answered does not hold');
    expect(err).not.toMatch(STACK_TRACE);
  });

  it('shows what it says on standard error with --stream', async () => {
    const { out, err } = await tiny('ibert-qa', ['--no-verify', '--stream'], 'What is Ibis?');
    expect(err).toContain(out.trim().slice(0, 5));
  });

  it.each([
    ['truncated weights', (folder: string) => truncateSync(join(folder, 'onnx/model.onnx'), 1000)],
    [
      'a broken tokenizer',
      (folder: string) => writeFileSync(join(folder, 'tokenizer.json'), '{"a'),
    ],
    ['a broken config', (folder: string) => writeFileSync(join(folder, 'config.json'), 'nothing')],
  ])('with %s is refused with the name of the file', async (_, damage) => {
    const folder = join(mkdtempSync(join(tmpdir(), 'ibert-model-')), 'model');
    cpSync(TINY, folder, { recursive: true });
    damage(folder);
    const { code, out, err } = await ask(
      'ibert-qa',
      ['--engine', 'model', '--model', folder],
      'What is Ibis?',
    );
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(/^error: .*\.(?:onnx|json) is damaged/m);
    expect(err).not.toMatch(STACK_TRACE);
  });

  it('in a number format that it does not have is refused with those it has', async () => {
    const { code, err } = await tiny('ibert-qa', ['--dtype', 'q4'], 'What is Ibis?');
    expect(code).toBe(1);
    expect(err).toMatch(/q4/);
    expect(err).toContain('fp32');
  });

  it('ends at once with Ctrl-C, and prints nothing', async () => {
    const { child, finished } = start(
      'ibert-qa',
      ['--engine', 'model', '--model', TINY, '--max-tokens', '4000', '--no-verify', '--stream'],
      { cwd: EMPTY, env: ALONE },
    );
    child.stdin.end('What is Ibis?');
    await new Promise((settle) => child.stderr.once('data', settle));
    child.kill('SIGINT');
    const { code, out, err } = await finished;
    expect({ code, out }).toEqual({ code: 130, out: '' });
    expect(err).not.toMatch(STACK_TRACE);
  });
});

describe('a server', () => {
  let server: Server | undefined;
  afterEach(() => {
    server?.closeAllConnections();
    server?.close();
  });

  async function serving(
    answer: (write: (text: string) => void, end: () => void) => void,
  ): Promise<string> {
    const opened = createServer((_, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      answer(
        (text) => response.write(text),
        () => response.end(),
      );
    });
    server = opened;
    await new Promise<void>((settle) => opened.listen(0, '127.0.0.1', settle));
    return `http://127.0.0.1:${(opened.address() as AddressInfo).port}/v1`;
  }

  const event = (content: string): string =>
    `data: ${JSON.stringify({ choices: [{ index: 0, delta: { content } }] })}\n\n`;

  const atServer = (url: string, args: readonly string[], stdin: string): Promise<Finished> =>
    run('sql-to-ibert', ['--engine', 'model', '--base-url', url, '--model', 'm', ...args], {
      stdin,
      cwd: EMPTY,
      env: { ...ALONE, OPENAI_API_KEY: 'secret-key-of-a-test' },
    });

  it('answers, and its answer is run beside the original', async () => {
    const url = await serving((write, end) => {
      write(event('```python\nusers.filter(_.age > 18)'));
      write(event('.select("name", "age")\n```\n'));
      write('data: [DONE]\n\n');
      end();
    });
    const args = ['--schema', 'id: int, name: string, age: int', '--json'];
    const { out, err } = await atServer(url, args, 'SELECT name, age FROM users WHERE age > 18');
    expect(JSON.parse(out)).toMatchObject({
      ok: true,
      verified: true,
      engine: 'model',
      attempts: 1,
    });
    expect(err).not.toContain('secret-key');
  });

  it('is told when the rows of its answer are other ones', async () => {
    const url = await serving((write, end) => {
      write(event('users.filter(_.age >= 18).select("name", "age")'));
      write('data: [DONE]\n\n');
      end();
    });
    const args = ['--schema', 'id: int, name: string, age: int', '--attempts', '2'];
    const { code, out, err } = await atServer(
      url,
      args,
      'SELECT name, age FROM users WHERE age > 18',
    );
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toContain('differs');
  });

  it('that hangs is left after the time that was given', async () => {
    const url = await serving(() => undefined);
    const { code, out, err } = await atServer(url, ['--timeout-s', '1'], 'SELECT 1');
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(/^error: .*within 1 s$/m);
    expect(err).not.toMatch(STACK_TRACE);
  });

  it('that sends garbage is said to', async () => {
    const url = await serving((write, end) => {
      write('<html>no</html>\n\ndata: {broken\n\n');
      end();
    });
    const { code, err } = await atServer(url, [], 'SELECT 1');
    expect(code).toBe(1);
    expect(err).not.toMatch(STACK_TRACE);
    expect(err).not.toContain('secret-key');
  });
});

describe('ibert serve', () => {
  it('answers until Ctrl-C', async () => {
    const { child, finished } = start('ibert', ['serve', '--port', '0'], {
      cwd: EMPTY,
      env: ALONE,
    });
    const url = await new Promise<string>((settle) => {
      child.stderr.on('data', (text: string) => {
        const found = /http:\S+/.exec(text)?.[0];
        if (found !== undefined) settle(found);
      });
    });
    const response = await fetch(`${url}/v1/fix`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ code: 't.filer(t.a > 1)' }),
    });
    expect(await response.json()).toMatchObject({ ok: true, fixed: 't.filter(t.a > 1)' });
    child.kill('SIGINT');
    expect((await finished).code).toBe(130);
  });
});

describe('ibert doctor', () => {
  it('reports what is here, and fails for nothing that is not needed', async () => {
    const { code, out } = await ask('ibert', ['doctor', '--json']);
    expect(code).toBe(0);
    const { findings } = JSON.parse(out) as { findings: { what: string; state: string }[] };
    expect(findings.map(({ what }) => what)).toEqual(
      expect.arrayContaining(['node', 'duckdb', 'onnx', 'model', 'device', 'cache', 'settings']),
    );
    expect(findings.find(({ what }) => what === 'model')?.state).toBe('open');
  });
});

describe('an empty folder', () => {
  it('stays empty but for what was asked for', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'ibert-empty-'));
    await run('ibert-qa', [], { stdin: 'What is Ibis?', cwd: folder, env: ALONE });
    await run('ibert-fix', [], { stdin: 't.filer()', cwd: folder, env: ALONE });
    await sleep(10);
    expect(readdirSync(folder)).toEqual([]);
  });
});
