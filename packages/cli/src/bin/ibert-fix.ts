import { ibertFix } from '../commands/ibert-fix.js';
import { runProgram } from '../run-program.js';

await runProgram(ibertFix);
