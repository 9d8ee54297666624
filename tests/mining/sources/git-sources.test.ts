import { existsSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { openSource, sourceCommit } from '@ibert/mining';
import { describe, expect, it } from 'vitest';
import { MIT_TEXT } from './licence-texts.js';
import {
  commit,
  git,
  optionsIn,
  readSource,
  repository,
  snapshot,
  temporary,
  writeFiles,
} from './workshop.js';

const url = (path: string): string => pathToFileURL(path).href;

const copyOf = (directory: string, name: string): string =>
  join(directory, 'data/mining/repos', `${name}.git`);

describe('a git URL', () => {
  it('is copied without its files, with one commit, and read at its HEAD', async () => {
    const shop = await repository({ LICENSE: MIT_TEXT, 'a.py': 'old', 'docs/b.md': '# B\n' });
    const head = await commit(shop, { 'a.py': 'x = 1\n', 'c.txt': 'no' });
    const work = temporary();
    const { tree, texts, skipped } = await readSource({ location: url(shop) }, optionsIn(work));
    expect(texts).toEqual({ 'a.py': 'x = 1\n', 'docs/b.md': '# B\n' });
    expect(skipped).toEqual({});
    expect(tree).toMatchObject({
      name: 'shop',
      repository: url(shop),
      commit: head,
      license: 'MIT',
      warnings: [],
    });
    expect(tree.history).toBeUndefined();
    const copy = copyOf(work, 'shop');
    expect(git(copy, ['rev-list', '--all', '--count'])).toBe('1');
    expect(existsSync(join(copy, 'a.py'))).toBe(false);
    expect(existsSync(join(copy, 'hooks'))).toBe(false);
  });

  it('is brought up to date, and not fetched again when nothing is new', async () => {
    const shop = await repository({ 'a.py': '1' });
    const work = temporary();
    const spec = { location: url(shop) };
    const first = await readSource(spec, optionsIn(work));
    const packs = snapshot(join(copyOf(work, 'shop'), 'objects'));
    await readSource(spec, optionsIn(work));
    expect(snapshot(join(copyOf(work, 'shop'), 'objects'))).toEqual(packs);

    const head = await commit(shop, { 'a.py': '2' });
    expect(await sourceCommit(spec, optionsIn(work))).toBe(head);
    const second = await readSource(spec, optionsIn(work));
    expect(second.tree.commit).toBe(head);
    expect(second.texts).toEqual({ 'a.py': '2' });
    expect(first.tree.commit).not.toBe(head);
  });

  it('is read at a branch, a tag or a commit', async () => {
    const shop = await repository({ 'a.py': '1' });
    const first = git(shop, ['rev-parse', 'HEAD']);
    git(shop, ['tag', '-a', 'v1', '-m', 'one']);
    git(shop, ['checkout', '-q', '-b', 'work']);
    const branch = await commit(shop, { 'a.py': '2' });
    git(shop, ['checkout', '-q', 'main']);
    await commit(shop, { 'a.py': '3' });
    const options = optionsIn(temporary());
    const at = async (ref: string): Promise<[string, string | undefined]> => {
      const { tree, texts } = await readSource({ location: url(shop), ref }, options);
      expect(await sourceCommit({ location: url(shop), ref }, options)).toBe(tree.commit);
      return [tree.commit, texts['a.py']];
    };
    expect(await at('v1')).toEqual([first, '1']);
    expect(await at('work')).toEqual([branch, '2']);
    expect(await at(first)).toEqual([first, '1']);
    await expect(at('v2')).rejects.toMatchObject({ code: 'SOURCE_REF_MISSING' });
    await expect(at('--upload-pack=touch x')).rejects.toMatchObject({ code: 'SOURCE_REF_INVALID' });
  });

  it('gets its whole history when that is wanted, also after a shallow copy', async () => {
    const shop = await repository({ 'a.py': '1' });
    await commit(shop, { 'a.py': '2' }, 'second');
    await commit(shop, { 'a.py': '3' }, 'third');
    const work = temporary();
    await readSource({ location: url(shop) }, optionsIn(work));
    const tree = await openSource({ location: url(shop) }, optionsIn(work, { history: true }));
    const seen: string[] = [];
    for await (const { subject } of tree.history?.() ?? []) seen.push(subject);
    await tree.close();
    expect(seen).toEqual(['third', 'second']);
    // Asking for less does not take it away again.
    await commit(shop, { 'a.py': '4' }, 'fourth');
    await readSource({ location: url(shop) }, optionsIn(work));
    expect(git(copyOf(work, 'shop'), ['rev-list', '--all', '--count'])).toBe('4');
  });

  it('has only as many commits as the depth says', async () => {
    const shop = await repository({ 'a.py': '1' });
    await commit(shop, { 'a.py': '2' }, 'second');
    await commit(shop, { 'a.py': '3' }, 'third');
    const work = temporary();
    const options = optionsIn(work, { history: true, depth: 2 });
    const tree = await openSource({ location: url(shop) }, options);
    const seen: string[] = [];
    for await (const { subject } of tree.history?.() ?? []) seen.push(subject);
    await tree.close();
    expect(seen).toEqual(['third']);
  });

  it('leaves large files out, and says so; a higher limit fetches them', async () => {
    const shop = await repository({ 'a.py': 'x', 'big.py': '#'.repeat(1_500_000) });
    const work = temporary();
    const options = optionsIn(work);
    const limited = { ...options, settings: { ...options.settings, max_file_size_mb: 1 } };
    const { texts, skipped } = await readSource({ location: url(shop) }, limited);
    expect(texts).toEqual({ 'a.py': 'x' });
    expect(skipped['big.py']).toContain('not in this copy');
    const more = await readSource({ location: url(shop) }, options);
    expect(Object.keys(more.texts)).toEqual(['a.py', 'big.py']);
  });

  it('that is gone is named; an earlier copy is read instead, with a warning', async () => {
    const shop = await repository({ 'a.py': '1' });
    const spec = { location: url(shop), name: 'mine' };
    const work = temporary();
    const head = git(shop, ['rev-parse', 'HEAD']);
    await readSource(spec, optionsIn(work));
    await rename(shop, `${shop}-away`);
    const { tree, texts } = await readSource(spec, optionsIn(work));
    expect(texts).toEqual({ 'a.py': '1' });
    expect(tree.warnings).toEqual([
      expect.stringMatching(/^cannot reach mine \(file:.*shop\): .*its earlier copy is read$/),
    ]);
    expect(await sourceCommit(spec, optionsIn(work))).toBe(head);
    await expect(readSource(spec, optionsIn(temporary()))).rejects.toMatchObject({
      code: 'SOURCE_UNREACHABLE',
      message: expect.stringContaining('mine (file://') as string,
    });
    // Another repository of the same name is not taken for it.
    const other = { location: url(join(work, 'other')), name: 'mine' };
    await expect(readSource(other, optionsIn(work))).rejects.toMatchObject({
      code: 'SOURCE_UNREACHABLE',
    });
  });

  it('that does not answer shows neither user nor password', async () => {
    const location = 'https://somebody:pass-1-word@127.0.0.1:9/x.git';
    const failure = readSource({ location }, optionsIn(temporary()));
    await expect(failure).rejects.toMatchObject({ code: 'SOURCE_UNREACHABLE' });
    const message = await failure.catch((error: unknown) => String(error));
    expect(message).toContain('https://127.0.0.1:9/x.git');
    expect(message).not.toMatch(/somebody|pass-1/);
  });

  it('without commits is named', async () => {
    const empty = join(temporary(), 'empty');
    await writeFiles(empty, { 'note.py': 'x' });
    git(empty, ['init', '-q']);
    for (const location of [empty, url(empty)]) {
      await expect(readSource({ location }, optionsIn(temporary()))).rejects.toMatchObject({
        code: 'SOURCE_EMPTY',
      });
    }
  });

  it('cannot be read without git, which is said', async () => {
    const shop = await repository({ 'a.py': '1' });
    const path = process.env['PATH'];
    process.env['PATH'] = temporary();
    try {
      for (const location of [shop, url(shop)]) {
        await expect(readSource({ location }, optionsIn(temporary()))).rejects.toMatchObject({
          code: 'GIT_MISSING',
        });
      }
    } finally {
      process.env['PATH'] = path;
    }
  });

  it('is given up when the run is interrupted', async () => {
    const shop = await repository({ 'a.py': '1' });
    const stop = new AbortController();
    stop.abort(new Error('interrupted'));
    const options = optionsIn(temporary(), { signal: stop.signal });
    for (const location of [url(shop), shop]) {
      await expect(readSource({ location }, options)).rejects.toThrow('interrupted');
    }
  });
});

describe('a local clone', () => {
  it('is read in place at a commit, whatever lies in its working tree', async () => {
    const shop = await repository({
      'a.py': '1',
      'pyproject.toml': '[project]\nlicense = "MIT"\n',
    });
    const first = git(shop, ['rev-parse', 'HEAD']);
    await commit(shop, { 'a.py': '2' });
    git(shop, ['remote', 'add', 'origin', 'https://me:pw1234567@git.example.com/shop.git']);
    await writeFiles(shop, { 'a.py': 'not committed', 'new.py': 'new' });
    const before = snapshot(shop);
    const { tree, texts } = await readSource({ location: shop }, optionsIn(temporary()));
    expect(texts).toEqual({ 'a.py': '2' });
    expect(tree.repository).toBe('https://git.example.com/shop.git');
    expect(tree.license).toBe('MIT');
    const old = await readSource({ location: shop, ref: 'HEAD~1' }, optionsIn(temporary()));
    expect(old.tree.commit).toBe(first);
    expect(old.texts).toEqual({ 'a.py': '1' });
    expect(snapshot(shop)).toEqual(before);
    await expect(
      readSource({ location: shop, ref: 'nope' }, optionsIn(temporary())),
    ).rejects.toMatchObject({ code: 'SOURCE_REF_MISSING' });
  });

  it('may be bare, a linked working tree, or share the objects of another', async () => {
    const shop = await repository({ 'a.py': '1' });
    const place = temporary();
    git(shop, ['worktree', 'add', '-q', join(place, 'tree')]);
    git(place, ['clone', '-q', '--bare', shop, 'bare.git']);
    git(place, ['clone', '-q', '--shared', shop, 'shared']);
    for (const name of ['tree', 'bare.git', 'shared']) {
      const { texts } = await readSource({ location: join(place, name) }, optionsIn(place));
      expect(texts, name).toEqual({ 'a.py': '1' });
    }
  });

  it('may lack contents: those files are skipped, nothing is fetched', async () => {
    const shop = await repository({ 'a.py': 'kept', 'b.py': 'lost' });
    const id = git(shop, ['rev-parse', 'HEAD:b.py']);
    await rm(join(shop, '.git/objects', id.slice(0, 2), id.slice(2)));
    const { texts, skipped } = await readSource({ location: shop }, optionsIn(temporary()));
    expect(texts).toEqual({ 'a.py': 'kept' });
    expect(skipped).toEqual({ 'b.py': 'its content is not in this copy of the repository' });
  });
});

describe('history', () => {
  it('gives the texts before and after of modified files, the newest first', async () => {
    const shop = await repository({ 'a.py': '1\r\n', 'b.md': 'b', 'c.txt': 'c', 'gone.py': 'g' });
    const second = await commit(
      shop,
      { 'a.py': '2\n', 'c.txt': 'd', 'new.py': 'n' },
      'Fix "a": β\n\nmore',
    );
    await rm(join(shop, 'gone.py'));
    const third = await commit(shop, { 'b.md': 'b2', 'a.py': '3\n' }, 'third');
    await commit(shop, { 'c.txt': 'e' }, 'other files only');
    const tree = await openSource({ location: shop }, optionsIn(temporary()));
    const commits = [];
    for await (const each of tree.history?.() ?? []) commits.push(each);
    expect(commits).toEqual([
      {
        id: third,
        subject: 'third',
        changes: [
          { path: 'a.py', before: '2\n', after: '3\n' },
          { path: 'b.md', before: 'b', after: 'b2' },
        ],
      },
      {
        id: second,
        subject: 'Fix "a": β',
        changes: [{ path: 'a.py', before: '1\n', after: '2\n' }],
      },
    ]);
    await tree.close();
  });

  it('reads files only of commits that are accepted, and looks at no more than asked', async () => {
    const shop = await repository({ 'a.py': '1', 'docs/b.md': '1' });
    await commit(shop, { 'a.py': '2' }, 'fix: two');
    await commit(shop, { 'docs/b.md': '2' }, 'fix: docs');
    await commit(shop, { 'a.py': '3' }, 'feat: three');
    const tree = await openSource({ location: shop }, optionsIn(temporary()));
    const asked: string[] = [];
    const subjects = async (maxCommits?: number): Promise<string[]> => {
      const found: string[] = [];
      const accept = ({
        subject,
        paths,
      }: {
        subject: string;
        paths: readonly string[];
      }): boolean => {
        asked.push(subject);
        return subject.startsWith('fix') && paths.includes('a.py');
      };
      for await (const { subject } of tree.history?.({ accept, maxCommits }) ?? []) {
        found.push(subject);
      }
      return found;
    };
    expect(await subjects()).toEqual(['fix: two']);
    expect(asked).toEqual(['feat: three', 'fix: docs', 'fix: two']);
    expect(await subjects(2)).toEqual([]);
    await tree.close();
  });

  it('leaves out changes that are no text, and commits without others', async () => {
    const shop = await repository({ 'a.py': Buffer.from([0xff, 0xfe, 0x41]), 'b.py': '1' });
    await commit(shop, { 'a.py': 'text now' }, 'only a');
    await commit(shop, { 'a.py': 'more', 'b.py': Buffer.from([0]) }, 'a, and b broken');
    const tree = await openSource({ location: shop }, optionsIn(temporary()));
    const seen = [];
    for await (const { subject, changes } of tree.history?.() ?? []) {
      seen.push([subject, changes.map(({ path }) => path)]);
    }
    await tree.close();
    expect(seen).toEqual([['a, and b broken', ['a.py']]]);
  });

  it('can be left before its end', async () => {
    const shop = await repository({ 'a.py': '0' });
    for (const text of ['1', '2', '3']) await commit(shop, { 'a.py': text }, text);
    const tree = await openSource({ location: shop }, optionsIn(temporary()));
    for await (const { subject } of tree.history?.() ?? []) {
      expect(subject).toBe('3');
      break;
    }
    await tree.close();
  });
});
