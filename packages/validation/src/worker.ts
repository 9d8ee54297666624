import type { Compile } from './compile.js';
import type { FromWorker, Setup, ToWorker } from './pool/protocol.js';
import { Validator } from './validator.js';

/** The worker process: proves one example per message. See `pool/worker-process.ts`. */

const send = (message: FromWorker): void => void process.send?.(message);

const setUp = async ({ options, compileModule }: Setup): Promise<Validator> => {
  if (compileModule === undefined) return Validator.open(options);
  const { compile } = (await import(compileModule)) as { readonly compile: Compile };
  return Validator.open({ ...options, compile });
};

let validator: Promise<Validator> | undefined;

async function answer(message: ToWorker): Promise<FromWorker> {
  if (message.kind === 'setup') {
    validator = setUp(message);
    await validator;
    return { kind: 'ready' };
  }
  const ready = await validator;
  if (ready === undefined) return { kind: 'defect', message: 'the worker was given no setup' };
  return { kind: 'verdict', verdict: await ready.validateExample(message.example) };
}

process.on('message', (message: ToWorker) => {
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
