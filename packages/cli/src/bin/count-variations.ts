import { countVariations } from '../commands/count-variations.js';
import { runProgram } from '../run-program.js';

await runProgram(countVariations);
