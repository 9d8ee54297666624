import { existsSync } from 'node:fs';
import { SMOLLM2 } from './folders.js';

/** Stops the run at once where the model was not made. */
export function setup(): void {
  if (existsSync(SMOLLM2)) return;
  throw new Error(`${SMOLLM2} is not there: run bash tools/make-models.sh first`);
}
