/** One turn of a conversation, as chat models are trained on. */
export interface Message {
  readonly role: 'system' | 'user' | 'assistant';
  readonly content: string;
}

/** What one request asks for and when it has to end. */
export interface GenerateOptions {
  /** The most tokens to generate; at least 1. */
  readonly maxTokens: number;
  /** 0 always takes the likeliest token; above, tokens are drawn. At most 2. */
  readonly temperature: number;
  /** With a seed the same request draws the same tokens; without, every request draws its own. */
  readonly seed?: number | undefined;
  /** The answer ends before the first of these texts; no part of one is ever given out. */
  readonly stop?: readonly string[] | undefined;
  /** Cancels the request: it fails with `CANCELLED`. */
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds for the whole answer; past them it fails with `MODEL_TIMEOUT` or `SERVER_TIMEOUT`. */
  readonly deadlineMs?: number | undefined;
  /**
   * Constrains a local model token by token: whether the answer may read like this so far, or,
   * with `ended`, may be the whole answer. The answer ends where nothing likely is admitted.
   * Tokens that are part of a character are never admitted. Servers ignore this.
   */
  readonly admits?: ((text: string, ended: boolean) => boolean) | undefined;
  /** Called once when the answer ends, also when it is cut short. */
  readonly onUsage?: ((usage: Usage) => void) | undefined;
}

/** What a request cost. Counts are tokens, times are milliseconds. */
export interface Usage {
  /** `undefined` where a server does not tell. */
  readonly promptTokens: number | undefined;
  /** The part of the prompt an earlier request had already fed to the model. */
  readonly reusedTokens: number;
  readonly generatedTokens: number | undefined;
  /** From the request to the first token; `undefined` if there was none. */
  readonly firstTokenMs: number | undefined;
}

/** A model that is ready to answer. */
export interface TextModel {
  readonly provider: 'transformers' | 'openai';
  /** The model as it was resolved: a hub name, a folder or a server's model name. */
  readonly name: string;
  /** Where it runs: `cpu`, `cuda`, …; a server's address for `openai`. */
  readonly device: string;
  /** The number format of its weights; `undefined` for a server. */
  readonly dtype: string | undefined;
  /** Streams the answer in pieces of text; the pieces joined are the answer. */
  generate(messages: readonly Message[], options: GenerateOptions): AsyncIterable<string>;
  /** Ends running requests with `CANCELLED` and frees what the model holds. May be called twice. */
  close(): Promise<void>;
}
