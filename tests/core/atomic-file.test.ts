import { spawn } from 'node:child_process';
import * as nodeFs from 'node:fs/promises';
import {
  chmod,
  lstat,
  mkdtemp,
  readdir,
  readFile,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type AtomicFs, openAtomicFile, writeFileAtomic } from '@ibert/core/files';
import { beforeEach, describe, expect, it } from 'vitest';

let directory = '';
let path = '';

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'ibert-atomic-'));
  path = join(directory, 'out.jsonl');
});

function systemFault(code: string): Error {
  return Object.assign(new Error(`${code}: injected`), { code });
}

type Step = 'open' | 'writeFile' | 'sync' | 'close' | 'rename';

/** The real file system, but one step fails. */
function failingAt(step: Step, code: string): AtomicFs {
  const fail = async (): Promise<never> => {
    throw systemFault(code);
  };
  return {
    ...nodeFs,
    ...(step === 'rename' ? { rename: fail } : {}),
    open: async (...args: Parameters<typeof nodeFs.open>) => {
      if (step === 'open') return fail();
      const handle = await nodeFs.open(...args);
      if (step === 'rename') return handle;
      return new Proxy(handle, {
        get(target, key) {
          if (key === 'close' && step === 'close') return () => target.close().then(fail);
          if (key === step) return fail;
          const member: unknown = Reflect.get(target, key);
          return typeof member === 'function' ? (member.bind(target) as unknown) : member;
        },
      });
    },
  };
}

describe('an atomic file', () => {
  it('appears complete, with the directories it needs', async () => {
    const nested = join(directory, 'a/b/out.jsonl');
    await writeFileAtomic(nested, ['one\n', 'two é\n']);
    expect(await readFile(nested, 'utf8')).toBe('one\ntwo é\n');
    expect(await readdir(join(directory, 'a/b'))).toEqual(['out.jsonl']);
  });

  it('leaves the earlier content to readers until the commit', async () => {
    await writeFile(path, 'old');
    const file = await openAtomicFile(path);
    await file.write('x'.repeat(200_000));
    expect(await readFile(path, 'utf8')).toBe('old');
    await file.commit();
    expect((await readFile(path, 'utf8')).length).toBe(200_000);
  });

  it('leaves nothing behind when it is discarded', async () => {
    await writeFile(path, 'old');
    const file = await openAtomicFile(path);
    await file.write('new');
    await file.discard();
    await file.discard();
    expect(await readFile(path, 'utf8')).toBe('old');
    expect(await readdir(directory)).toEqual(['out.jsonl']);
  });

  it('keeps the earlier content when its chunks fail half way', async () => {
    await writeFile(path, 'old');
    function* chunks(): Generator<string> {
      yield 'half';
      throw new Error('no more');
    }
    await expect(writeFileAtomic(path, chunks())).rejects.toThrow('no more');
    expect(await readFile(path, 'utf8')).toBe('old');
    expect(await readdir(directory)).toEqual(['out.jsonl']);
  });

  const steps: readonly Step[] = ['open', 'writeFile', 'sync', 'close', 'rename'];
  for (const step of steps) {
    it(`keeps the earlier content and clears up when ${step} fails`, async () => {
      await writeFile(path, 'old');
      const writing = writeFileAtomic(path, 'new', failingAt(step, 'ENOSPC'));
      await expect(writing).rejects.toMatchObject({
        code: 'OUTPUT_UNWRITABLE',
        message: `cannot write ${path}: no space is left on the device (ENOSPC)`,
        hint: 'Free some space, or choose a path on another device.',
      });
      expect(await readFile(path, 'utf8')).toBe('old');
      expect(await readdir(directory)).toEqual(['out.jsonl']);
    });
  }

  it('says what is wrong with a path that cannot be written', async () => {
    await writeFile(path, 'old');
    const below = writeFileAtomic(join(path, 'x.jsonl'), 'new');
    await expect(below).rejects.toMatchObject({ code: 'OUTPUT_UNWRITABLE' });
    // The system answers ENOENT below a directory that is there; a recursive mkdir never returns.
    const nowhere = writeFileAtomic('/proc/nowhere/x.jsonl', 'new');
    await expect(nowhere).rejects.toMatchObject({ code: 'OUTPUT_UNWRITABLE' });
    const denied = writeFileAtomic(path, 'new', failingAt('open', 'EACCES'));
    await expect(denied).rejects.toThrow('permission denied (EACCES)');
    await expect(writeFileAtomic(directory, 'new')).rejects.toMatchObject({
      code: 'OUTPUT_NOT_A_FILE',
      message: `cannot write ${directory}: it is a directory`,
    });
    await expect(writeFileAtomic('/dev/null', 'new')).rejects.toThrow('a device or a pipe');
    expect((await stat('/dev/null')).isCharacterDevice()).toBe(true);
  });

  it('replaces the file behind a link, and keeps its permissions', async () => {
    const link = join(directory, 'link.jsonl');
    await writeFile(path, 'old');
    await chmod(path, 0o604);
    await symlink('out.jsonl', link);
    await writeFileAtomic(link, 'new');
    expect((await lstat(link)).isSymbolicLink()).toBe(true);
    expect(await readFile(path, 'utf8')).toBe('new');
    expect((await stat(path)).mode & 0o777).toBe(0o604);
  });

  it('survives a kill at any moment: old or new content, never a mixture', async () => {
    await writeFile(path, 'old\n'.repeat(1000));
    const script = `
      import { writeFileAtomic } from '@ibert/core/files';
      process.stdout.write('ready');
      for (;;) await writeFileAtomic(process.argv[1], Array(5000).fill('new\\n'));
    `;
    for (const delay of [0, 3, 7, 12, 20]) {
      const child = spawn(process.execPath, ['--input-type=module', '-e', script, path], {
        cwd: import.meta.dirname,
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      await new Promise((resolve, reject) => {
        child.stdout.once('data', resolve);
        child.once('exit', () => reject(new Error('the writer did not start')));
      });
      await new Promise((resolve) => setTimeout(resolve, delay));
      child.kill('SIGKILL');
      await new Promise((resolve) => child.once('exit', resolve));
      const lines = (await readFile(path, 'utf8')).split('\n').slice(0, -1);
      expect([1000, 5000]).toContain(lines.length);
      expect(new Set(lines).size).toBe(1);
    }
  });
});
