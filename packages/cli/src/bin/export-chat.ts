import { exportChat } from '../commands/export-chat.js';
import { runProgram } from '../run-program.js';

await runProgram(exportChat);
