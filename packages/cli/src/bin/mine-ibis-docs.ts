import { mineIbisDocs } from '../commands/mine-ibis-docs.js';
import { runProgram } from '../run-program.js';

await runProgram(mineIbisDocs);
