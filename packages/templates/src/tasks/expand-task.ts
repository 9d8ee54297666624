import { InternalError } from '@ibert/core';
import { valuesAt } from '../expand.js';
import { type CompiledText, renderText } from '../placeholder.js';
import type { ExpandedTask, Fields, TaskTemplate, TaskVariation } from './task-template.js';

/**
 * The examples of a task template, one at a time: its variations in the order of the file, each
 * one's product with the last axis fastest.
 */
export function* expandTaskTemplate(
  template: TaskTemplate,
): Generator<ExpandedTask, void, undefined> {
  for (const variation of template.variations) {
    for (let index = 0; index < variation.count; index++) yield expand(template, variation, index);
  }
}

function expand(template: TaskTemplate, variation: TaskVariation, index: number): ExpandedTask {
  const { name, task, systemPrompt, file } = template;
  const { difficulty, features, tables, line, count } = variation;
  const values = valuesAt(variation, index);
  const value = (key: string): string => {
    const found = values.get(key);
    if (found === undefined) throw new InternalError(`${variation.name} has no value for {${key}}`);
    return found;
  };
  const render = (text: CompiledText): string => renderText(text, value);
  const texts = (fields: Fields): ExpandedTask['input'] =>
    Object.fromEntries(
      [...fields].map(([key, field]) => [
        key,
        'pieces' in field ? render(field) : field.map(render),
      ]),
    );
  return {
    template: name,
    variation: count === 1 ? variation.name : `${variation.name}_${index}`,
    task,
    systemPrompt,
    difficulty,
    features,
    tables,
    input: texts(variation.input),
    target: texts(variation.target),
    meta: texts(variation.meta) as ExpandedTask['meta'],
    file,
    line,
  };
}
