import { Worker } from 'node:worker_threads';

/** Runs beside a fuzz, in a thread: an evaluation that never ends cannot report itself. */
const WATCH = `
  const { workerData } = require('node:worker_threads');
  const { writeSync } = require('node:fs');
  const { counter, name, ms } = workerData;
  let last = -1;
  setInterval(() => {
    const now = Atomics.load(counter, 0);
    if (now === last && now !== 0) {
      writeSync(2, name + ': mutant ' + (now - 1) + ' did not end within ' + ms + ' ms\\n');
      process.kill(process.pid, 'SIGKILL');
    }
    last = now;
  }, ms);
`;

/** Something that has to be told of every step, and ends the process when no step comes. */
export interface Watchdog {
  step(index: number): void;
  stop(): Promise<void>;
}

/** Ends this process, naming the mutant, when one takes longer than `ms` (twice that at most). */
export function startWatchdog(name: string, ms: number): Watchdog {
  const counter = new Int32Array(new SharedArrayBuffer(4));
  const worker = new Worker(WATCH, { eval: true, workerData: { counter, name, ms } });
  return {
    step: (index) => void Atomics.store(counter, 0, index + 1),
    stop: async () => void (await worker.terminate()),
  };
}
