import { inputName, readText, readTextFrom } from '@ibert/core/files';
import type { Command } from 'commander';
import { errorText } from '../error-text.js';
import { EXIT, type ExitCode, exitCodeOf } from '../exit-codes.js';
import type { Io } from '../io.js';
import { errorAnswer } from './answer.js';
import type { BatchSpec } from './batch.js';
import { runBatch } from './run-batch.js';

/** The flags that say how answers are written. */
export interface AnswerFlags {
  readonly json?: true;
  readonly jsonl?: true;
}

/** A text as the user gave it. */
export interface GivenText {
  /** The file; `-` for standard input. */
  readonly file: string;
  readonly text: string;
  /** Which of several texts it is, from 0; undefined for the only one. */
  readonly place?: number;
}

/** What a command makes of one text, or of a batch of requests. */
export interface TextCommand {
  /**
   * Answers one text; what it throws is the user's fault and is told as `--json` asks.
   *
   * @returns the exit status, when there is an answer that is a failure.
   */
  readonly one: (given: GivenText) => Promise<ExitCode | void> | void;
  readonly batch: BatchSpec;
  /** Frees what the command holds. */
  readonly close?: () => void | Promise<void>;
}

/**
 * Runs a command on the files that its arguments name, or on standard input; refuses to wait for a
 * terminal.
 *
 * @param prepare reads the options, whose faults come before anything of the input is read.
 */
export async function runTextCommand(
  io: Io,
  program: Command,
  prepare: () => Promise<TextCommand>,
): Promise<ExitCode> {
  const files = program.args.length === 0 ? ['-'] : program.args;
  if (files.includes('-') && io.stdinIsTty) {
    io.say(
      `error: there is no input\nhint: Name a file or use a pipe.\n\n${program.helpInformation()}`,
    );
    return EXIT.usage;
  }
  const { json, jsonl } = program.opts<AnswerFlags>();
  const command = await prepare();
  const { one, batch, close } = command;
  try {
    let worst: ExitCode = EXIT.done;
    for (const [place, file] of files.entries()) {
      const several = files.length > 1 ? { place } : {};
      const code =
        jsonl === true
          ? await runBatch(io, file, batch)
          : await runOne(io, { file, ...several }, json === true, one);
      worst = code > worst ? code : worst;
      if (io.signal.aborted) return EXIT.interrupted;
    }
    return worst;
  } finally {
    await close?.();
  }
}

async function runOne(
  io: Io,
  { file, ...place }: Omit<GivenText, 'text'>,
  json: boolean,
  one: TextCommand['one'],
): Promise<ExitCode> {
  const name = inputName(file);
  const text = file === '-' ? await readTextFrom(io.stdin(), name) : await readText(file);
  try {
    return (await one({ file, text, ...place })) ?? EXIT.done;
  } catch (error) {
    if (json) {
      const which = place.place === undefined ? {} : { file: name };
      await io.write(`${JSON.stringify({ ok: false, ...which, error: errorAnswer(error) })}\n`);
    } else io.say(errorText(error, { name, text }));
    return exitCodeOf(error);
  }
}
