import { z } from 'zod';

/** How much goes to standard error, from most to least. */
export const LOG_LEVELS = ['debug', 'info', 'warning', 'error'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

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
export type SettingValue = string | number | readonly string[];

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
export function environmentName({ path }: Setting): string {
  return `IBERT_${path.join('_').toUpperCase()}`;
}
