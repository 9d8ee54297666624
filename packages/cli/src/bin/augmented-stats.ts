import { augmentedStats } from '../commands/augmented-stats.js';
import { runProgram } from '../run-program.js';

await runProgram(augmentedStats);
