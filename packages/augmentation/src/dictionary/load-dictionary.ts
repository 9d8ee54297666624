import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

import { IbertError, IbertErrors, throwErrors } from '@ibert/core';
import { readText, systemError } from '@ibert/core/files';
import { parseYaml, readYaml, yamlError, yamlSpan } from '@ibert/core/yaml';
import type { ValuePath, YamlFile } from '@ibert/core/yaml';

import { isUsableName } from '../names/collisions.js';
import { dictionaryFileSchema } from './dictionary-schema.js';
import type { Dictionary } from './dictionary-schema.js';

/** The part of the dictionary that one file states. */
export function parseDictionary(text: string, file: string): Dictionary {
  const source = parseYaml(text, file);
  const { entities = [], columns = [], values = [] } = readYaml(source, dictionaryFileSchema);
  const part = { entities, columns, values };
  throwErrors([...nameErrors(source, part), ...repeatedWords(source, part)]);
  return part;
}

/**
 * Loads every `*.yaml` file of a directory as one dictionary, in the order of their names.
 *
 * @throws IbertError `INPUT_UNREADABLE`, `NO_DICTIONARY`, and `INVALID_YAML` with file, line and key
 * for each fault; several together as `SEVERAL_ERRORS`.
 */
export async function loadDictionary(directory: string): Promise<Dictionary> {
  const files = (await filesOf(directory)).filter((name) => /\.ya?ml$/.test(name)).sort();
  if (files.length === 0) {
    throw new IbertError('NO_DICTIONARY', `the directory ${directory} has no *.yaml file`, {
      hint: 'Name the directory that holds the dictionary, e.g. templates/augmentation.',
    });
  }
  const parts: Dictionary[] = [];
  const errors: IbertError[] = [];
  for (const file of files) {
    const path = join(directory, file);
    try {
      parts.push(parseDictionary(await readText(path), path));
    } catch (error) {
      if (error instanceof IbertErrors) errors.push(...error.errors);
      else if (error instanceof IbertError) errors.push(error);
      else throw error;
    }
  }
  throwErrors(errors);
  return {
    entities: parts.flatMap(({ entities }) => entities),
    columns: parts.flatMap(({ columns }) => columns),
    values: parts.flatMap(({ values }) => values),
  };
}

async function filesOf(directory: string): Promise<readonly string[]> {
  try {
    return await readdir(directory);
  } catch (cause) {
    throw systemError('INPUT_UNREADABLE', 'read the directory', directory, cause);
  }
}

/** Names that some language would not take as they are. */
function nameErrors(source: YamlFile, { entities, columns }: Dictionary): readonly IbertError[] {
  const check = (name: string, path: ValuePath, at: 'key' | 'value'): readonly IbertError[] => {
    if (isUsableName(name.replace('*', 'x'))) return [];
    const message = `${name} is a word of SQL, of Python or of Ibis's tables`;
    const hint = 'Give a name that every dialect takes without quotes and Ibis as an attribute.';
    return [yamlError(source, yamlSpan(source.root, path, at), message, hint)];
  };
  return [
    ...entities.flatMap(({ forms }, i) =>
      Object.entries(forms).flatMap(([table, id]) => [
        ...check(table, ['entities', i, 'forms', table], 'key'),
        ...check(id, ['entities', i, 'forms', table], 'value'),
      ]),
    ),
    ...columns.flatMap(({ names }, i) =>
      names.flatMap((name, j) => check(name, ['columns', i, 'names', j], 'value')),
    ),
  ];
}

/** A word of two families would have two meanings, and a swap might take the wrong one. */
function repeatedWords(source: YamlFile, { values }: Dictionary): readonly IbertError[] {
  const owners = new Map<string, string>();
  const errors: IbertError[] = [];
  for (const [i, { means, words }] of values.entries()) {
    for (const [j, word] of words.entries()) {
      const key = word.toLowerCase();
      const owner = owners.get(key);
      if (owner !== undefined) {
        const span = yamlSpan(source.root, ['values', i, 'words', j], 'value');
        const message = `values[${i}].words[${j}]: ${word} is a word of "${owner}" already`;
        errors.push(yamlError(source, span, message, 'Keep each word in one family.'));
      }
      owners.set(key, means);
    }
  }
  return errors;
}
