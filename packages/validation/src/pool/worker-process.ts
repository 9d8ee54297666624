import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';

/** How a request to a worker ended without an answer. */
export type Failure =
  | { readonly kind: 'timeout' }
  | { readonly kind: 'exit'; readonly lastWords: string };

const KEPT_STDERR = 4096;

/** One worker process; it answers one message at a time. */
export class WorkerProcess<Request extends object, Answer extends object> {
  readonly #child: ChildProcess;
  #stderr = '';
  #settle: ((answer: Answer | Failure) => void) | undefined;
  #dead = false;

  /** @param heapMb limit of the process's JavaScript heap, in MiB. */
  constructor(script: URL, heapMb: number) {
    this.#child = fork(script, {
      serialization: 'advanced',
      execArgv: [`--max-old-space-size=${heapMb}`],
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    this.#child.stderr?.on('data', (bytes: Buffer) => {
      this.#stderr = (this.#stderr + bytes.toString()).slice(-KEPT_STDERR);
    });
    this.#child.on('message', (answer: Answer) => this.#finish(answer));
    this.#child.on('error', () => this.#die());
    this.#child.on('exit', () => this.#die());
  }

  get dead(): boolean {
    return this.#dead;
  }

  /** The answer, or how the worker failed to give one; after a failure it is dead. */
  async ask(message: Request, timeoutMs: number): Promise<Answer | Failure> {
    if (this.#dead) return { kind: 'exit', lastWords: this.#stderr };
    const answer = new Promise<Answer | Failure>((resolve) => {
      this.#settle = resolve;
    });
    const timer = setTimeout(() => {
      this.#finish({ kind: 'timeout' });
      this.kill();
    }, timeoutMs);
    this.#child.send(message, (error) => {
      if (error !== null) this.#die();
    });
    try {
      return await answer;
    } finally {
      clearTimeout(timer);
    }
  }

  /** Ends the process at once, whatever it does. */
  kill(): void {
    this.#dead = true;
    this.#child.kill('SIGKILL');
  }

  #die(): void {
    this.#dead = true;
    this.#finish({ kind: 'exit', lastWords: this.#stderr });
  }

  #finish(answer: Answer | Failure): void {
    const settle = this.#settle;
    this.#settle = undefined;
    settle?.(answer);
  }
}
