import { ibertQa } from '../commands/ibert-qa.js';
import { runProgram } from '../run-program.js';

await runProgram(ibertQa);
