import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadProgram } from '@ibert/cli';
import { describe, expect, it } from 'vitest';
import { temporaryDirectory } from '../fixtures/temporary-directory.js';
import { type Ran, run, type RunInput } from './support.js';

const toSql = async (
  program: string,
  args: readonly string[] = [],
  input: RunInput = {},
): Promise<Ran> => run(await loadProgram('ibert-to-sql'), args, { stdin: [program], ...input });

describe('ibert-to-sql', () => {
  it('prints the bare SQL', async () => {
    expect(await toSql("table.filter(table.age > 18).select('name', 'age')")).toEqual({
      code: 0,
      out: 'SELECT name, age\nFROM "table"\nWHERE age > 18\n',
      err: '',
    });
  });

  it('takes the answer from expr or result when the last line is no expression', async () => {
    const { out } = await toSql('t = orders\nexpr = t.count()\nx = 1');
    expect(out).toContain('COUNT(*)');
  });

  it('gives the one table the name it is told', async () => {
    const { out } = await toSql('table.count()', ['--table-name', 'users']);
    expect(out).toContain('FROM users');
    const self = await toSql('t.join(t.view(), "id").count()', ['-t', 'users', '-s', 'id: int64']);
    expect(self.out.match(/users/g)?.length).toBeGreaterThanOrEqual(2);
    expect(self.out).not.toMatch(/\bFROM t\b/);
  });

  it('refuses one name for several tables', async () => {
    const { code, err } = await toSql('a.join(b, "id")', [
      '--table-name',
      'users',
      '-s',
      '/dev/null',
    ]);
    expect(code).not.toBe(0);
    expect(err).toContain('error:');
    const inferred = await toSql('a.union(b)', ['--table-name', 'users']);
    expect(inferred.code).not.toBe(0);
  });

  it('reads columns from --schema, with types that have commas', async () => {
    const { out } = await toSql('t', [
      '--json',
      '--schema',
      'id: int64, price: decimal(12, 2), tags: array<struct<k: string, v: int64>>, "my col": date,',
    ]);
    expect(JSON.parse(out)).toMatchObject({
      ok: true,
      columns: ['id', 'price', 'tags', 'my col'],
      types: ['int64', 'decimal(12, 2)', 'array<struct<k: string, v: int64>>', 'date'],
    });
  });

  it.each([
    ['id', 'expected column: type, found id'],
    ['id: int64, id: string', 'the column id is given twice'],
    ['id: integer', 'Did you mean int64?'],
    ['id: strng', 'Did you mean string?'],
    ['', 'found nothing'],
  ])('says what is wrong with --schema %j', async (schema, message) => {
    const { code, err } = await toSql('t', ['--schema', schema]);
    expect(code).toBe(2);
    expect(err).toContain(message);
    expect(err).toContain('hint: ');
  });

  it('says that --schema is about one table when the program uses two', async () => {
    const { code, err } = await toSql('t.join(u, "id")', ['--schema', 'id: int64']);
    expect(code).toBe(2);
    expect(err).toContain('the program uses t and u');
  });

  it.each([
    ['tables.json', '{"t": {"schema": {"a": "int64"}}}'],
    ['tables.json', '{"t": {"a": "int64"}}'],
    ['tables.yaml', 't:\n  schema: {a: int64}\n'],
    ['tables.yml', 't: {a: int64}\n'],
  ])('reads tables from %s holding %s', async (name, text) => {
    const file = join(temporaryDirectory(), name);
    writeFileSync(file, text);
    const { code, out } = await toSql('t.a.sum()', ['--schema', file, '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ tables: { t: { schema: { a: 'int64' } } } });
  });

  it('names the place of a fault in a file of tables', async () => {
    const file = join(temporaryDirectory(), 'tables.yaml');
    writeFileSync(file, 't:\n  schema:\n    a: int64\n    b: varchr\n');
    const { code, err } = await toSql('t', ['--schema', file]);
    expect(code).toBe(2);
    expect(err).toContain(`${file}:4:5`);
    expect(err).toContain('  4 |     b: varchr');
  });

  it('knows only the tables of the file', async () => {
    const file = join(temporaryDirectory(), 'tables.json');
    writeFileSync(file, '{"t": {"a": "int64"}}');
    const { code, err } = await toSql('u.count()', ['--schema', file]);
    expect(code).toBe(1);
    expect(err).toContain("error: NameError: name 'u' is not defined");
  });

  it('shows place, line and caret of an error', async () => {
    const { code, out, err } = await toSql('x = t.filter(t.a > 1)\nx.groupe_by("s")', [
      '-s',
      'a: int64, s: string',
    ]);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toContain("error: AttributeError: 'Table' object has no attribute 'groupe_by'\n");
    expect(err).toMatch(/ {2}at <stdin>:2:1\n {2}2 \| x\.groupe_by\("s"\)\n {4}\| \^+\n/);
  });

  it('answers an error as one JSON object with --json', async () => {
    const { code, out, err } = await toSql('t.(', ['--json']);
    expect({ code, err }).toEqual({ code: 1, err: '' });
    expect(JSON.parse(out)).toMatchObject({ ok: false, error: { type: 'SyntaxError', line: 1 } });
  });

  it.each([
    "__import__('os')",
    "open('/etc/passwd')",
    '().__class__',
    "import os\nos.system('true')",
    "eval('1')",
    't.__class__.__mro__',
    "'{0.__class__}'.format(t)",
  ])('refuses %s', async (program) => {
    const { code, out, err } = await toSql(program);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(/^error: /);
    expect(err).not.toMatch(/internal error|\.js:\d+/);
  });

  it.each([
    ['a list that is too long', '[0]*10**9'],
    ['an endless loop', 'while True:\n    pass'],
    ['deep recursion', 'def f(n):\n    return f(n + 1)\nf(0)'],
    ['deep nesting', `${'('.repeat(100_000)}1${')'.repeat(100_000)}`],
    ['a number that is too large', '9**9**9'],
  ])('ends %s with a message', async (_, program) => {
    const { code, out, err } = await toSql(program);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(/^error: /);
    expect(err).not.toContain('internal error');
  });

  it('refuses input that is too large, binary, or empty', async () => {
    const large = await toSql('', [], {
      stdin: Array.from({ length: 11 }, () => 'x'.repeat(1 << 20)),
    });
    expect(large).toMatchObject({ code: 1, out: '' });
    expect(large.err).toContain('the input is larger than 4,194,304 bytes');
    const binary = await toSql('', [], { stdin: ['t.a\n', Buffer.from([0x74, 0xff, 0xfe])] });
    expect(binary).toMatchObject({ code: 1, out: '' });
    expect(binary.err).toContain('at <stdin>:2:2');
    expect(binary.err).toContain('not UTF-8');
    const empty = await toSql('');
    expect(empty).toMatchObject({ code: 1, out: '' });
  });

  it('says what is wrong with its arguments and exits 2', async () => {
    expect((await toSql('t', ['--dialct', 'x'])).err).toBe(
      "error: unknown option '--dialct'\nhint: Did you mean --dialect?\n",
    );
    const dialect = await toSql('t', ['--dialect', 'dukdb']);
    expect(dialect.code).toBe(2);
    expect(dialect.err).toContain("Did you mean 'duckdb'?");
    expect((await toSql('t', ['a.py', 'b.py'])).code).toBe(2);
    expect(await toSql('t', ['missing.py'])).toMatchObject({
      code: 2,
      err: 'error: cannot read missing.py: it does not exist (ENOENT)\nhint: Check the path.\n',
    });
    expect((await toSql('t', ['--config', 'missing.yaml'])).code).toBe(2);
  });

  it('shows how it is used when nobody pipes anything in', async () => {
    const { code, out, err } = await toSql('', [], { tty: true });
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain('Usage: ibert-to-sql');
  });

  it('prints help and version on standard output', async () => {
    const help = await toSql('', ['--help']);
    expect(help).toMatchObject({ code: 0, err: '' });
    expect(help.out).toContain('--table-name <name>');
    expect(help.out).toContain('Examples:');
    expect((await toSql('', ['--version'])).out).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  it('takes the dialect from flag, environment, configuration file, default, in this order', async () => {
    const config = join(temporaryDirectory(), 'config.yaml');
    writeFileSync(config, 'dialect: nonsense\n');
    const asked = async (args: readonly string[], env = {}): Promise<string> =>
      (await toSql('t', args, { env })).err;
    expect(await asked(['--config', config])).toContain("'nonsense'");
    expect(await asked(['--config', config], { IBERT_DIALECT: 'other' })).toContain("'other'");
    expect(await asked(['--config', config, '--dialect', 'duckdb'], { IBERT_DIALECT: 'x' })).toBe(
      '',
    );
    expect(await asked([], { IBERT_DIALECT: 'other' })).toContain("'other'");
    expect(await asked([], { IBERT_CONFIG: config })).toContain("'nonsense'");
  });
});
