import { completeStats } from '../commands/complete-stats.js';
import { runProgram } from '../run-program.js';

await runProgram(completeStats);
