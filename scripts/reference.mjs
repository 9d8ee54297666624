// Writes what ibert-qa answers from: runs the examples of templates/reference and makes the search
// index; build the packages first. `--check` only says whether the written one is up to date;
// `--draft` writes in spite of faults, for work in progress.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { buildReference, referenceModule } from '../packages/tasks/dist/qa/build/index.js';

const target = new URL('../packages/tasks/src/qa/reference-text.ts', import.meta.url);
const folder = fileURLToPath(new URL('../templates/reference', import.meta.url));

const built = await buildReference(folder);
const text = referenceModule(built);
for (const fault of built.faults) process.stderr.write(`${fault}\n`);
if (built.faults.length > 0 && !process.argv.includes('--draft')) {
  process.stderr.write(`${built.faults.length} faults; nothing is written\n`);
  process.exitCode = 1;
} else if (process.argv.includes('--check')) {
  const same = readFileSync(target, 'utf8') === text;
  process.stderr.write(same ? 'up to date\n' : 'out of date: run node scripts/reference.mjs\n');
  process.exitCode = same ? 0 : 1;
} else {
  writeFileSync(target, text);
  process.stderr.write(`${built.entries.length} entries, ${text.length} characters\n`);
}
