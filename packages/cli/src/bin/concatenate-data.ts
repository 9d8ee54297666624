import { concatenateData } from '../commands/concatenate-data.js';
import { runProgram } from '../run-program.js';

await runProgram(concatenateData);
