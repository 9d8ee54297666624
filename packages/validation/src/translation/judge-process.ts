import { existsSync } from 'node:fs';
import { InternalError } from '@ibert/core';
import { printSchema } from '@ibert/ir';

import { WorkerProcess } from '../pool/worker-process.js';
import type { Judgement, Translation } from './judge.js';
import type { FromJudge, ToJudge } from './protocol.js';

/** The compiled worker; a bundle of it, where there is one, starts faster. */
function workerScript(): URL {
  const script = new URL(import.meta.resolve('@ibert/validation/judge-worker'));
  const bundle = new URL('bundle/judge-worker.js', script);
  return existsSync(bundle) ? bundle : script;
}

/** Longest time for one translation. */
const TIMEOUT_MS = 20_000;
/** What the first one may take more, for engines to start; PostgreSQL needs seconds for it. */
const START_MS = 60_000;
const HEAP_MB = 1024;

/**
 * Judges translations in a process of its own, which is ended when a query does not end: an engine
 * in WebAssembly cannot be interrupted. It starts with the first translation.
 */
export class JudgeProcess {
  readonly #script: URL;
  #worker: WorkerProcess<ToJudge, FromJudge> | undefined;
  /** Whether the process may still be starting. */
  #isFirst = true;

  /** @param script the compiled worker; the package's own when left out. */
  constructor(script?: URL) {
    this.#script = script ?? workerScript();
  }

  /** Starts the process, so that it is there when the first translation is. */
  warm(): WorkerProcess<ToJudge, FromJudge> {
    this.#worker ??= new WorkerProcess(this.#script, HEAP_MB);
    return this.#worker;
  }

  async judge(translation: Translation, timeoutMs: number = TIMEOUT_MS): Promise<Judgement> {
    if (this.#worker?.dead === true) {
      this.#worker = undefined;
      this.#isFirst = true;
    }
    const worker = this.warm();
    const patience = timeoutMs + (this.#isFirst ? START_MS : 0);
    this.#isFirst = false;
    const tables = Object.entries(translation.tables).map(
      ([name, schema]) => [name, printSchema(schema)] as const,
    );
    const message: ToJudge = { ...translation, tables: Object.fromEntries(tables) };
    const answer = await worker.ask(message, patience);
    switch (answer.kind) {
      case 'judgement':
        return answer.judgement;
      case 'defect':
        throw new InternalError(answer.message);
      case 'timeout':
        return { kind: 'Unproven', why: `running it took more than ${patience / 1000} s` };
      case 'exit':
        return { kind: 'Unproven', why: 'the process that ran it ended (out of memory?)' };
    }
  }

  close(): void {
    this.#worker?.kill();
  }
}
