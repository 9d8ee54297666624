import { generateTask } from '../commands/generate-task.js';
import { runProgram } from '../run-program.js';

await runProgram(generateTask);
