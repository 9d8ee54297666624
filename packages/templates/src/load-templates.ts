import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { IbertError, IbertErrors, throwErrors } from '@ibert/core';
import { readText, systemError } from '@ibert/core/files';
import { parseTemplate } from './parse-template.js';
import type { Template } from './template.js';
import type { TemplateOptions } from './template-options.js';
import { parseTaskTemplate } from './tasks/parse-task-template.js';
import type { TaskTemplate } from './tasks/task-template.js';

/**
 * Loads one template file.
 *
 * @throws IbertError `INPUT_UNREADABLE`, `INPUT_TOO_LARGE`, `NOT_UTF8`, and what
 * {@link parseTemplate} throws.
 */
export async function loadTemplateFile(
  path: string,
  options: TemplateOptions = {},
): Promise<Template> {
  return parseTemplate(await readText(path), path, options);
}

/**
 * Loads every `*.yaml` and `*.yml` file of a directory, in the order of their names. The faults of
 * all files are reported together.
 *
 * @throws IbertError `INPUT_UNREADABLE`, `NO_TEMPLATES`, `DUPLICATE_TEMPLATE`, and what
 * {@link loadTemplateFile} throws; several together as `SEVERAL_ERRORS`.
 */
export const loadTemplates = (
  directory: string,
  options: TemplateOptions = {},
): Promise<readonly Template[]> =>
  loadAll(directory, (text, path) => parseTemplate(text, path, options));

/** {@link loadTemplates} for templates of the six tasks. */
export const loadTaskTemplates = (
  directory: string,
  options: TemplateOptions = {},
): Promise<readonly TaskTemplate[]> =>
  loadAll(directory, (text, path) => parseTaskTemplate(text, path, options));

async function loadAll<T extends Named>(
  directory: string,
  parse: (text: string, path: string) => T,
): Promise<readonly T[]> {
  const files = await templateFiles(directory);
  const templates: T[] = [];
  const errors: IbertError[] = [];
  for (const file of files) {
    try {
      const path = join(directory, file);
      templates.push(parse(await readText(path), path));
    } catch (error) {
      if (error instanceof IbertErrors) errors.push(...error.errors);
      else if (error instanceof IbertError) errors.push(error);
      else throw error;
    }
  }
  throwErrors([...errors, ...duplicateErrors(templates)]);
  return templates;
}

async function templateFiles(directory: string): Promise<readonly string[]> {
  const entries = await readDirectory(directory);
  const files = entries.filter((name) => /\.ya?ml$/.test(name));
  if (files.length > 0) return files;
  throw new IbertError('NO_TEMPLATES', `the directory ${directory} has no *.yaml or *.yml file`, {
    hint: 'Name the directory that holds the templates, e.g. --templates templates/sql2ibis.',
  });
}

/** Names in the order of their code units, which is the same on every system. */
async function readDirectory(directory: string): Promise<readonly string[]> {
  try {
    return (await readdir(directory)).sort((a, b) => (a < b ? -1 : 1));
  } catch (cause) {
    throw systemError('INPUT_UNREADABLE', 'read the directory', directory, cause);
  }
}

/** What tells templates apart. */
type Named = Pick<Template, 'name' | 'file' | 'nameSpan'>;

function duplicateErrors(templates: readonly Named[]): readonly IbertError[] {
  const first = new Map<string, Named>();
  return templates.flatMap((template) => {
    const { name, file } = template;
    const twin = first.get(name);
    if (twin === undefined) {
      first.set(name, template);
      return [];
    }
    const message = `name: ${name} is the name of the template in ${twin.file} already`;
    const hint = 'Give each template a name of its own.';
    return [new IbertError('DUPLICATE_TEMPLATE', message, { file, span: template.nameSpan, hint })];
  });
}
