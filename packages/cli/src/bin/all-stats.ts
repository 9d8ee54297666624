import { allStats } from '../commands/all-stats.js';
import { runProgram } from '../run-program.js';

await runProgram(allStats);
