/** Where a model may run. `mps` is Apple's graphics processor, reached through WebGPU. */
export const DEVICES = ['auto', 'cpu', 'cuda', 'webgpu', 'dml', 'coreml', 'mps'] as const;
export type Device = (typeof DEVICES)[number];

/** Number formats of weights, named as transformers.js names them. */
export const DTYPES = [
  'auto',
  'fp32',
  'fp16',
  'q8',
  'int8',
  'uint8',
  'q4',
  'q4f16',
  'bnb4',
] as const;
export type Dtype = (typeof DTYPES)[number];

/** Who runs the model. `huggingface` is another name for `transformers`. */
export const PROVIDERS = ['transformers', 'huggingface', 'openai'] as const;
export type Provider = (typeof PROVIDERS)[number];

/** How long a server may take, in milliseconds. */
export interface ServerTimeouts {
  /** From the request to the first token; a server may have to load the model first. */
  readonly firstTokenMs: number;
  /** Between two pieces of an answer. */
  readonly betweenTokensMs: number;
}

/** Which model to open, and how. */
export interface ModelSettings {
  readonly provider: Provider;
  /** A hub name (`owner/name`), a folder, or what the server calls the model. */
  readonly model: string;
  /** A branch, tag or commit of the hub's repository; only a commit pins the bytes. */
  readonly revision?: string | undefined;
  readonly device: Device;
  readonly dtype: Dtype;
  /** The same as `dtype: 'q8'`. */
  readonly loadIn8bit?: boolean | undefined;
  /** Where downloads are kept, in the layout of the hub's own cache. */
  readonly cacheDir?: string | undefined;
  /** The server's address up to `/v1`, for `openai`. */
  readonly baseUrl?: string | undefined;
  readonly timeouts?: Partial<ServerTimeouts> | undefined;
}

export const DEFAULT_MODEL_SETTINGS = {
  provider: 'transformers',
  model: 'onnx-community/Qwen2.5-Coder-1.5B-Instruct',
  revision: 'main',
  device: 'auto',
  dtype: 'auto',
} as const satisfies ModelSettings;

export const DEFAULT_SERVER_TIMEOUTS: ServerTimeouts = {
  firstTokenMs: 120_000,
  betweenTokensMs: 60_000,
};

/** A stretch of a download: bytes of one file. */
export interface DownloadProgress {
  readonly file: string;
  readonly loaded: number;
  /** `undefined` where the hub does not tell. */
  readonly total: number | undefined;
}

/** What opening a model needs from the program around it. */
export interface ModelHost {
  /** Tells the user something in one line (standard error): a fallback, a download. */
  say(text: string): void;
  /** The environment: `HF_HOME`, `HF_TOKEN`, `OPENAI_API_KEY`, … */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Called while files are downloaded, at most a few times a second. */
  readonly progress?: ((progress: DownloadProgress) => void) | undefined;
  /** Bytes of memory that are free; by default what the system and its limits say. */
  readonly availableMemory?: (() => number) | undefined;
  /** Cancels the opening: a download or a load. */
  readonly signal?: AbortSignal | undefined;
}
