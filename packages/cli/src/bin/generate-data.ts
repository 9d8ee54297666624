import { generateData } from '../commands/generate-data.js';
import { runProgram } from '../run-program.js';

await runProgram(generateData);
