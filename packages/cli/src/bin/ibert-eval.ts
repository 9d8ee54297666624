import { ibertEval } from '../commands/ibert-eval.js';
import { runProgram } from '../run-program.js';

await runProgram(ibertEval);
