import { compose } from '../commands/compose.js';
import { runProgram } from '../run-program.js';

await runProgram(compose);
