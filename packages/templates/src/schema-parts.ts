import { DIFFICULTIES } from '@ibert/core/records';
import { z } from 'zod';

const SNAKE_CASE = /^[a-z][a-z0-9_]*$/;
const IDENTIFIER = /^[A-Za-z_][A-Za-z0-9_]*$/;

export const text = z.string().min(1);
const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);
export const snakeCase = z
  .string()
  .regex(SNAKE_CASE, { error: 'a name in snake_case, like simple_filter' });
export const tableName = z
  .string()
  .regex(IDENTIFIER, { error: 'expected a table name of letters, digits and underscores' });
export const features = z.array(text).min(1);
export const difficulty = z.enum(DIFFICULTIES);

export const columns = z
  .record(z.string().min(1), text)
  .refine((record) => Object.keys(record).length > 0, { error: 'must have a column' });
export const context = z.strictObject({
  tables: z
    .record(tableName, z.strictObject({ schema: columns }))
    .refine((record) => Object.keys(record).length > 0, { error: 'must have a table' }),
});

/** A list stands for its items with ", " between them. */
export const parameter = z.union([scalar, z.array(scalar).min(1)]);

/** The keys of a variation that hold its parameters. */
export const parameterKeys = {
  params: z.record(z.string(), parameter).optional(),
  parameter_space: z.record(z.string(), z.array(scalar).min(1)).optional(),
  linked: z
    .array(
      z
        .record(z.string(), z.array(scalar).min(1))
        .refine((record) => Object.keys(record).length > 0, { error: 'must have a key' }),
    )
    .optional(),
};
