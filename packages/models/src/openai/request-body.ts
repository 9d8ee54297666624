import type { GenerateOptions, Message } from '../text-model.js';

/** The JSON of a request; options that are `undefined` are left out of it. */
export type RequestBody = Readonly<Record<string, unknown>>;

/** OpenAI's own servers take no more; the rest of the stop sequences is found on this side. */
const MOST_STOPS = 4;

/** The body of a request for a streamed answer. */
export function requestBody(
  model: string,
  messages: readonly Message[],
  { maxTokens, temperature, seed, stop }: GenerateOptions,
): RequestBody {
  return {
    model,
    messages: messages.map(({ role, content }) => ({ role, content })),
    max_tokens: maxTokens,
    temperature,
    seed,
    stop: stop === undefined || stop.length === 0 ? undefined : stop.slice(0, MOST_STOPS),
    stream: true,
    stream_options: { include_usage: true },
  };
}

/** Options that a server may lack, and the newer name of one; the least missed comes first. */
const OPTIONAL: Readonly<Record<string, string | undefined>> = {
  stream_options: undefined,
  seed: undefined,
  stop: undefined,
  temperature: undefined,
  max_tokens: 'max_completion_tokens',
};

/** The statuses with which servers refuse an option. */
const BAD_REQUESTS: ReadonlySet<number> = new Set([400, 422]);
const REFUSAL =
  /unsupported|not support|unknown|unrecogni[sz]ed|not permitted|forbidden|not allowed/i;

/**
 * The request without the option that the server's answer names as one it does not take, or with
 * its newer name; `undefined` if the answer is about something else.
 */
export function withoutRefusedOption(
  body: RequestBody,
  status: number,
  answer: string,
): { readonly option: string; readonly body: RequestBody } | undefined {
  if (!BAD_REQUESTS.has(status) || !REFUSAL.test(answer)) return undefined;
  const option = Object.keys(OPTIONAL).find(
    (name) => body[name] !== undefined && isQuoted(answer, name),
  );
  if (option === undefined) return undefined;
  const newer = OPTIONAL[option];
  const { [option]: value, ...rest } = body;
  return { option, body: newer === undefined ? rest : { ...rest, [newer]: value } };
}

function isQuoted(text: string, name: string): boolean {
  return ['"', "'", '`'].some((quote) => text.includes(`${quote}${name}${quote}`));
}
