import { throwErrors, type IbertError } from '@ibert/core';
import { parseYaml, yamlError, yamlSpan, yamlValue } from '@ibert/core/yaml';

/** An entry as its file has it. */
export interface SourceEntry {
  readonly file: string;
  readonly names: readonly string[];
  readonly topic: string | undefined;
  readonly title: string | undefined;
  readonly summary: string;
  readonly details: string | undefined;
  readonly parameters: Readonly<Record<string, string>>;
  readonly example: string | undefined;
  readonly pitfalls: readonly string[];
  readonly see_also: readonly string[];
  readonly keywords: readonly string[];
  readonly questions: readonly string[];
  readonly errors: readonly string[];
  readonly former: readonly string[];
  readonly volatile: boolean;
  readonly unexecuted: string | undefined;
}

const isText = (value: unknown): boolean => typeof value === 'string' && value !== '';
const isTexts = (value: unknown): boolean => Array.isArray(value) && value.every(isText);
const isMapping = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What each key holds: the check, the words for it, and what stands for an absent one. */
const KEYS: Readonly<
  Record<
    Exclude<keyof SourceEntry, 'file'>,
    {
      readonly holds: (value: unknown) => boolean;
      readonly words: string;
      readonly absent: unknown;
    }
  >
> = {
  names: { holds: isTexts, words: 'a list of names', absent: [] },
  topic: { holds: isText, words: 'a text', absent: undefined },
  title: { holds: isText, words: 'a text', absent: undefined },
  summary: { holds: isText, words: 'a text', absent: '' },
  details: { holds: isText, words: 'a text', absent: undefined },
  parameters: {
    holds: (value) => isMapping(value) && Object.values(value).every(isText),
    words: 'a mapping from names to texts',
    absent: {},
  },
  example: { holds: isText, words: 'a text', absent: undefined },
  pitfalls: { holds: isTexts, words: 'a list of texts', absent: [] },
  see_also: { holds: isTexts, words: 'a list of names', absent: [] },
  keywords: { holds: isTexts, words: 'a list of texts', absent: [] },
  questions: { holds: isTexts, words: 'a list of texts', absent: [] },
  errors: { holds: isTexts, words: 'a list of texts', absent: [] },
  former: { holds: isTexts, words: 'a list of names', absent: [] },
  volatile: { holds: (value) => value === true, words: '`true`', absent: false },
  unexecuted: { holds: isText, words: 'a reason', absent: undefined },
};

/**
 * Reads a file of entries.
 *
 * @throws IbertError `INVALID_YAML`, or `SEVERAL_ERRORS` holding those, with the place of each.
 */
export function readEntries(text: string, file: string): readonly SourceEntry[] {
  const source = parseYaml(text, file);
  const value = yamlValue(source.root);
  const list: unknown = isMapping(value) ? value['entries'] : undefined;
  if (!Array.isArray(list)) {
    throw yamlError(source, source.root.span, 'expected the key entries with a list');
  }
  const errors: IbertError[] = [];
  const entries = list.map((entry: unknown, at) => {
    const fault = (message: string): void => {
      errors.push(yamlError(source, yamlSpan(source.root, ['entries', at], 'value'), message));
    };
    return sourceEntry(entry, file, fault);
  });
  throwErrors(errors);
  return entries;
}

function sourceEntry(given: unknown, file: string, fault: (message: string) => void): SourceEntry {
  const entry = isMapping(given) ? given : {};
  for (const [key, value] of Object.entries(entry)) {
    if (!Object.hasOwn(KEYS, key)) fault(`the key ${key} is unknown`);
    else if (!KEYS[key as keyof typeof KEYS].holds(value)) {
      fault(`${key} must be ${KEYS[key as keyof typeof KEYS].words}`);
    }
  }
  const has = (key: string): boolean => entry[key] !== undefined;
  if (has('names') === has('topic')) fault('an entry has either names or a topic');
  if (has('topic') !== has('title')) fault('a topic has a title, and nothing else has');
  if (!has('summary')) fault('summary is missing');
  if (!has('example') && !has('unexecuted')) fault('example is missing');
  const filled = Object.entries(KEYS).map(([key, { absent }]) => [key, entry[key] ?? absent]);
  return { file, ...Object.fromEntries(filled) } as SourceEntry;
}
