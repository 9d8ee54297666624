import { clip, closest, IbertError } from '@ibert/core';
import { type ByteSource, type JsonLine, MAX_TEXT_BYTES, readJsonLines } from '@ibert/core/files';
import { errorAnswer } from './answer.js';

/** What the requests of a command look like, and what it makes of one. */
export interface BatchSpec {
  /** Every key that a request may have. */
  readonly keys: readonly string[];
  /** A request that would do, for the hint. */
  readonly example: string;
  /** The answer beside `id` and `ok`. */
  readonly answer: (request: Request) => object | Promise<object>;
}

/** A request whose keys are known. */
export interface Request {
  readonly members: Readonly<Record<string, unknown>>;
  /** The text of a key; undefined when there is none. */
  textOf(key: string): string | undefined;
  /** The program or query itself. */
  sourceOf(key: string): string;
}

/** Answers every line of requests with one line, in order, as soon as the request is there. */
export async function* answerBatch(
  source: ByteSource,
  file: string,
  spec: BatchSpec,
): AsyncGenerator<string> {
  for await (const line of readJsonLines(source, { file })) {
    yield `${JSON.stringify(await answerLine(line, spec))}\n`;
  }
}

async function answerLine(line: JsonLine, spec: BatchSpec): Promise<object> {
  if (line.kind === 'Fault') return { id: null, ok: false, error: errorAnswer(line.error) };
  return answerValue(line.value, spec);
}

/** Answers one request; what is wrong with it, or with what it asks, is data too. */
export async function answerValue(value: unknown, spec: BatchSpec): Promise<object> {
  let id: unknown = null;
  try {
    const request = readRequest(value, spec);
    id = request.members['id'] ?? null;
    request.check();
    return { id, ok: true, ...(await spec.answer(request)) };
  } catch (error) {
    return { id, ok: false, error: errorAnswer(error) };
  }
}

function readRequest(value: unknown, { keys, example }: BatchSpec): Request & { check(): void } {
  const invalid = (problem: string, hint = `A request looks like ${example}.`): IbertError =>
    new IbertError('INVALID_REQUEST', problem, { hint });
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw invalid(`expected an object, found ${clip(JSON.stringify(value))}`);
  }
  const members: Readonly<Record<string, unknown>> = { ...value };
  const textOf = (key: string): string | undefined => {
    const member = members[key] ?? undefined;
    if (member === undefined || typeof member === 'string') return member;
    throw invalid(`${key}: expected a text, found ${clip(JSON.stringify(member))}`);
  };
  return {
    members,
    textOf,
    sourceOf: (key) => {
      const text = textOf(key);
      if (text === undefined) throw invalid(`the request has no ${key}`);
      if (Buffer.byteLength(text) <= MAX_TEXT_BYTES) return text;
      throw new IbertError('INPUT_TOO_LARGE', `${key} is larger than ${MAX_TEXT_BYTES} bytes`, {
        hint: 'Give one program per request.',
      });
    },
    check: () => {
      const stranger = Object.keys(members).find((key) => !keys.includes(key));
      if (stranger === undefined) return;
      const near = closest(stranger, keys);
      throw invalid(
        `${stranger} is not a key of a request`,
        near === undefined ? `Its keys are ${keys.join(', ')}.` : `Did you mean ${near}?`,
      );
    },
  };
}
