import { type CommandSpec, isProgram, loadProgram } from '@ibert/cli';
import { describe, expect, it } from 'vitest';
import { temporaryDirectory } from '../fixtures/temporary-directory.js';
import { type Ran, run } from './support.js';

async function command(name: string, ...args: readonly string[]): Promise<Ran> {
  if (!isProgram(name)) throw new Error(`there is no program ${name}`);
  const spec: CommandSpec = await loadProgram(name);
  return run(spec, [...args, '--data-dir', temporaryDirectory()]);
}

describe('a wrong use of a command', () => {
  it.each([
    ['compose', ['--least-killed', '0.9'], /--least-killed: expected --score-share 1, found 0\.1/],
    ['compose', ['--least-killed', '2', '--score-share', '1'], /from 0 to 1/],
    ['mine-task', ['translation'], /Allowed choices are/],
    ['mine-multitask', ['--task', 'sql'], /Allowed choices are/],
    ['mine-ibis-repo', ['--depth', 'all'], /whole number/],
    [
      'mine-ibis-docs',
      ['--repo', 'a', '--repo-file', 'b'],
      /--repo and --repo-file exclude each other/,
    ],
    ['mine-ibis-repo', ['--repo-file', 'no-such-list.txt'], /no-such-list\.txt/],
  ])('%s %j is told, with exit status 2', async (name, args, message) => {
    const { code, out, err } = await command(name, ...args);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(message);
  });
});
