import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryDirectory } from '../fixtures/temporary-directory.js';
import { TINY_MODEL } from './folders.js';

const PYTHON = '.cache/models/venv/bin/python';

describe('the scripts that make models', () => {
  it('build graphs that agree with plain numpy: whole, cached, padded, last scores only', () => {
    const lines = run('tools/check_graphs.py').trim().split('\n');
    expect(lines.map((line) => line.replace(/: differs by .*/, ''))).toEqual(
      ['llama', 'qwen2'].flatMap((type) =>
        ['whole', 'cached', 'padded', 'last'].map((check) => `${type}, ${check}`),
      ),
    );
  });

  it('make the committed tiny model, byte by byte', () => {
    const directory = temporaryDirectory();
    run('tools/make_tiny_model.py', directory);
    expect(filesOf(directory)).toEqual(filesOf(TINY_MODEL));
  });
});

function run(...args: readonly string[]): string {
  const env = { ...process.env, PYTHONDONTWRITEBYTECODE: '1' };
  return execFileSync(PYTHON, args, { encoding: 'utf8', env });
}

/** Each file below a folder with its bytes. */
function filesOf(folder: string): Readonly<Record<string, string>> {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  return Object.fromEntries(
    names.toSorted().map((name) => [name.slice(folder.length), readFileSync(name, 'base64')]),
  );
}
