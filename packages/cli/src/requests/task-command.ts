import { IbertError } from '@ibert/core';
import { inputName } from '@ibert/core/files';
import type { Answered, TaskHandler } from '@ibert/tasks';
import type { Command } from 'commander';
import type { CommandSpec } from '../command.js';
import { addEngineFlags, type EngineFlags } from '../engines/engine-flags.js';
import { type Engine, type EngineHooks, openEngine } from '../engines/open-engine.js';
import { EXIT, type ExitCode } from '../exit-codes.js';
import type { Io } from '../io.js';
import type { Request } from './batch.js';
import { type AnswerFlags, type GivenText, runTextCommand } from './run-text-command.js';

/** The flags that every command of a task takes. */
export interface TaskFlags extends AnswerFlags, EngineFlags {
  readonly explain?: true;
}

/** What a command makes of texts and requests of one task. */
export interface TaskRun<R, A> {
  readonly handler: TaskHandler<R, A>;
  /** The question that a text is. */
  readonly request: (text: string) => R;
  /** The question that a line of a batch is. */
  readonly fromBatch: (given: Request) => R;
  /** Every key of a line of a batch, and one that would do. */
  readonly keys: readonly string[];
  readonly example: string;
  /** The bare answer, for a pipe; without a line break at its end. */
  readonly plain: (answer: A) => string;
  /** The answer as data; several for several statements. */
  readonly data: (answer: A) => readonly object[];
  /** What a reader should know beside the answer; `asked`: only with `--explain`. */
  readonly notes?: (answer: A) => readonly Note[];
  /** Whether the user may take it that the compiler's answer was run. */
  readonly expectsProof?: (answer: A) => boolean;
  /** Whether an answer says that there is none; the exit status is then 1. */
  readonly isFailure?: (answer: A) => boolean;
  /** Takes an answer elsewhere than to standard output. */
  readonly deliver?: (answer: A, given: GivenText) => Promise<boolean>;
  readonly close?: () => void;
}

export interface Note {
  readonly text: string;
  readonly asked?: true;
}

/** A command that answers texts of one task. */
export interface TaskCommand<R, A> {
  readonly name: string;
  readonly configure: (program: Command) => void;
  /** Reads the options. */
  readonly prepare: (io: Io, program: Command) => Promise<TaskRun<R, A>>;
}

/** The command as a program of its own. */
export const taskProgram = <R, A>({
  name,
  configure,
  prepare,
}: TaskCommand<R, A>): CommandSpec => ({
  name,
  configure(program) {
    configure(program);
    addAnswerFlags(program);
  },
  run(io, program) {
    return runTextCommand(io, program, async () => {
      const flags = program.opts<TaskFlags>();
      const run = await prepare(io, program);
      const engine = await openEngine(io, flags);
      return {
        one: (given) => answerText(io, run, engine, flags, given),
        batch: {
          keys: ['id', ...run.keys],
          example: run.example,
          answer: async (given) => answerRequest(run, engine, given),
        },
        close: async () => {
          run.close?.();
          await engine.close();
        },
      };
    });
  },
});

/** Adds the flags of {@link TaskFlags}. */
function addAnswerFlags(program: Command): void {
  program
    .option('--json', 'Print one JSON object for each answer.')
    .option('--jsonl', 'Answer one JSON request per line, in order.')
    .option('--explain', 'Also say on standard error how the answer came about.');
  addEngineFlags(program);
}

/** The answer to a line of a batch, beside `id` and `ok`. */
export async function answerRequest<R, A>(
  run: TaskRun<R, A>,
  engine: Engine,
  given: Request,
  hooks: EngineHooks = {},
): Promise<object> {
  const answered = await engine.answer(run.handler, run.fromBatch(given), hooks);
  const [data, second] = run.data(answered.answer);
  if (data === undefined || second !== undefined) {
    throw new IbertError('INVALID_REQUEST', 'the request has more than one statement', {
      hint: 'Give each statement a request of its own.',
    });
  }
  return { ...(isFailure(run, answered) ? { ok: false } : {}), ...data, ...standing(answered) };
}

async function answerText<R, A>(
  io: Io,
  run: TaskRun<R, A>,
  engine: Engine,
  flags: TaskFlags,
  given: GivenText,
): Promise<ExitCode> {
  const hooks = flags.stream === true ? { onText: io.say } : {};
  const answered = await engine.answer(run.handler, run.request(given.text), hooks);
  const { answer } = answered;
  const failed = isFailure(run, answered);
  tellNotes(io, run, answered, flags);
  if ((await run.deliver?.(answer, given)) === true) return failed ? EXIT.failed : EXIT.done;
  if (flags.json === true) {
    const which = given.place === undefined ? {} : { file: inputName(given.file) };
    for (const data of run.data(answer)) {
      const line = { ok: !failed, ...which, ...data, ...standing(answered) };
      await io.write(`${JSON.stringify(line)}\n`);
    }
  } else if (!failed) {
    await io.write(`${(given.place ?? 0) > 0 ? '\n' : ''}${run.plain(answer)}\n`);
  }
  return failed ? EXIT.failed : EXIT.done;
}

function tellNotes<R, A>(
  io: Io,
  run: TaskRun<R, A>,
  { answer, engine, verification, attempts }: Answered<A>,
  { explain, json }: TaskFlags,
): void {
  for (const { text, asked } of run.notes?.(answer) ?? []) {
    if (asked !== true || explain === true) io.say(`note: ${text}\n`);
  }
  const expected = engine === 'model' || run.expectsProof?.(answer) === true;
  if (expected && !verification.verified && json !== true && explain !== true) {
    io.say(`note: not verified: ${verification.why}\n`);
  }
  if (explain !== true) return;
  const times = attempts > 1 ? ` at attempt ${attempts}` : '';
  const checked = verification.verified ? 'verified' : `not verified: ${verification.why}`;
  io.say(`note: answered by the ${engine}${times}; ${checked}\n`);
}

/** Who answered, and whether that was checked. */
const standing = <A>({ engine, attempts, verification }: Answered<A>): object => {
  const { verified, ...how } = verification;
  return { verified, ...('why' in how ? { why: how.why } : how), engine, attempts };
};

const isFailure = <R, A>({ isFailure: fails }: TaskRun<R, A>, { answer }: Answered<A>): boolean =>
  fails?.(answer) === true;
