import { execFileSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadProgram, PROGRAMS } from '@ibert/cli';
import { describe, expect, it } from 'vitest';
import { run } from './support.js';

async function script(shell: string): Promise<string> {
  const { code, out, err } = await run(await loadProgram('completions'), [shell]);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  return out;
}

/** What bash offers behind the words of a line; the last word is the one that is completed. */
async function offered(words: readonly string[]): Promise<readonly string[]> {
  const file = join(mkdtempSync(join(tmpdir(), 'ibert-')), 'completions.bash');
  writeFileSync(file, await script('bash'));
  const quoted = words.map((word) => `'${word}'`).join(' ');
  const command = `source ${file}; COMP_WORDS=(${quoted}); COMP_CWORD=${words.length - 1}; _ibert; printf '%s\\n' "\${COMPREPLY[@]}"`;
  return execFileSync('bash', ['-euc', command], { encoding: 'utf8' }).trimEnd().split('\n');
}

describe('completions', () => {
  it('offer every command behind ibert', async () => {
    expect([...(await offered(['ibert', '']))].sort()).toEqual(Object.keys(PROGRAMS).sort());
  });

  it('offer the options of a command, called either way', async () => {
    expect(await offered(['ibert', 'ibert-doc', '--st'])).toEqual(['--style', '--stream']);
    expect(await offered(['/usr/bin/ibert-doc', '--st'])).toEqual(['--style', '--stream']);
  });

  it('offer the values of an option that has few', async () => {
    expect(await offered(['ibert-doc', '--style', ''])).toEqual(['google', 'numpy']);
  });

  it.each(['zsh', 'fish'])('name every command and option for %s', async (shell) => {
    const text = await script(shell);
    for (const name of Object.keys(PROGRAMS)) expect(text).toContain(name);
    expect(text).toContain(shell === 'zsh' ? '--dialect[' : '-l dialect');
  });

  it('are refused for a shell that is not known', async () => {
    const { code, err } = await run(await loadProgram('completions'), ['tcsh']);
    expect(code).toBe(2);
    expect(err).toContain('Allowed choices are bash, zsh, fish');
  });
});
