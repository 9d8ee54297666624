import { mineTask } from '../commands/mine-task.js';
import { runProgram } from '../run-program.js';

await runProgram(mineTask);
