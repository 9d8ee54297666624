import { ibertComplete } from '../commands/ibert-complete.js';
import { runProgram } from '../run-program.js';

await runProgram(ibertComplete);
