import { type IbertError, joinErrors, throwErrors } from '@ibert/core';
import { checkYaml, parseYaml, yamlError, type YamlFile, yamlSpan } from '@ibert/core/yaml';
import { readParameters } from '../parameters.js';
import { nameErrors, textErrors, unusedErrors } from '../template-checks.js';
import type { TemplateOptions } from '../template-options.js';
import { dtypeErrors } from '../template-tables.js';
import { META_FIELDS, readFields, readTexts } from './task-fields.js';
import {
  type TaskTemplateBody,
  taskTemplateSchema,
  type TaskVariationBody,
  taskVariationSchema,
} from './task-schema.js';
import type { TaskTemplate, TaskVariation } from './task-template.js';

/**
 * Reads a template of one of the six tasks from its YAML text. What comes back expands without a
 * fault.
 *
 * @throws IbertError `INVALID_YAML` or `YAML_TOO_LARGE` with file, line, column and key; several
 * faults of a file together as `SEVERAL_ERRORS`.
 */
export function parseTaskTemplate(
  text: string,
  file: string,
  options: TemplateOptions = {},
): TaskTemplate {
  const source = parseYaml(text, file);
  const { body, variations } = checkShape(source);
  const errors: IbertError[] = [...dtypeErrors(source, body, [], options)];
  const built = variations.map((variation, index) =>
    buildVariation({ source, body, variation, index, options, errors }),
  );
  errors.push(...nameErrors(source, built));
  throwErrors(inFileOrder(errors));
  return {
    name: body.name,
    nameSpan: yamlSpan(source.root, ['name'], 'value'),
    description: body.description,
    task: body.task,
    systemPrompt: body.system_prompt,
    file,
    variations: built,
  };
}

const inFileOrder = (errors: readonly IbertError[]): readonly IbertError[] =>
  [...errors].sort((a, b) => (a.span?.start ?? 0) - (b.span?.start ?? 0));

function checkShape(source: YamlFile): {
  readonly body: TaskTemplateBody;
  readonly variations: readonly TaskVariationBody[];
} {
  const body = checkYaml(source, taskTemplateSchema, []);
  if (!body.ok) throw joinErrors(inFileOrder(body.faults.map(({ error }) => error)));
  const errors: IbertError[] = [];
  const variations = body.value.variations.flatMap((_, index) => {
    const checked = checkYaml(source, taskVariationSchema, ['variations', index]);
    if (checked.ok) return [checked.value];
    errors.push(...checked.faults.map(({ error }) => error));
    return [];
  });
  throwErrors(inFileOrder(errors));
  return { body: body.value, variations };
}

interface VariationSource {
  readonly source: YamlFile;
  readonly body: TaskTemplateBody;
  readonly variation: TaskVariationBody;
  readonly index: number;
  readonly options: TemplateOptions;
  readonly errors: IbertError[];
}

function buildVariation(from: VariationSource): TaskVariation {
  const { source, body, variation, index, options, errors } = from;
  const path = ['variations', index];
  const { line } = yamlSpan(source.root, path, 'value');
  const { name, difficulty = body.difficulty, features = body.features } = variation;
  const context = variation.context ?? body.context;
  errors.push(...dtypeErrors(source, variation, path, options));
  if (context === undefined) {
    const message = `variations[${index}]: ${name} has no tables`;
    const span = yamlSpan(source.root, path, 'value');
    errors.push(yamlError(source, span, message, 'Give context.tables here or for the template.'));
  }
  const input = readFields(source, path, 'input', body.task, errors);
  const target = readFields(source, path, 'target', body.task, errors);
  const shared = readTexts(source, [], META_FIELDS, errors);
  const own = readTexts(source, path, META_FIELDS, errors);
  const parameters = readParameters(source, path, options);
  const texts = [...input.texts, ...target.texts, ...own.texts];
  errors.push(...parameters.errors);
  errors.push(...textErrors(source, name, [...texts, ...shared.texts], parameters));
  errors.push(...unusedErrors(source, [...texts, ...shared.texts], parameters));
  const { params, axes, count } = parameters;
  return {
    name,
    line,
    difficulty,
    features,
    tables: context?.tables ?? {},
    input: input.fields,
    target: target.fields,
    meta: new Map([...shared.fields, ...own.fields]),
    params,
    axes,
    count,
  };
}
