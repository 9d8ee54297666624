import { validateMultitask } from '../commands/validate-multitask.js';
import { runProgram } from '../run-program.js';

await runProgram(validateMultitask);
