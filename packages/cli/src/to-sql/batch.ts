import { clip, closest, IbertError } from '@ibert/core';
import { type ByteSource, type JsonLine, MAX_TEXT_BYTES, readJsonLines } from '@ibert/core/files';
import { type Dialect, resolveDialect } from '@ibert/sql';
import { errorAnswer } from './answer.js';
import type { KnownTables } from './schema-argument.js';
import { tablesFrom } from './tables-value.js';
import { translate } from './translate.js';

/** What a request is told when it does not say it itself. */
export interface BatchDefaults {
  readonly dialect: Dialect;
  readonly tables?: KnownTables | undefined;
  readonly tableName?: string | undefined;
}

const KEYS = ['id', 'ibis', 'tables', 'dialect'] as const;

/** Answers every line of requests with one line, in order, as soon as the request is there. */
export async function* answerBatch(
  source: ByteSource,
  file: string,
  defaults: BatchDefaults,
): AsyncGenerator<string> {
  for await (const line of readJsonLines(source, { file })) {
    yield `${JSON.stringify(answerLine(line, defaults))}\n`;
  }
}

function answerLine(line: JsonLine, defaults: BatchDefaults): object {
  let id: unknown = null;
  try {
    if (line.kind === 'Fault') throw line.error;
    const request = members(line.value);
    id = request['id'] ?? null;
    const { sql, columns, types } = answer(request, defaults);
    return { id, ok: true, sql, columns, types };
  } catch (error) {
    return { id, ok: false, error: errorAnswer(error) };
  }
}

function answer(request: Members, defaults: BatchDefaults): ReturnType<typeof translate> {
  const stranger = Object.keys(request).find((key) => !KEYS.some((known) => known === key));
  if (stranger !== undefined) {
    const near = closest(stranger, KEYS);
    const hint = near === undefined ? `Its keys are ${KEYS.join(', ')}.` : `Did you mean ${near}?`;
    throw invalid(`${stranger} is not a key of a request`, hint);
  }
  const ibis = textOf(request, 'ibis');
  if (ibis === undefined) throw invalid('the request has no ibis');
  if (Buffer.byteLength(ibis) > MAX_TEXT_BYTES) {
    throw new IbertError('INPUT_TOO_LARGE', `ibis is larger than ${MAX_TEXT_BYTES} bytes`, {
      hint: 'Give one program per request.',
    });
  }
  const dialect = textOf(request, 'dialect');
  const given = request['tables'] ?? undefined;
  return translate({
    ibis,
    dialect: dialect === undefined ? defaults.dialect : resolveDialect(dialect),
    tables: given === undefined ? defaults.tables : { kind: 'Tables', tables: tablesFrom(given) },
    tableName: defaults.tableName,
  });
}

type Members = Readonly<Record<string, unknown>>;

function members(value: unknown): Members {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value };
  throw invalid(`expected an object, found ${clip(JSON.stringify(value))}`);
}

function textOf(request: Members, key: string): string | undefined {
  const value = request[key] ?? undefined;
  if (value === undefined || typeof value === 'string') return value;
  throw invalid(`${key}: expected a text, found ${clip(JSON.stringify(value))}`);
}

const invalid = (
  problem: string,
  hint = 'A request looks like {"id": 1, "ibis": "t.count()", "tables": {"t": {"schema": {"a": "int64"}}}}.',
): IbertError => new IbertError('INVALID_REQUEST', problem, { hint });
