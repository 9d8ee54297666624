import { z } from 'zod';

/**
 * A composed program on which our engine once differed from real Ibis 12.0.0, made as small as it
 * goes: what real Ibis makes of it, SQL with the names and types of its columns, or a refusal.
 */
export const randomGoldenSchema = z.strictObject({
  /** What was wrong when it was found. */
  found: z.string(),
  ibis: z.string(),
  /** Columns with their types, by table. */
  tables: z.record(z.string(), z.record(z.string(), z.string())),
  oracle: z.union([
    z.strictObject({ sql: z.string(), columns: z.array(z.tuple([z.string(), z.string()])) }),
    z.strictObject({ error: z.string() }),
  ]),
});
export type RandomGolden = z.infer<typeof randomGoldenSchema>;

/** Where the goldens are, one per file. */
export const RANDOM_GOLDENS = 'tests/ibis/goldens/random';
