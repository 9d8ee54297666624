import { multitaskStats } from '../commands/multitask-stats.js';
import { runProgram } from '../run-program.js';

await runProgram(multitaskStats);
