import { z } from 'zod';

/** Classes of data types that a family of columns may be limited to. */
export const TYPE_CLASSES = [
  'integer',
  'decimal',
  'floating',
  'string',
  'boolean',
  'date',
  'timestamp',
  'time',
  'array',
  'struct',
  'map',
] as const;
export type TypeClass = (typeof TYPE_CLASSES)[number];

const text = z.string().min(1);
const name = z.string().regex(/^[a-z][a-z0-9_]*$/, {
  error: 'must be a name in lower case with underscores',
});
const glob = z.string().regex(/^([a-z][a-z0-9_]*)?\*?[a-z0-9_]*$/, {
  error: 'must be a name in lower case with underscores, with one * at most',
});
/** A key: fixtures find keys by this ending. */
const key = z.string().regex(/^[a-z][a-z0-9_]*_id$/, { error: 'must be a name that ends in _id' });
const near = z.array(name).min(1).optional();

/** A thing that tables hold rows of: its tables' names, each with the name of its key. */
const entity = z.strictObject({
  means: text,
  near,
  forms: z
    .record(name, key)
    .refine((forms) => Object.keys(forms).length > 1, { error: 'must have two forms at least' }),
});

/** Names of columns that mean the same. */
const column = z.strictObject({
  means: text,
  types: z.array(z.enum(TYPE_CLASSES)).min(1),
  near,
  names: z.array(glob).min(2),
  /** Numbers of the column lie between these, both included. */
  range: z.tuple([z.number(), z.number()]).optional(),
});

/** Words that a text column holds, any of which may stand for another. */
const values = z.strictObject({ means: text, words: z.array(text).min(2) });

/** One file of the dictionary. */
export const dictionaryFileSchema = z.strictObject({
  entities: z.array(entity).optional(),
  columns: z.array(column).optional(),
  values: z.array(values).optional(),
});

export type Entity = z.infer<typeof entity>;
export type ColumnFamily = z.infer<typeof column>;
export type ValueFamily = z.infer<typeof values>;

/**
 * What may stand for what. `near`: the schema (for a column family: the column's own table) must
 * have one of these columns for the entry to apply. The first entry that applies decides, those with
 * `near` before those without, and full names before those with a `*`.
 */
export interface Dictionary {
  readonly entities: readonly Entity[];
  readonly columns: readonly ColumnFamily[];
  readonly values: readonly ValueFamily[];
}
