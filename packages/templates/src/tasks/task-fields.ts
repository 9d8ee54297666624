import { closest, type IbertError } from '@ibert/core';
import { type Task, TASK_SHAPES } from '@ibert/core/records';
import {
  jsonPath,
  yamlAt,
  yamlEntry,
  yamlError,
  type YamlFile,
  yamlSpan,
  type ValuePath,
} from '@ibert/core/yaml';
import { readTemplateText, type TemplateText } from '../template-text.js';
import type { Fields } from './task-template.js';

/** The fields that a template may leave to the engine, with how it finds them. */
const FILLED_IN: Readonly<Partial<Record<Task, readonly string[]>>> = {
  // The emitter writes it.
  ibis_to_sql: ['target.sql'],
  // The variation's `style` stands for it.
  documentation: ['input.style'],
};

/** Keys beside input and target that go to a record's meta data. */
export const META_FIELDS = ['topic', 'style', 'error_type'] as const;

/** The texts under a key of a variation, with their places in the file. */
export interface ReadFields {
  readonly fields: Fields;
  readonly texts: readonly TemplateText[];
}

/** Reads `input` or `target` of a variation; keys that the task does not have are errors. */
export function readFields(
  source: YamlFile,
  path: ValuePath,
  part: 'input' | 'target',
  task: Task,
  errors: IbertError[],
): ReadFields {
  const shape = TASK_SHAPES[task][part].shape as Readonly<
    Record<string, { safeParse: (value: unknown) => { success: boolean } }>
  >;
  const at = [...path, part];
  const node = yamlAt(source.root, at);
  const entries = node?.kind === 'Map' ? node.entries : [];
  const unknown = entries.filter(({ key }) => !Object.hasOwn(shape, key));
  for (const { key, keySpan } of unknown) {
    const near = closest(key, Object.keys(shape)) ?? Object.keys(shape).join(', ');
    const message = `${jsonPath([...at, key])}: the ${part} of ${task} has no ${key}`;
    errors.push(yamlError(source, keySpan, message, `Did you mean ${near}?`));
  }
  // A wrong key is most likely the one that seems to be missing.
  for (const [key, field] of unknown.length > 0 ? [] : Object.entries(shape)) {
    const optional =
      field.safeParse(undefined).success || FILLED_IN[task]?.includes(`${part}.${key}`);
    if (optional === true || entries.some((entry) => entry.key === key)) continue;
    const span = yamlSpan(source.root, node === undefined ? path : at, 'value');
    const message = `${jsonPath(at)}: the ${part} of ${task} needs ${key}`;
    errors.push(yamlError(source, span, message, `Give ${key} a text.`));
  }
  return readTexts(source, at, Object.keys(shape), errors);
}

/** Reads the texts of some keys of a mapping. */
export function readTexts(
  source: YamlFile,
  path: ValuePath,
  keys: readonly string[],
  errors: IbertError[],
): ReadFields {
  const fields = new Map<string, TemplateText['compiled'] | readonly TemplateText['compiled'][]>();
  const texts: TemplateText[] = [];
  const read = (at: ValuePath): readonly TemplateText[] => {
    const text = readTemplateText(source, at, errors);
    if (text !== undefined) texts.push(text);
    return text === undefined ? [] : [text];
  };
  const node = yamlAt(source.root, path);
  for (const key of keys) {
    const value = node === undefined ? undefined : yamlEntry(node, key)?.value;
    if (value?.kind === 'List') {
      const items = value.items.flatMap((_, index) => read([...path, key, index]));
      fields.set(
        key,
        items.map(({ compiled }) => compiled),
      );
    } else {
      for (const { compiled } of read([...path, key])) fields.set(key, compiled);
    }
  }
  return { fields, texts };
}
