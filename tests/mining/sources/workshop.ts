import { execFileSync } from 'node:child_process';
import { lstatSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { loadConfig } from '@ibert/core/config';
import { openSource, type SourceOptions, type SourceSpec, type SourceTree } from '@ibert/mining';
import { afterAll } from 'vitest';

const made: string[] = [];

afterAll(() => {
  for (const directory of made.splice(0)) rmSync(directory, { recursive: true, force: true });
});

/** A directory that is removed after the tests. */
export function temporary(): string {
  const directory = mkdtempSync(join(tmpdir(), 'ibert-sources-'));
  made.push(directory);
  return directory;
}

export function optionsIn(directory: string, more: Partial<SourceOptions> = {}): SourceOptions {
  return {
    dataDirectory: join(directory, 'data'),
    settings: loadConfig({ cwd: directory, env: {} }).mining,
    ...more,
  };
}

const IDENTITY = {
  GIT_AUTHOR_NAME: 'a',
  GIT_AUTHOR_EMAIL: 'a@example.com',
  GIT_COMMITTER_NAME: 'a',
  GIT_COMMITTER_EMAIL: 'a@example.com',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
};

/** Runs git in a repository of the tests. */
export function git(repository: string, args: readonly string[], input?: string | Buffer): string {
  return execFileSync('git', ['-C', repository, ...args], {
    env: { ...process.env, ...IDENTITY },
    input: input ?? '',
    stdio: ['pipe', 'pipe', 'ignore'],
  })
    .toString()
    .trim();
}

export type Files = Readonly<Record<string, string | Buffer>>;

export async function writeFiles(directory: string, files: Files): Promise<void> {
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(directory, path)), { recursive: true });
    await writeFile(join(directory, path), content);
  }
}

/** Puts files into a repository as one commit; its id. */
export async function commit(
  repository: string,
  files: Files,
  message = 'change',
): Promise<string> {
  await writeFiles(repository, files);
  git(repository, ['add', '-A', '.']);
  git(repository, ['commit', '-q', '--no-verify', '-m', message]);
  return git(repository, ['rev-parse', 'HEAD']);
}

export async function repository(files: Files): Promise<string> {
  const directory = join(temporary(), 'shop');
  await mkdir(directory);
  git(directory, ['init', '-q', '-b', 'main']);
  // Servers that people use give filtered clones and any commit.
  git(directory, ['config', 'uploadpack.allowFilter', 'true']);
  git(directory, ['config', 'uploadpack.allowAnySHA1InWant', 'true']);
  await commit(directory, files, 'first');
  return directory;
}

export interface Read {
  readonly texts: Readonly<Record<string, string>>;
  readonly skipped: Readonly<Record<string, string>>;
}

export async function filesOf(tree: SourceTree): Promise<Read> {
  const texts: Record<string, string> = {};
  const skipped: Record<string, string> = {};
  for await (const file of tree.files()) {
    if ('text' in file) texts[file.path] = file.text;
    else skipped[file.path] = file.skipped;
  }
  return { texts, skipped };
}

/** Opens a source, reads all of it, and closes it. */
export async function readSource(
  spec: SourceSpec,
  options: SourceOptions,
): Promise<Read & { readonly tree: SourceTree }> {
  const tree = await openSource(spec, options);
  try {
    return { tree, ...(await filesOf(tree)) };
  } finally {
    await tree.close();
  }
}

/** Everything below a directory: path → content, target of a link, or kind. */
export function snapshot(directory: string, but: readonly string[] = []): Record<string, string> {
  const found: Record<string, string> = {};
  const visit = (below: string): void => {
    for (const name of readdirSync(join(directory, below))) {
      const path = join(below, name);
      if (but.includes(path)) continue;
      const stat = lstatSync(join(directory, path));
      if (stat.isDirectory()) visit(path);
      else {
        found[path] = stat.isFile()
          ? `${stat.mode} ${readFileSync(join(directory, path)).toString('base64')}`
          : `${stat.mode}`;
      }
    }
  };
  visit('.');
  return found;
}
