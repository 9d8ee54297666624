import { existsSync, readFileSync } from 'node:fs';

// Adds up the JSON reports of the test runs. A step that failed in another way than by a failed
// test (lint, types, a test file that does not load, a run without report) counts as one failure.
const [failedSteps, ...files] = process.argv.slice(2);
let passed = 0;
let failed = 0;
let explained = 0;
for (const file of files) {
  if (!existsSync(file)) continue;
  const report = JSON.parse(readFileSync(file, 'utf8'));
  passed += report.numPassedTests;
  failed += report.numFailedTests;
  if (report.numFailedTests > 0) explained += 1;
}
failed += Math.max(0, Number(failedSteps) - explained);
process.stdout.write(`${passed} passed, ${failed} failed\n`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
