import { type IbertError, joinErrors, throwErrors } from '@ibert/core';
import {
  checkYaml,
  parseYaml,
  type ValuePath,
  yamlEntry,
  yamlError,
  type YamlFile,
  yamlSpan,
} from '@ibert/core/yaml';
import type { z } from 'zod';
import { isFlat, readParameters } from './parameters.js';
import { nameErrors, textErrors, unusedErrors } from './template-checks.js';
import { dtypeErrors, shorthandFaults, tablesOf } from './template-tables.js';
import { readTemplateText, type TemplateText } from './template-text.js';
import type { Template, Variation } from './template.js';
import type { TemplateOptions } from './template-options.js';
import {
  type TemplateBody,
  templateSchema,
  type VariationBody,
  variationSchema,
} from './template-schema.js';

/**
 * Reads one template from its YAML text. What comes back expands without a fault.
 *
 * @throws IbertError `INVALID_YAML` or `YAML_TOO_LARGE` with file, line, column and key; several
 * faults of a file together as `SEVERAL_ERRORS`.
 */
export function parseTemplate(text: string, file: string, options: TemplateOptions = {}): Template {
  const source = parseYaml(text, file);
  const { body, variations } = checkShape(source);
  const errors: IbertError[] = [...dtypeErrors(source, body, [], options)];
  const texts = readTexts(source, [], errors);
  const built = variations.map((variation, index) =>
    buildVariation({ source, body, variation, index, texts, options, errors }),
  );
  errors.push(...nameErrors(source, built));
  throwErrors(inFileOrder(errors));
  return {
    name: body.name,
    nameSpan: yamlSpan(source.root, ['name'], 'value'),
    description: body.description,
    difficulty: difficultyOf(body),
    features: featuresOf(body),
    file,
    variations: built,
  };
}

function inFileOrder(errors: readonly IbertError[]): readonly IbertError[] {
  return [...errors].sort((a, b) => (a.span?.start ?? 0) - (b.span?.start ?? 0));
}

/** The documented variant may leave out the difficulty and the features. */
function difficultyOf({ difficulty }: TemplateBody): Template['difficulty'] {
  return difficulty ?? 'medium';
}

function featuresOf({ features, name }: TemplateBody): readonly string[] {
  return features ?? [name];
}

interface Shape {
  readonly body: TemplateBody;
  readonly variations: readonly VariationBody[];
}

/** Checks keys and types of the whole file; parameters and texts come after that. */
function checkShape(source: YamlFile): Shape {
  const errors: IbertError[] = [];
  function check<T>(schema: z.ZodType<T>, path: ValuePath): T | undefined {
    const result = checkYaml(source, schema, path);
    if (result.ok) return result.value;
    const shorthand = shorthandFaults(source, path);
    const others = result.faults.filter(
      (fault) =>
        !shorthand.some((short) => short.path.every((step, at) => fault.path[at] === step)),
    );
    errors.push(...[...shorthand, ...others].map(({ error }) => error));
    return undefined;
  }

  const documented = yamlEntry(source.root, 'schema') !== undefined;
  const body = check(templateSchema(documented), []);
  const list = yamlEntry(source.root, 'variations')?.value;
  const nodes = list?.kind === 'List' ? list.items : [];
  const variations = nodes.flatMap((node, index) => {
    const checked = check(variationSchema(documented, isFlat(node)), ['variations', index]);
    return checked === undefined ? [] : [checked];
  });
  if (body === undefined || errors.length > 0) throw joinErrors(inFileOrder(errors));
  return { body, variations };
}

/** The two sides of a template or a variation, as far as it has them. */
interface Texts {
  readonly sql: TemplateText | undefined;
  readonly ibis: TemplateText | undefined;
}

function readTexts(source: YamlFile, path: ValuePath, errors: IbertError[]): Texts {
  return {
    sql: readTemplateText(source, [...path, 'sql_template'], errors),
    ibis: readTemplateText(source, [...path, 'ibis_template'], errors),
  };
}

interface VariationSource {
  readonly source: YamlFile;
  readonly body: TemplateBody;
  readonly variation: VariationBody;
  readonly index: number;
  /** The template's own texts, used where the variation has none. */
  readonly texts: Texts;
  readonly options: TemplateOptions;
  readonly errors: IbertError[];
}

function buildVariation(from: VariationSource): Variation {
  const { source, body, variation, index, errors } = from;
  const path = ['variations', index];
  const span = yamlSpan(source.root, path, 'value');
  const own = readTexts(source, path, errors);
  const sql = own.sql ?? from.texts.sql;
  const ibis = own.ibis ?? from.texts.ibis;
  const tables = tablesOf(variation, path) ?? tablesOf(body, []);
  const name = variation.name ?? `variation_${index + 1}`;

  errors.push(...dtypeErrors(source, variation, path, from.options));
  if (sql === undefined && ibis === undefined) {
    const message = `variations[${index}]: ${name} has neither sql_template nor ibis_template`;
    errors.push(
      yamlError(source, span, message, 'Give one of them here or for the whole template.'),
    );
  }
  if (tables === undefined) {
    const message = `variations[${index}]: ${name} has no tables`;
    errors.push(yamlError(source, span, message, 'Give context.tables here or for the template.'));
  }
  const parameters = readParameters(source, path, from.options);
  const texts = [sql, ibis].filter((text) => text !== undefined);
  errors.push(...parameters.errors);
  errors.push(...textErrors(source, name, texts, parameters));
  errors.push(...unusedErrors(source, texts, parameters));
  return {
    name,
    line: span.line,
    difficulty: variation.difficulty ?? difficultyOf(body),
    features: variation.features ?? featuresOf(body),
    tables: tables?.tables ?? {},
    sql: sql?.compiled,
    ibis: ibis?.compiled,
    params: parameters.params,
    axes: parameters.axes,
    count: parameters.count,
  };
}
