import { mineMultitask } from '../commands/mine-multitask.js';
import { runProgram } from '../run-program.js';

await runProgram(mineMultitask);
