// Writes docs/dialects.md from the tables of the dialects and the results of the test suites.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const vitest = fileURLToPath(new URL('../node_modules/.bin/vitest', import.meta.url));
const args = ['run', 'tests/sql/dialects-page.test.ts', '--update'];
const { status } = spawnSync(vitest, args, { cwd: root, stdio: 'inherit' });
process.exitCode = status ?? 1;
