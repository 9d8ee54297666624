import { ibertToSql } from '../commands/ibert-to-sql.js';
import { runProgram } from '../run-program.js';

await runProgram(ibertToSql);
