import { listTemplates } from '../commands/list-templates.js';
import { runProgram } from '../run-program.js';

await runProgram(listTemplates);
