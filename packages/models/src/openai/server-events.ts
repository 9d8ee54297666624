import { z } from 'zod';

/** What one event of the stream says. */
export type ServerEvent =
  | { readonly kind: 'text'; readonly text: string; readonly tokens: TokenCounts | undefined }
  | { readonly kind: 'error'; readonly message: string }
  | { readonly kind: 'done' }
  | { readonly kind: 'garbage' };

export interface TokenCounts {
  readonly prompt: number | undefined;
  readonly answer: number | undefined;
}

const USAGE = z.object({
  prompt_tokens: z.number().optional(),
  completion_tokens: z.number().optional(),
});
const PART = z.object({ content: z.string().nullish() });
const CHUNK = z.object({
  choices: z.array(z.object({ delta: PART.nullish(), message: PART.nullish() })),
  usage: USAGE.nullish(),
});
const ERROR = z.object({
  error: z.union([z.string(), z.object({ message: z.string() })]),
});

const DONE = '[DONE]';

/** The event a `data:` line or a whole answer holds. */
export function readEvent(data: string): ServerEvent {
  if (data.trim() === DONE) return { kind: 'done' };
  let value: unknown;
  try {
    value = JSON.parse(data);
  } catch {
    return { kind: 'garbage' };
  }
  const error = ERROR.safeParse(value);
  if (error.success) return { kind: 'error', message: messageOf(error.data.error) };
  const chunk = CHUNK.safeParse(value);
  if (!chunk.success) return { kind: 'garbage' };
  const [choice] = chunk.data.choices;
  const { usage } = chunk.data;
  return {
    kind: 'text',
    text: choice?.delta?.content ?? choice?.message?.content ?? '',
    tokens:
      usage === null || usage === undefined
        ? undefined
        : { prompt: usage.prompt_tokens, answer: usage.completion_tokens },
  };
}

function messageOf(error: string | { readonly message: string }): string {
  return typeof error === 'string' ? error : error.message;
}

/** What a server's answer of another kind says, for a message: its own error, else its text. */
export function errorText(body: string): string {
  const event = readEvent(body);
  const text = event.kind === 'error' ? event.message : plainText(body);
  return text.replace(/\s+/g, ' ').trim();
}

function plainText(body: string): string {
  if (!/^\s*<(?:!doctype|html)/i.test(body)) return body;
  const [, title] = /<title[^>]*>([^<]*)/i.exec(body) ?? [];
  return title === undefined ? 'a web page' : `a web page, "${title}"`;
}

/**
 * Collects the lines of a stream that comes in pieces. Lines end with CR, LF or both, as
 * server-sent events allow.
 */
export function createLineSplitter(): { push(piece: string): readonly string[]; rest(): string } {
  let held = '';
  return {
    push(piece) {
      held += piece;
      // A CR at the end may be half of a CR LF.
      const lines = held.split(/\r\n|\n|\r(?!$)/);
      held = lines.pop() ?? '';
      return lines;
    },
    rest: () => held.replace(/\r$/, ''),
  };
}

/** The value of a `data:` line; `undefined` for comments, other fields and empty lines. */
export function dataOf(line: string): string | undefined {
  const [, data] = /^data: ?(.*)$/.exec(line) ?? [];
  return data;
}

/** Whether a line can be part of server-sent events at all. */
export function isEventLine(line: string): boolean {
  return line === '' || /^(?:data|event|id|retry)?(?::|$)/.test(line);
}
