import { existsSync, readFileSync, statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { throwErrors } from './error-report.js';
import { IbertError, InternalError } from './errors.js';
import {
  environmentName,
  SETTINGS,
  type Config,
  type Setting,
  type SettingValue,
} from './settings.js';
import { systemError } from './system-error.js';
import { decodeUtf8 } from './utf8.js';
import { parseYaml } from './yaml-parse.js';
import { readYaml } from './yaml-schema.js';
import { schemaFaults } from './zod-faults.js';

/** The file that is read when it is there and no other is named. */
export const CONFIG_FILE = 'config.yaml';

export interface ConfigRequest {
  /** The file that `--config` names; it must exist. */
  readonly file?: string | undefined;
  /** Values of flags by the setting's path (`seed`, `validation.timeout_ms`), as typed. */
  readonly flags?: Readonly<Record<string, SettingValue | undefined>>;
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Where {@link CONFIG_FILE} is looked for. */
  readonly cwd?: string;
  /** What `jobs: auto` means; the number of processors that may be used when left out. */
  readonly processors?: number;
}

type Values = ReadonlyMap<Setting, SettingValue>;

/**
 * The settings: a flag wins over the environment (`IBERT_*`), that over the file, that over the
 * default. The file is `--config`, else `IBERT_CONFIG`, else `config.yaml` if there is one. An
 * empty environment variable counts as unset.
 *
 * @throws IbertError `CONFIG_MISSING`, `INVALID_SETTING`, `INVALID_YAML`, `INPUT_UNREADABLE`,
 * `NOT_UTF8`, or `SEVERAL_ERRORS` holding those.
 */
export function loadConfig(request: ConfigRequest = {}): Config {
  const { env = process.env, flags = {}, cwd = process.cwd() } = request;
  const unknown = Object.keys(flags).find((key) =>
    SETTINGS.every(({ path }) => path.join('.') !== key),
  );
  if (unknown !== undefined) throw new InternalError(`there is no setting ${unknown}`);

  const named = request.file ?? (env['IBERT_CONFIG'] === '' ? undefined : env['IBERT_CONFIG']);
  const layers: readonly Values[] = [
    fromTexts(
      (setting) => flags[setting.path.join('.')],
      (setting) => `--${flagName(setting)}`,
    ),
    fromTexts((setting) => blankToUnset(env[environmentName(setting)]), environmentName),
    fromFile(named, join(cwd, CONFIG_FILE)),
  ];
  const value = (setting: Setting): SettingValue => {
    for (const layer of layers) {
      const found = layer.get(setting);
      if (found !== undefined) return found;
    }
    return setting.default;
  };
  return assemble(value, request.processors ?? availableParallelism());
}

function flagName({ path }: Setting): string {
  return path.join('-').replaceAll('_', '-');
}

function blankToUnset(text: string | undefined): string | undefined {
  return text === '' ? undefined : text;
}

/** Reads the settings that come as texts, and names each wrong one. */
function fromTexts(
  lookup: (setting: Setting) => SettingValue | undefined,
  name: (setting: Setting) => string,
): Values {
  const values = new Map<Setting, SettingValue>();
  const errors: IbertError[] = [];
  for (const setting of SETTINGS) {
    const given = lookup(setting);
    if (given === undefined) continue;
    const raw = typeof given === 'string' ? read(given, setting) : given;
    const parsed = setting.schema.safeParse(raw);
    if (parsed.success) {
      values.set(setting, parsed.data);
      continue;
    }
    const [fault] = schemaFaults(setting.schema, parsed.error.issues, raw);
    errors.push(
      new IbertError('INVALID_SETTING', `${name(setting)}: ${fault?.message ?? 'not valid'}`, {
        hint: setting.about.join(' '),
      }),
    );
  }
  throwErrors(errors);
  return values;
}

const BOOLEANS: Readonly<Record<string, boolean>> = { true: true, false: false, 1: true, 0: false };

/** The value that a flag's text means. */
function read(text: string, setting: Setting): SettingValue {
  if (typeof setting.default === 'object') {
    const items = text.split(',').map((item) => item.trim());
    return items.filter((item) => item !== '');
  }
  if (typeof setting.default === 'boolean') return BOOLEANS[text.toLowerCase()] ?? text;
  return /^\d+(?:\.\d+)?$/.test(text) && !acceptsText(setting) ? Number(text) : text;
}

/** Whether digits stay a text, as for a directory called `2024`. */
function acceptsText({ schema }: Setting): boolean {
  return schema.safeParse('2024').success;
}

function fromFile(named: string | undefined, fallback: string): Values {
  const path = named ?? fallback;
  if (!existsSync(path)) {
    if (named === undefined) return new Map();
    throw new IbertError('CONFIG_MISSING', `the configuration file ${named} does not exist`, {
      hint: `Check the path, or start from config.yaml.example: cp config.yaml.example ${CONFIG_FILE}`,
    });
  }
  const file = named ?? CONFIG_FILE;
  const source = parseYaml(decodeUtf8(readBytes(path, file), { file }), file);
  // A file in which everything is commented out sets nothing.
  if (source.root.kind === 'Scalar' && source.root.value === null) return new Map();
  const checked = readYaml(source, configFileSchema);
  const values = new Map<Setting, SettingValue>();
  for (const setting of SETTINGS) {
    const value = setting.schema.optional().parse(lookUp(checked, setting.path));
    if (value !== undefined) values.set(setting, value);
  }
  return values;
}

function readBytes(path: string, file: string): Uint8Array {
  try {
    if (statSync(path).isDirectory()) {
      throw new IbertError('INPUT_UNREADABLE', `cannot read ${file}: it is a directory (EISDIR)`, {
        hint: 'Name a file.',
      });
    }
    return readFileSync(path);
  } catch (error) {
    throw systemError('INPUT_UNREADABLE', 'read', file, error);
  }
}

function lookUp(value: unknown, path: readonly string[]): unknown {
  let at = value;
  for (const step of path) {
    at = typeof at === 'object' && at !== null ? Reflect.get(at, step) : undefined;
  }
  return at;
}

/** The file's shape, from the table of settings: every key may be left out, none may be added. */
const configFileSchema = z.strictObject(
  Object.fromEntries(
    groups().map(([key, settings]) => {
      const [single] = settings;
      if (single?.path.length === 1) return [key, single.schema.optional()];
      const members = settings.map((setting) => [setting.path[1], setting.schema.optional()]);
      return [key, z.strictObject(Object.fromEntries(members) as z.ZodRawShape).optional()];
    }),
  ) as z.ZodRawShape,
);

function groups(): readonly (readonly [string, readonly Setting[]])[] {
  const names = [...new Set(SETTINGS.map(({ path }) => path[0] ?? ''))];
  return names.map((name) => [name, SETTINGS.filter(({ path }) => path[0] === name)]);
}

const configSchema: z.ZodType<Config> = z.strictObject({
  data_dir: z.string(),
  log_level: z.enum(['debug', 'info', 'warning', 'error']),
  seed: z.int(),
  jobs: z.int(),
  dialect: z.string(),
  validation: z.strictObject({ timeout_ms: z.int(), memory_limit_mb: z.int() }),
  engine: z.enum(['auto', 'compiler', 'model']),
  model: z.strictObject({
    provider: z.string(),
    model_name: z.string(),
    revision: z.string(),
    temperature: z.number(),
    max_tokens: z.int(),
    device: z.string(),
    dtype: z.string(),
    load_in_8bit: z.boolean(),
    cache_dir: z.string(),
    base_url: z.string(),
    attempts: z.int(),
    timeout_s: z.int(),
  }),
  mining: z.strictObject({
    scan_dirs: z.array(z.string()),
    extensions: z.array(z.string()),
    max_file_size_mb: z.int(),
    exclude_patterns: z.array(z.string()),
    licenses: z.array(z.string()),
  }),
});

function assemble(value: (setting: Setting) => SettingValue, processors: number): Config {
  const tree: Record<string, unknown> = {};
  for (const [key, settings] of groups()) {
    const [single] = settings;
    tree[key] =
      single?.path.length === 1
        ? value(single)
        : Object.fromEntries(settings.map((setting) => [setting.path[1], value(setting)]));
  }
  if (tree['jobs'] === 'auto') tree['jobs'] = processors;
  return configSchema.parse(tree);
}
