import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sourceCommit } from '@ibert/mining';
import { describe, expect, it } from 'vitest';
import { optionsIn, readSource, snapshot, temporary, writeFiles } from './workshop.js';

describe('a folder', () => {
  it('is read as it lies there, without what the settings leave out', async () => {
    const folder = temporary();
    await writeFiles(folder, {
      'b.py': '\uFEFFb = 1\r\nc = 2\r',
      'A.PY': 'upper',
      '.hidden/a.md': 'hidden',
      'docs/a.qmd': 'a',
      'docs/a.txt': 'no',
      'node_modules/x/a.py': 'no',
      'sub/__pycache__/a.py': 'no',
      'mine/a.sql': 'SELECT 1',
      'package.json': '{"license": "ISC"}',
    });
    const { tree, texts } = await readSource({ location: folder }, optionsIn(temporary()));
    expect(Object.entries(texts)).toEqual([
      ['.hidden/a.md', 'hidden'],
      ['A.PY', 'upper'],
      ['b.py', 'b = 1\nc = 2\n'],
      ['docs/a.qmd', 'a'],
      ['mine/a.sql', 'SELECT 1'],
    ]);
    expect(tree.license).toBe('ISC');
    const options = optionsIn(temporary());
    const settings = {
      ...options.settings,
      extensions: ['.qmd', '.sql'],
      exclude_patterns: ['mine/**'],
      scan_dirs: ['docs', 'mine'],
    };
    const some = await readSource({ location: folder }, { ...options, settings });
    expect(Object.keys(some.texts)).toEqual(['docs/a.qmd']);
    const other = { location: folder, directories: ['mine/', '.hidden'] };
    expect(Object.keys((await readSource(other, options)).texts)).toEqual([
      '.hidden/a.md',
      'mine/a.sql',
    ]);
  });

  it('has another state when a file changes, and only then', async () => {
    const folder = temporary();
    await writeFiles(folder, { 'a.py': '1', 'b.py': '2' });
    const options = optionsIn(temporary());
    const first = await sourceCommit({ location: folder }, options);
    expect(first).toMatch(/^sha256:[0-9a-f]{64}$/);
    await writeFiles(folder, { 'a.py': '1', 'note.txt': 'x' });
    expect(await sourceCommit({ location: folder }, options)).toBe(first);
    await writeFiles(folder, { 'a.py': '3' });
    expect(await sourceCommit({ location: folder }, options)).not.toBe(first);
  });

  it('is not left by links, and pipes are not waited for', async () => {
    const world = temporary();
    const folder = join(world, 'folder');
    mkdirSync(join(world, 'victim'));
    await writeFiles(folder, { 'good.py': 'good', 'big.py': '#'.repeat(3 * 1024 * 1024) });
    await writeFiles(join(world, 'victim'), { 'secret.py': 'secret' });
    symlinkSync('../victim/secret.py', join(folder, 'file.py'));
    symlinkSync('../victim', join(folder, 'directory'));
    symlinkSync('.', join(folder, 'circle'));
    symlinkSync('nowhere', join(folder, 'dangling.py'));
    execFileSync('mkfifo', [join(folder, 'pipe.py')]);
    const before = snapshot(join(world, 'victim'));
    let deep = folder;
    for (let level = 0; level < 200; level++) deep = join(deep, 'd');
    mkdirSync(deep, { recursive: true });
    writeFileSync(join(deep, 'deep.py'), 'deep');
    const { texts, skipped } = await readSource({ location: folder }, optionsIn(temporary()));
    expect(texts).toEqual({ 'good.py': 'good', [`${'d/'.repeat(200)}deep.py`]: 'deep' });
    expect(skipped).toEqual({
      'big.py': 'it has 3145728 bytes; at most 2097152 are read',
      circle: 'it is a symbolic link',
      'dangling.py': 'it is a symbolic link',
      directory: 'it is a symbolic link',
      'file.py': 'it is a symbolic link',
      'pipe.py': 'it is a device or a pipe',
    });
    expect(snapshot(join(world, 'victim'))).toEqual(before);
  });
});

describe('a location that is no source', () => {
  const cases: readonly (readonly [string, string, RegExp])[] = [
    ['./no/such/folder', 'SOURCE_MISSING', /^there is no \.\/no\/such\/folder$/],
    ['owner/name', 'SOURCE_MISSING', /^there is no owner\/name$/],
    ['', 'SOURCE_UNSUPPORTED', /empty/],
    ['a\nb', 'SOURCE_UNSUPPORTED', /control characters/],
    ['-uexec', 'SOURCE_MISSING', /there is no -uexec/],
    ['ext::sh -c true', 'SOURCE_UNSUPPORTED', /ext:: is not one of https, ssh, git, file/],
    ['fd::17', 'SOURCE_UNSUPPORTED', /fd:: is not one of/],
    [
      'http://u:p@example.com/x.git',
      'SOURCE_UNSUPPORTED',
      /"http:\/\/example\.com.*http:\/\/ is not/,
    ],
    ['ssh://-oProxyCommand=x/y', 'SOURCE_UNSUPPORTED', /its host is none/],
    ['ssh://a@-oProxyCommand=x/y', 'SOURCE_UNSUPPORTED', /its host is none/],
    ['https://example.com/a.whl', 'SOURCE_UNSUPPORTED', /archives are not downloaded/],
  ];
  for (const [location, code, message] of cases) {
    it(`is named: ${JSON.stringify(location)}`, async () => {
      await expect(readSource({ location }, optionsIn(temporary()))).rejects.toMatchObject({
        code,
        message: expect.stringMatching(message) as string,
        hint: expect.stringContaining('.whl') as string,
      });
    });
  }

  it('is named: a file that is no archive, and a device', async () => {
    const file = join(temporary(), 'a.zip');
    writeFileSync(file, 'no zip');
    await expect(readSource({ location: file }, optionsIn(temporary()))).rejects.toThrow(
      'it is no zip and no tar.gz file',
    );
    await expect(
      readSource({ location: '/dev/null' }, optionsIn(temporary())),
    ).rejects.toMatchObject({ code: 'SOURCE_UNSUPPORTED' });
  });
});
