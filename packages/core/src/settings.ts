import { z } from 'zod';

/** How much goes to standard error, from most to least. */
export const LOG_LEVELS = ['debug', 'info', 'warning', 'error'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** Who may answer a command. */
export const ENGINES = ['auto', 'compiler', 'model'] as const;
export type Engine = (typeof ENGINES)[number];

/** All settings, complete and checked. */
export interface Config {
  /** Directory of all generated data. */
  readonly data_dir: string;
  readonly log_level: LogLevel;
  /** The run seed, from which every random choice derives. */
  readonly seed: number;
  /** Worker processes. */
  readonly jobs: number;
  /** SQL dialect of input and output unless a command is told another. */
  readonly dialect: string;
  readonly validation: {
    /** Most milliseconds that proving one candidate may take. */
    readonly timeout_ms: number;
    /** Most megabytes of memory of one worker's database. */
    readonly memory_limit_mb: number;
  };
  /** Who answers: the compiler engine, a model, or whoever can. */
  readonly engine: Engine;
  /** The model of the commands that answer; what is not said here is told by `@ibert/models`. */
  readonly model: {
    readonly provider: string;
    /** A name on the hub, a folder, or what the server calls the model. */
    readonly model_name: string;
    readonly revision: string;
    readonly temperature: number;
    /** Most tokens of one answer. */
    readonly max_tokens: number;
    readonly device: string;
    readonly dtype: string;
    readonly load_in_8bit: boolean;
    /** Directory of downloads; empty: the hub's own. */
    readonly cache_dir: string;
    /** Address of an OpenAI-compatible server. */
    readonly base_url: string;
    /** Most times that a model is asked before its answer holds. */
    readonly attempts: number;
    /** Most seconds of one answer. */
    readonly timeout_s: number;
  };
  readonly mining: {
    /** Directories that are searched, with forward slashes below a source's root; none: all. */
    readonly scan_dirs: readonly string[];
    /** Extensions of the files that are searched, with their dot. */
    readonly extensions: readonly string[];
    /** Most megabytes (1024² bytes) of one file. */
    readonly max_file_size_mb: number;
    /** Patterns of paths below a source's root that are left out. */
    readonly exclude_patterns: readonly string[];
    /** SPDX identifiers of licences that are mined beside the permissive ones. */
    readonly licenses: readonly string[];
  };
}

/** What one setting may hold. */
export type SettingValue = string | number | boolean | readonly string[];

/** One setting: where it can be given, what it may be, what it is otherwise. */
export interface Setting {
  /** Path in `config.yaml`; its length is 1 or 2. */
  readonly path: readonly string[];
  /**
   * What it may be; the texts of flags and of the environment are read as YAML reads them, those of
   * a list as its items between commas.
   */
  readonly schema: z.ZodType<SettingValue>;
  readonly default: SettingValue;
  /** What it is for, one sentence per line of the example file. */
  readonly about: readonly string[];
  /** The environment variable, where it is not made of the path. */
  readonly environment?: string;
}

const logLevel = z.preprocess(
  (value) => (typeof value === 'string' ? value.toLowerCase() : value),
  z.enum(LOG_LEVELS),
);

const MINED_EXTENSIONS = ['.py', '.ipynb', '.md', '.qmd', '.rst', '.sql'];

/** What nobody of the project wrote: installed, built or copied in. */
const LEFT_OUT = [
  '**/.git/**',
  '**/__pycache__/**',
  '**/node_modules/**',
  '**/site-packages/**',
  '**/.venv/**',
  '**/venv/**',
  '**/.tox/**',
  '**/vendor/**',
  '**/_vendor/**',
  '**/third_party/**',
  '**/.ipynb_checkpoints/**',
];

const directory = z.string().regex(/^(?!\/)(?!.*(^|\/)\.\.?(\/|$)).+$/, {
  error: 'a directory below the root, such as docs or src/app',
});

const extension = z.string().regex(/^\.[^./\\]+$/, { error: 'an extension with its dot' });

/** Every setting, in the order of the example file. The rest of this folder is derived from it. */
export const SETTINGS: readonly Setting[] = [
  {
    path: ['data_dir'],
    schema: z.string().min(1),
    default: 'data',
    about: ['Directory of all generated data; relative to the current directory.'],
  },
  {
    path: ['log_level'],
    schema: logLevel,
    default: 'info',
    about: [`How much to say on standard error: ${LOG_LEVELS.join(', ')}.`],
  },
  {
    path: ['seed'],
    schema: z.int().nonnegative(),
    default: 0,
    about: ['Seed of every random choice. The same input and seed give the same bytes.'],
  },
  {
    path: ['jobs'],
    schema: z.union([z.literal('auto'), z.int().min(1).max(1024)]),
    default: 'auto',
    about: ['Worker processes: a number, or auto for one per processor. Never changes the output.'],
  },
  {
    path: ['dialect'],
    schema: z.string().min(1),
    default: 'duckdb',
    about: ['SQL dialect of input and output, unless a command is told another.'],
  },
  {
    path: ['validation', 'timeout_ms'],
    schema: z.int().min(1),
    default: 10_000,
    about: ['Most milliseconds that proving one candidate may take.'],
  },
  {
    path: ['validation', 'memory_limit_mb'],
    schema: z.int().min(64),
    default: 512,
    about: ["Most megabytes of memory of one worker's database; at least 64."],
  },
  {
    path: ['engine'],
    schema: z.enum(ENGINES),
    default: 'auto',
    about: [
      'Who answers: compiler (at once, no download), model, or auto: the compiler, and where it has no',
      'answer the model, if that is on this machine or a server is named.',
    ],
  },
  {
    path: ['model', 'provider'],
    schema: z.string().min(1),
    default: 'transformers',
    about: [
      'Who runs the model: transformers (here; also called huggingface), or openai (a server).',
    ],
  },
  {
    path: ['model', 'model_name'],
    schema: z.string().min(1),
    default: 'onnx-community/Qwen2.5-Coder-1.5B-Instruct',
    about: ["The model: a name on the hub, a folder, or the server's name for it."],
    environment: 'IBERT_MODEL',
  },
  {
    path: ['model', 'revision'],
    schema: z.string().min(1),
    default: 'main',
    about: ["Branch, tag or commit of the hub's repository; a commit pins the bytes."],
  },
  {
    path: ['model', 'temperature'],
    schema: z.number().min(0).max(2),
    default: 0.2,
    about: ['0 always takes the likeliest token; above, tokens are drawn. At most 2.'],
  },
  {
    path: ['model', 'max_tokens'],
    schema: z.int().min(1).max(32_768),
    default: 512,
    about: ['Most tokens of one answer.'],
  },
  {
    path: ['model', 'device'],
    schema: z.string().min(1),
    default: 'auto',
    about: ['Where the model runs: auto, cpu, cuda, webgpu, dml, coreml, mps.'],
  },
  {
    path: ['model', 'dtype'],
    schema: z.string().min(1),
    default: 'auto',
    about: ['Number format of its weights: auto, fp32, fp16, q8, int8, uint8, q4, q4f16, bnb4.'],
  },
  {
    path: ['model', 'load_in_8bit'],
    schema: z.boolean(),
    default: false,
    about: ['The same as dtype: q8.'],
  },
  {
    path: ['model', 'cache_dir'],
    schema: z.string(),
    default: '',
    about: ["Directory of downloads; empty: the hub's own (HF_HOME)."],
  },
  {
    path: ['model', 'base_url'],
    schema: z.string(),
    default: '',
    about: [
      'Address of an OpenAI-compatible server up to /v1, for provider: openai. Its key comes from the',
      'environment (OPENAI_API_KEY) or from .env, never from here.',
    ],
  },
  {
    path: ['model', 'attempts'],
    schema: z.int().min(1).max(20),
    default: 3,
    about: ['Most times that a model is asked before its answer holds.'],
  },
  {
    path: ['model', 'timeout_s'],
    schema: z.int().min(1),
    default: 300,
    about: ['Most seconds of one answer of a model.'],
  },
  {
    path: ['mining', 'scan_dirs'],
    schema: z.array(directory),
    default: [],
    about: ['Directories of a source that are searched, below its root; none: all of them.'],
  },
  {
    path: ['mining', 'extensions'],
    schema: z.array(extension).min(1),
    default: MINED_EXTENSIONS,
    about: ['Extensions of the files that are searched.'],
  },
  {
    path: ['mining', 'max_file_size_mb'],
    schema: z.int().min(1).max(64),
    default: 2,
    about: ['Most megabytes of a file that is searched; at most 64.'],
  },
  {
    path: ['mining', 'exclude_patterns'],
    schema: z.array(z.string().min(1)),
    default: LEFT_OUT,
    about: ['Patterns of paths that are left out.'],
  },
  {
    path: ['mining', 'licenses'],
    schema: z.array(z.string().min(1)),
    default: [],
    about: [
      'SPDX identifiers of licences that are mined beside the permissive ones; unknown stands for',
      'sources that tell none.',
    ],
  },
];

/** The environment variable of a setting: `validation.timeout_ms` → `IBERT_VALIDATION_TIMEOUT_MS`. */
export function environmentName({ path, environment }: Setting): string {
  return environment ?? `IBERT_${path.join('_').toUpperCase()}`;
}
