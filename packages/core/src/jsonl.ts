import { IbertError } from './errors.js';
import { type InputLine, type LineReaderOptions, readLines } from './line-reader.js';
import { clip } from './text.js';
import type { ByteSource } from './text-input.js';

/** One value of a JSON lines input, or why its line has none. */
export type JsonLine =
  | { readonly kind: 'Value'; readonly line: number; readonly value: unknown }
  | { readonly kind: 'Fault'; readonly line: number; readonly error: IbertError };

/**
 * The values of a JSON lines input, one per line that is not blank, with faults as data: a batch
 * answers each line, good or bad. Faults: `INVALID_JSON`, `LINE_TOO_LONG`, `NOT_UTF8`.
 */
export async function* readJsonLines(
  source: ByteSource,
  options: LineReaderOptions,
): AsyncGenerator<JsonLine> {
  for await (const line of readLines(source, options)) {
    if (line.kind === 'Line' && line.text.trim() === '') continue;
    yield parseJsonLine(line, options.file);
  }
}

/**
 * {@link readJsonLines} for a file that must be right: the first fault is thrown.
 *
 * @throws IbertError the codes of {@link readJsonLines}.
 */
export async function* readJsonl(
  source: ByteSource,
  options: LineReaderOptions,
): AsyncGenerator<{ readonly line: number; readonly value: unknown }> {
  for await (const item of readJsonLines(source, options)) {
    if (item.kind === 'Fault') throw item.error;
    yield { line: item.line, value: item.value };
  }
}

/** Reads the text of one line as JSON. */
export function parseJsonLine(line: InputLine, file: string): JsonLine {
  if (line.kind === 'Fault') return line;
  try {
    return { kind: 'Value', line: line.line, value: JSON.parse(line.text) as unknown };
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    const error = new IbertError(
      'INVALID_JSON',
      `expected one JSON value, found ${clip(line.text)} (${clip(reason, 120)})`,
      {
        file,
        span: { start: 0, end: line.text.length, line: line.line, column: 1 },
        hint: 'Each line of a JSON lines file is one complete JSON value.',
        cause,
      },
    );
    return { kind: 'Fault', line: line.line, error };
  }
}
