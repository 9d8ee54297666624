import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { formatError, IbertError, InternalError } from '@ibert/core';
import { configExample, type ConfigRequest, loadConfig } from '@ibert/core/config';
import { beforeEach, describe, expect, it } from 'vitest';

let cwd = '';

beforeEach(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'ibert-config-'));
});

const DEFAULTS = {
  data_dir: 'data',
  log_level: 'info',
  seed: 0,
  jobs: 6,
  dialect: 'duckdb',
  validation: { timeout_ms: 10_000, memory_limit_mb: 512 },
  engine: 'auto',
  model: {
    provider: 'transformers',
    model_name: 'onnx-community/Qwen2.5-Coder-1.5B-Instruct',
    revision: 'main',
    temperature: 0.2,
    max_tokens: 512,
    device: 'auto',
    dtype: 'auto',
    load_in_8bit: false,
    cache_dir: '',
    base_url: '',
    attempts: 3,
    timeout_s: 300,
  },
  mining: {
    scan_dirs: [],
    extensions: ['.py', '.ipynb', '.md', '.qmd', '.rst', '.sql'],
    max_file_size_mb: 2,
    exclude_patterns: [
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
    ],
    licenses: [],
  },
};

function load(request: ConfigRequest = {}): ReturnType<typeof loadConfig> {
  return loadConfig({ cwd, env: {}, processors: 6, ...request });
}

async function inFile(text: string | Buffer): Promise<void> {
  await writeFile(join(cwd, 'config.yaml'), text);
}

function fault(request: ConfigRequest = {}): string {
  try {
    load(request);
  } catch (error) {
    if (error instanceof IbertError) return formatError(error);
    throw error;
  }
  return 'loaded';
}

describe('settings', () => {
  it('are the defaults where nothing is said', () => {
    expect(load()).toEqual(DEFAULTS);
  });

  it('come from the flag, else the environment, else the file, else the default', async () => {
    await inFile('seed: 1\ndialect: sqlite\ndata_dir: f\nvalidation: {timeout_ms: 5}\n');
    const env = {
      IBERT_SEED: '2',
      IBERT_DIALECT: 'mysql',
      IBERT_JOBS: '',
      IBERT_VALIDATION_MEMORY_LIMIT_MB: '99',
    };
    expect(load({ env, flags: { seed: '3', jobs: undefined } })).toEqual({
      ...DEFAULTS,
      seed: 3,
      dialect: 'mysql',
      data_dir: 'f',
      validation: { timeout_ms: 5, memory_limit_mb: 99 },
    });
  });

  it('read numbers from texts, and keep directories that look like numbers', () => {
    const env = { IBERT_JOBS: 'auto', IBERT_DATA_DIR: '2024', IBERT_LOG_LEVEL: 'WARNING' };
    expect(load({ env, flags: { jobs: 3 } })).toMatchObject({
      jobs: 3,
      data_dir: '2024',
      log_level: 'warning',
    });
    expect(load({ env }).jobs).toBe(6);
  });

  it('read lists from texts with commas, and from lists of the file', async () => {
    await inFile('mining:\n  extensions: [.md]\n  scan_dirs: [docs, src/app]\n');
    const env = { IBERT_MINING_LICENSES: 'MPL-2.0, unknown,' };
    const flags = { 'mining.extensions': '.py' };
    expect(load({ env, flags }).mining).toMatchObject({
      extensions: ['.py'],
      scan_dirs: ['docs', 'src/app'],
      licenses: ['MPL-2.0', 'unknown'],
    });
  });

  it('may all be commented out', async () => {
    await inFile('# nothing\n');
    expect(load()).toEqual(DEFAULTS);
  });

  it('come from the named file, which must exist', async () => {
    const file = join(cwd, 'mine.yaml');
    await inFile('seed: 1\n');
    await writeFile(file, 'seed: 9\n');
    expect(load({ file }).seed).toBe(9);
    expect(load({ env: { IBERT_CONFIG: file } }).seed).toBe(9);
    expect(fault({ file: 'missing.yaml' })).toMatch(
      /^the configuration file missing\.yaml does not exist\n {2}Check the path/,
    );
    expect(fault({ env: { IBERT_CONFIG: 'missing.yaml' } })).toContain(
      'missing.yaml does not exist',
    );
    expect(fault({ file: cwd })).toContain('it is a directory');
  });
});

describe('a wrong setting', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['sed: 1', 'config.yaml:1:1: sed: unknown key "sed"; did you mean seed?'],
    ['models: {device: cpu}', 'config.yaml:1:1: models: unknown key "models"'],
    [
      'validation:\n  timeout: 1',
      'config.yaml:2:3: validation.timeout: unknown key "timeout"; expected timeout_ms or memory_limit_mb',
    ],
    ['seed: many', 'config.yaml:1:7: seed: expected a number, found the text "many"'],
    ['seed: -1', 'config.yaml:1:7: seed: expected a number of at least 0, found -1'],
    ['jobs: 0.5', 'config.yaml:1:7: jobs: expected auto or a whole number, found 0.5'],
    [
      'log_level: loud',
      'config.yaml:1:12: log_level: expected debug, info, warning or error, found the text "loud"',
    ],
    [
      'mining: {scan_dirs: [docs, ../up]}',
      'config.yaml:1:28: mining.scan_dirs[1]: expected a directory below the root, such as docs or src/app, found the text "../up"',
    ],
    [
      'mining: {extensions: [py]}',
      'config.yaml:1:23: mining.extensions[0]: expected an extension with its dot, found the text "py"',
    ],
    ['mining: {extensions: .py}', 'mining.extensions: expected a list, found the text ".py"'],
    ['seed: [1', 'config.yaml:1:9: not valid YAML: '],
  ];
  for (const [text, message] of cases) {
    it(`in the file is named with its place: ${JSON.stringify(text)}`, async () => {
      await inFile(text);
      expect(fault()).toContain(message);
    });
  }

  it('in a file that is not UTF-8 is named', async () => {
    await inFile(Buffer.from('data_dir: caf\u00e9', 'latin1'));
    expect(fault()).toMatch(/^config\.yaml:1:14: not UTF-8/);
  });

  it('in the environment or a flag is named, all of them', () => {
    const env = { IBERT_SEED: 'x', IBERT_VALIDATION_TIMEOUT_MS: '0' };
    const text = fault({ env });
    expect(text).toContain('IBERT_SEED: expected a number, found the text "x"');
    expect(text).toContain('IBERT_VALIDATION_TIMEOUT_MS: expected a number of at least 1, found 0');
    expect(fault({ flags: { 'validation.memory_limit_mb': '1' } })).toContain(
      '--validation-memory-limit-mb: expected a number of at least 64, found 1',
    );
  });

  it('that a command made up is our own mistake', () => {
    expect(() => load({ flags: { sed: 1 } })).toThrow(InternalError);
  });
});

describe('config.yaml.example', () => {
  const file = join(import.meta.dirname, '../../config.yaml.example');

  it('is what the table of settings says', async () => {
    expect(await readFile(file, 'utf8')).toBe(configExample());
  });

  it('loads and states the defaults', () => {
    expect(load({ file })).toEqual(DEFAULTS);
  });
});
