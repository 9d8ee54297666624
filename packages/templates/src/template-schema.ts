import { DIFFICULTIES } from '@ibert/core/records';
import { z } from 'zod';

const SNAKE_CASE = /^[a-z][a-z0-9_]*$/;
const IDENTIFIER = /^[A-Za-z_][A-Za-z0-9_]*$/;

const text = z.string().min(1);
const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const snakeCase = z
  .string()
  .regex(SNAKE_CASE, { error: 'a name in snake_case, like simple_filter' });
const tableName = z
  .string()
  .regex(IDENTIFIER, { error: 'expected a table name of letters, digits and underscores' });
const features = z.array(text).min(1);
const difficulty = z.enum(DIFFICULTIES);

const columns = z
  .record(z.string().min(1), text)
  .refine((record) => Object.keys(record).length > 0, { error: 'must have a column' });
const context = z.strictObject({
  tables: z
    .record(tableName, z.strictObject({ schema: columns }))
    .refine((record) => Object.keys(record).length > 0, { error: 'must have a table' }),
});

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

/** A list stands for its items with ", " between them. */
const parameter = z.union([scalar, z.array(scalar).min(1)]);

const variation = z.strictObject({
  name: snakeCase,
  params: z.record(z.string(), parameter).optional(),
  parameter_space: z.record(z.string(), z.array(scalar).min(1)).optional(),
  linked: z
    .array(
      z
        .record(z.string(), z.array(scalar).min(1))
        .refine((record) => Object.keys(record).length > 0, { error: 'must have a key' }),
    )
    .optional(),
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
