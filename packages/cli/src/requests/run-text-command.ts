import { inputName, readText, readTextFrom } from '@ibert/core/files';
import type { Command } from 'commander';
import { errorText } from '../error-text.js';
import { EXIT, type ExitCode, exitCodeOf } from '../exit-codes.js';
import type { Io } from '../io.js';
import { jsonFailure } from './answer.js';
import type { BatchSpec } from './batch.js';
import { runBatch } from './run-batch.js';

/** The flags that say how answers are written. */
export interface AnswerFlags {
  readonly json?: true;
  readonly jsonl?: true;
}

/** What a command makes of one text, or of a batch of requests. */
export interface TextCommand {
  /** Answers one text; what it throws is the user's fault and is told as `--json` asks. */
  readonly one: (text: string) => void | Promise<void>;
  readonly batch: BatchSpec;
  /** Frees what the command holds. */
  readonly close?: () => void;
}

/**
 * Runs a command on the file that its argument names, or on standard input; refuses to wait for a
 * terminal.
 *
 * @param prepare reads the options, whose faults come before anything of the input is read.
 */
export async function runTextCommand(
  io: Io,
  program: Command,
  prepare: () => Promise<TextCommand>,
): Promise<ExitCode> {
  const [file = '-'] = program.args;
  if (file === '-' && io.stdinIsTty) {
    io.say(
      `error: there is no input\nhint: Name a file or use a pipe.\n\n${program.helpInformation()}`,
    );
    return EXIT.usage;
  }
  const { json, jsonl } = program.opts<AnswerFlags>();
  const { one, batch, close } = await prepare();
  try {
    return jsonl === true
      ? await runBatch(io, file, batch)
      : await runOne(io, file, json === true, one);
  } finally {
    close?.();
  }
}

async function runOne(
  io: Io,
  file: string,
  json: boolean,
  one: TextCommand['one'],
): Promise<ExitCode> {
  const name = inputName(file);
  const text = file === '-' ? await readTextFrom(io.stdin(), name) : await readText(file);
  try {
    await one(text);
    return EXIT.done;
  } catch (error) {
    if (json) await io.write(`${jsonFailure(error)}\n`);
    else io.say(errorText(error, { name, text }));
    return exitCodeOf(error);
  }
}
