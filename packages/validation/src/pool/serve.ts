import type { Verdict } from '../verdict.js';
import type { FromWorker, Setup, ToWorker } from './protocol.js';

/** What answers the jobs of a worker process. */
export type AnswerJob<Job> = (example: Job) => Promise<Verdict>;

/** Runs this process as a worker of a pool: sets up once, then answers one job per message. */
export function serve<Job>(setUp: (setup: Setup) => Promise<AnswerJob<Job>>): void {
  const send = (message: FromWorker): void => void process.send?.(message);
  let ready: Promise<AnswerJob<Job>> | undefined;

  async function answer(message: ToWorker<Job>): Promise<FromWorker> {
    if (message.kind === 'setup') {
      ready = setUp(message);
      await ready;
      return { kind: 'ready' };
    }
    const job = await ready;
    if (job === undefined) return { kind: 'defect', message: 'the worker was given no setup' };
    return { kind: 'verdict', verdict: await job(message.example) };
  }

  process.on('message', (message: ToWorker<Job>) => {
    answer(message).then(send, (error: unknown) => {
      send({
        kind: 'defect',
        message: error instanceof Error ? (error.stack ?? error.message) : String(error),
      });
    });
  });
  // Ctrl-C goes to the whole process group; the parent decides what it means.
  process.on('SIGINT', () => undefined);
  // A query may hold a thread, so an ordinary exit could wait for it.
  process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'));
}
