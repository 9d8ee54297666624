import { validateData } from '../commands/validate-data.js';
import { runProgram } from '../run-program.js';

await runProgram(validateData);
