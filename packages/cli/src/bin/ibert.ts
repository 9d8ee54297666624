import { runProcess } from '../run-process.js';
import { runUmbrella } from '../umbrella.js';

await runProcess(runUmbrella);
