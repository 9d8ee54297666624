import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { openSource } from '@ibert/mining';
import { describe, expect, it } from 'vitest';
import { deepPath, GOOD, hostileRepository, ODD } from './hostile-repository.js';
import { git, optionsIn, readSource, snapshot, temporary, writeFiles } from './workshop.js';

const READ = { ...GOOD, ...ODD, 'bom.py': 'x = 1\ny = 2\n', [deepPath()]: 'deep' };

const SKIPPED = {
  '../up.py': 'its path leaves the source',
  'b\uFFFD.py': 'its name is no UTF-8 text',
  'gpl.py': 'its own licence is GPL-3.0-only',
  'huge.py': expect.stringMatching(/bytes|not in this copy/) as string,
  'latin1.py': 'it is no UTF-8 text',
  'link.py': 'it is a symbolic link',
  'loop.py': 'it is a symbolic link',
  m: 'it is a submodule',
  'missing.py': 'its content is not in this copy of the repository',
  outside: 'it is a symbolic link',
  'passwd.py': 'it is a symbolic link',
  'utf16.py': 'it is no text: it holds NUL bytes',
};

describe('a hostile repository', () => {
  it('does what it tries when git is used without care', () => {
    const { path, markers } = hostileRepository();
    try {
      git(path, ['status']);
      git(path, ['log', '-p', '--ext-diff']);
    } catch {
      // It may fail as well; what counts is what it ran.
    }
    expect(readdirSync(markers)).not.toEqual([]);
  });

  it('as a clone: nothing runs, nothing changes, the good files are read', async () => {
    const { path, world, markers } = hostileRepository();
    const before = snapshot(world);
    const { texts, skipped, tree } = await readSource({ location: path }, optionsIn(temporary()));
    expect(texts).toEqual(READ);
    expect(skipped).toEqual(SKIPPED);
    expect(tree.license).toBe('MIT');
    expect(tree.repository).toBe('hostile');
    expect(readdirSync(markers)).toEqual([]);
    expect(snapshot(world)).toEqual(before);
  });

  it('as a clone: its history is read without its settings', async () => {
    const { path, world, markers } = hostileRepository();
    const id = git(path, ['hash-object', '-w', '--stdin'], 'x = 2\n');
    const old = git(path, ['ls-tree', '-z', 'HEAD']).replaceAll(
      /(blob )[0-9a-f]+(\tgood\.py)/g,
      `$1${id}$2`,
    );
    const root = git(path, ['mktree', '-z', '--missing'], old);
    const next = git(path, ['commit-tree', root, '-p', 'HEAD', '-m', 'fix']);
    git(path, ['update-ref', 'refs/heads/main', next]);
    for (const name of readdirSync(markers)) rmSync(join(markers, name));
    const before = snapshot(world);
    const tree = await openSource({ location: path }, optionsIn(temporary()));
    const commits = [];
    for await (const { changes } of tree.history?.() ?? []) commits.push(changes);
    await tree.close();
    expect(commits).toEqual([[{ path: 'good.py', before: 'x = 1\n', after: 'x = 2\n' }]]);
    expect(readdirSync(markers)).toEqual([]);
    expect(snapshot(world)).toEqual(before);
  });

  it('as a URL: only data/mining changes', async () => {
    const { path, world, markers } = hostileRepository({ complete: true });
    const before = snapshot(world);
    const work = temporary();
    writeFileSync(join(work, 'mine.txt'), 'mine');
    const location = pathToFileURL(path).href;
    const { texts, skipped } = await readSource({ location }, optionsIn(work, { history: true }));
    expect(texts).toEqual(READ);
    const { 'missing.py': _, ...rest } = SKIPPED;
    expect(skipped).toEqual(rest);
    expect(readdirSync(markers)).toEqual([]);
    expect(snapshot(world)).toEqual(before);
    expect(readdirSync(work).sort()).toEqual(['data', 'mine.txt']);
    expect(readdirSync(join(work, 'data'))).toEqual(['mining']);
    expect(readdirSync(join(work, 'data/mining'))).toEqual(['repos']);
  });

  it('as a URL that lacks objects: it is reported, nothing runs', async () => {
    const { path, world, markers } = hostileRepository();
    const before = snapshot(world);
    const read = readSource({ location: pathToFileURL(path).href }, optionsIn(temporary()));
    await expect(read).rejects.toMatchObject({ code: 'SOURCE_UNREACHABLE' });
    expect(readdirSync(markers)).toEqual([]);
    expect(snapshot(world)).toEqual(before);
  });

  it('stops nothing: another source is read after it', async () => {
    const { path } = hostileRepository();
    const work = temporary();
    await readSource({ location: pathToFileURL(path).href }, optionsIn(work)).catch(
      () => undefined,
    );
    const folder = temporary();
    await writeFiles(folder, { 'a.py': '1' });
    expect((await readSource({ location: folder }, optionsIn(work))).texts).toEqual({
      'a.py': '1',
    });
  });

  it('of objects that are no objects is reported', async () => {
    const { path } = hostileRepository();
    writeFileSync(join(path, '.git/HEAD'), `${'3'.repeat(40)}\n`);
    await expect(readSource({ location: path }, optionsIn(temporary()))).rejects.toMatchObject({
      code: 'SOURCE_REF_MISSING',
    });
    writeFileSync(join(path, '.git/HEAD'), 'no head');
    await expect(readSource({ location: path }, optionsIn(temporary()))).rejects.toMatchObject({
      code: 'SOURCE_UNSUPPORTED',
    });
  });
});
