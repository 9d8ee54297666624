import { generateAugmented } from '../commands/generate-augmented.js';
import { runProgram } from '../run-program.js';

await runProgram(generateAugmented);
