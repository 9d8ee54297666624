import { mineIbisRepo } from '../commands/mine-ibis-repo.js';
import { runProgram } from '../run-program.js';

await runProgram(mineIbisRepo);
