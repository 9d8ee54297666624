import { z } from 'zod';
import {
  columns,
  context,
  difficulty,
  features,
  parameter,
  parameterKeys,
  snakeCase,
  tableName,
  text,
} from './schema-parts.js';

const texts = { sql_template: text.optional(), ibis_template: text.optional() };

/** A template's own keys; its variations are checked one by one, as their shape differs. */
const template = z.strictObject({
  name: snakeCase,
  description: text,
  difficulty,
  features,
  context: context.optional(),
  ...texts,
  variations: z.array(z.unknown()).min(1),
});

/** The shape that the old documentation shows: `schema` for the tables, little else required. */
const documentedTemplate = z.strictObject({
  ...template.shape,
  difficulty: difficulty.optional(),
  features: features.optional(),
  context: z.undefined({ error: 'give either context or schema, not both' }).optional(),
  schema: z
    .record(tableName, columns)
    .refine((record) => Object.keys(record).length > 0, { error: 'must have a table' }),
});

const variation = z.strictObject({
  name: snakeCase,
  ...parameterKeys,
  ...texts,
  context: context.optional(),
  difficulty: difficulty.optional(),
  features: features.optional(),
});

const documentedVariation = z.strictObject({ ...variation.shape, name: snakeCase.optional() });

/** The keys of a variation that are never parameters. */
export const VARIATION_KEYS: ReadonlySet<string> = new Set(Object.keys(variation.shape));

export type TemplateBody = z.infer<typeof template> | z.infer<typeof documentedTemplate>;
export type VariationBody = z.infer<typeof documentedVariation>;

/** The schema of a template, by whether it uses the documented variant (`schema:`). */
export function templateSchema(documented: boolean): z.ZodType<TemplateBody> {
  return documented ? documentedTemplate : template;
}

/**
 * The schema of a variation. `flat`: keys of its own are parameters, so any key is allowed as long
 * as its value is a scalar or a list of scalars.
 */
export function variationSchema(documented: boolean, flat: boolean): z.ZodType<VariationBody> {
  const shape = documented ? documentedVariation : variation;
  return flat ? z.object(shape.shape).catchall(parameter) : shape;
}
