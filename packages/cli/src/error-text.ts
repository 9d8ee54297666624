import { existsSync, readFileSync, statSync } from 'node:fs';
import { IbertError, IbertErrors, InternalError, plural, type Span } from '@ibert/core';

/** A text that errors without a file refer to, by the name the user knows it by. */
export interface Source {
  readonly name: string;
  readonly text: string;
}

const REPORT_HINT =
  'This is a defect of iBERT, not of your input. Please report it with the command and the input.';
const EXCERPT_COLUMNS = 96;
const MAX_EXCERPT_BYTES = 1 << 22;

/**
 * What a command prints for an error: the message, its place, the line with a caret under it, and
 * what to do. Never a stack trace.
 */
export function errorText(error: unknown, source?: Source): string {
  if (error instanceof IbertErrors) {
    const texts = error.errors.map((each) => errorText(each, source));
    return `${texts.join('\n')}\n${plural(error.errors.length, 'error')}\n`;
  }
  const { message, span, hint, file } = describe(error);
  const lines = [`error: ${message}`];
  const name = file ?? source?.name;
  if (span !== undefined) {
    lines.push(`  at ${name ?? 'line'}:${span.line}:${span.column}`);
    const text = file === undefined ? source?.text : fileText(file, source);
    if (text !== undefined) lines.push(...excerpt(text, span));
  } else if (name !== undefined && file !== undefined) {
    lines.push(`  in ${name}`);
  }
  if (hint !== undefined) lines.push(`hint: ${hint}`);
  return `${lines.map(printable).join('\n')}\n`;
}

interface Description {
  readonly message: string;
  readonly span: Span | undefined;
  readonly hint: string | undefined;
  readonly file: string | undefined;
}

function describe(error: unknown): Description {
  if (error instanceof IbertError) {
    const { span, hint, file } = error;
    return { message: errorMessage(error), span, hint, file };
  }
  const found = error instanceof Error ? error : new Error(String(error));
  // What a worker reports may have its stack below the message.
  const [what = ''] = found.message.split('\n');
  const message = found instanceof InternalError ? what : `internal error: ${found.name}: ${what}`;
  return { message, span: undefined, hint: REPORT_HINT, file: undefined };
}

/** The message; a Python exception's starts with its class, as Python prints it. */
function errorMessage(error: IbertError): string {
  const type = pythonType(error);
  return type === undefined ? error.message : `${type}: ${error.message}`;
}

/** The class of the Python exception that an error stands for. */
export function pythonType(error: IbertError): string | undefined {
  return 'pyType' in error && typeof error.pyType === 'string' ? error.pyType : undefined;
}

/** The line a span starts on, and a caret under each of its characters on that line. */
function excerpt(text: string, span: Span): readonly string[] {
  const line = text.split(/\r\n|[\n\r]/, span.line)[span.line - 1];
  if (line === undefined || line.trim() === '') return [];
  const at = Math.min(span.column - 1, line.length);
  const from = Math.max(0, Math.min(at - EXCERPT_COLUMNS / 2, line.length - EXCERPT_COLUMNS));
  const shown = line.slice(from, from + EXCERPT_COLUMNS).replaceAll('\t', ' ');
  const length = Math.max(1, Math.min(span.end - span.start, from + shown.length - at));
  const margin = ' '.repeat(String(span.line).length);
  return [
    `  ${span.line} | ${shown}`,
    `  ${margin} | ${' '.repeat(at - from)}${'^'.repeat(length)}`,
  ];
}

function fileText(file: string, source: Source | undefined): string | undefined {
  if (file === source?.name) return source.text;
  if (!existsSync(file)) return undefined;
  const stat = statSync(file);
  return stat.isFile() && stat.size <= MAX_EXCERPT_BYTES ? readFileSync(file, 'utf8') : undefined;
}

/** Control characters of untrusted text could rewrite the terminal. */
function printable(text: string): string {
  return text.replace(/\p{Cc}/gu, (char) =>
    char === '\n' ? char : `\\x${char.charCodeAt(0).toString(16).padStart(2, '0')}`,
  );
}
