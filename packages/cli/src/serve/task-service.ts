import { Command } from 'commander';
import type { EngineFlags } from '../engines/engine-flags.js';
import { type Engine, openEngine } from '../engines/open-engine.js';
import type { Io } from '../io.js';
import { answerValue, type BatchSpec } from '../requests/batch.js';
import { answerRequest, type TaskRun } from '../requests/task-command.js';
import { TASK_COMMANDS } from '../task-commands.js';

/** Answers requests of all tasks, one after the other; a model stays loaded. */
export interface TaskService {
  readonly tasks: readonly string[];
  /** @param onText told what a model says, as it comes. */
  answer(task: string, request: unknown, onText?: (text: string) => void): Promise<object>;
  close(): Promise<void>;
}

export async function openTaskService(io: Io, flags: EngineFlags): Promise<TaskService> {
  const engine: Engine = await openEngine(io, flags);
  const runs = new Map<string, Promise<TaskRun<unknown, unknown>>>();
  const runOf = (task: string): Promise<TaskRun<unknown, unknown>> => {
    let run = runs.get(task);
    if (run === undefined) {
      run = prepared(io, task);
      runs.set(task, run);
    }
    return run;
  };
  // Engines that run programs take one at a time, and so does a model.
  let last: Promise<unknown> = Promise.resolve();
  return {
    tasks: Object.keys(TASK_COMMANDS),
    answer(task, request, onText) {
      const next = last.then(async () => {
        const run = await runOf(task);
        const spec: BatchSpec = {
          keys: ['id', 'stream', ...run.keys],
          example: run.example,
          answer: (given) =>
            answerRequest(run, engine, given, onText === undefined ? {} : { onText }),
        };
        return answerValue(request, spec);
      });
      last = next.catch(() => undefined);
      return next;
    },
    async close() {
      for (const run of runs.values()) (await run.catch(() => undefined))?.close?.();
      await engine.close();
    },
  };
}

/** A command with none of its options given. */
async function prepared(io: Io, task: string): Promise<TaskRun<unknown, unknown>> {
  const load = TASK_COMMANDS[task];
  if (load === undefined) throw new Error(`there is no task ${task}`);
  const { configure, name, prepare } = await load();
  const program = new Command(name);
  configure(program);
  return prepare(io, program);
}
