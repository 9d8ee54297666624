import { datasetStats } from '../commands/dataset-stats.js';
import { runProgram } from '../run-program.js';

await runProgram(datasetStats);
