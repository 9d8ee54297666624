import { sqlToIbert } from '../commands/sql-to-ibert.js';
import { runProgram } from '../run-program.js';

await runProgram(sqlToIbert);
