import { ibertDoc } from '../commands/ibert-doc.js';
import { runProgram } from '../run-program.js';

await runProgram(ibertDoc);
