import { miningStats } from '../commands/mining-stats.js';
import { runProgram } from '../run-program.js';

await runProgram(miningStats);
