import { execFileSync } from 'node:child_process';
import { expect, it } from 'vitest';

const PYTHON = '.venv/bin/python';

it('finds the recorded answers to broken programs in real Ibis', () => {
  const changes = execFileSync(PYTHON, ['tests/oracle/record_broken.py', '--check'], {
    encoding: 'utf8',
  });
  expect(changes.split('\n').filter((line) => line !== '')).toEqual([]);
});
