import { generateMultitask } from '../commands/generate-multitask.js';
import { runProgram } from '../run-program.js';

await runProgram(generateMultitask);
