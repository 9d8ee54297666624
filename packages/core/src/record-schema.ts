import { z } from 'zod';

/** How hard an example is for a reader. */
export const DIFFICULTIES = ['easy', 'medium', 'hard'] as const;
export type Difficulty = (typeof DIFFICULTIES)[number];

/** Where a record comes from. */
export const SOURCES = ['synthetic', 'augmented', 'composed', 'mined'] as const;
export type RecordSource = (typeof SOURCES)[number];

/**
 * Who vouches for a record: `authored`: both sides were written by hand or mined; `oracle`: one
 * side was derived, then found equal in real Ibis; `self`: only our own engine stands behind both
 * sides (training data only).
 */
export const JUDGES = ['authored', 'oracle', 'self'] as const;
export type Judge = (typeof JUDGES)[number];

const text = z.string().min(1);
const count = z.int().nonnegative();

const tableSchema = z.strictObject({ schema: z.record(text, text) });

/** Table name → column name → Ibis data type, in column order. */
export const contextSchema = z.strictObject({ tables: z.record(text, tableSchema) });
export type RecordContext = z.infer<typeof contextSchema>;

/**
 * What was run to prove a record: fixture databases, rows over all of them, and how many of its
 * query's neighbours (mutants) the fixtures tell apart from it (killed); those that mean the same by
 * rule (equivalent) cannot be told apart.
 */
export const verificationSchema = z.strictObject({
  fixtures: count,
  rows: count,
  mutants: count.optional(),
  killed: count.optional(),
  equivalent: count.optional(),
  judge: z.enum(JUDGES),
});
export type Verification = z.infer<typeof verificationSchema>;

const line = z.int().positive();

/**
 * Where a mined record was found: the repository's URL, the commit, the file below its root, first
 * and last line, and the SPDX identifier of the licence (`NOASSERTION` where none is told).
 */
export const provenanceSchema = z.strictObject({
  repo: text,
  commit: text,
  path: text,
  lines: z.tuple([line, line]),
  license: text,
});
export type Provenance = z.infer<typeof provenanceSchema>;

export const metaSchema = z
  .strictObject({
    template: text.optional(),
    variation: text.optional(),
    source: z.enum(SOURCES),
    features: z.array(text).min(1),
    difficulty: z.enum(DIFFICULTIES),
    verification: verificationSchema,
    provenance: provenanceSchema.optional(),
    /** How a mined record was found, e.g. `doctest`. */
    pattern: text.optional(),
    topic: text.optional(),
    style: text.optional(),
    error_type: text.optional(),
    /** Id of the record whose program this one is derived from. */
    origin: z.uuid().optional(),
    quality: z.enum(['high', 'medium', 'low']).optional(),
  })
  .refine((meta) => meta.source !== 'synthetic' || meta.template !== undefined, {
    path: ['template'],
    message: 'a synthetic record names its template',
  })
  .refine((meta) => meta.source !== 'synthetic' || meta.variation !== undefined, {
    path: ['variation'],
    message: 'a synthetic record names its variation',
  })
  .refine((meta) => meta.source !== 'mined' || meta.provenance !== undefined, {
    path: ['provenance'],
    message: 'a mined record names its provenance',
  });
export type RecordMeta = z.infer<typeof metaSchema>;

/** Input and target of each task. */
export const TASK_SHAPES = {
  sql_to_ibis: {
    input: z.strictObject({ sql: text }),
    target: z.strictObject({ ibis: text, expr_name: text }),
  },
  ibis_to_sql: {
    input: z.strictObject({ ibis: text, dialect: text }),
    target: z.strictObject({ sql: text }),
  },
  code_completion: {
    input: z.strictObject({ partial_code: text }),
    target: z.strictObject({ completed_code: text, explanation: text.optional() }),
  },
  error_resolution: {
    input: z.strictObject({
      broken_code: text,
      error: text.optional(),
      context_info: text.optional(),
    }),
    target: z.strictObject({ fixed_code: text, explanation: text }),
  },
  qa: {
    input: z.strictObject({ question: text }),
    target: z.strictObject({
      answer: text,
      code_example: text.optional(),
      code_examples: z.array(text).min(1).optional(),
    }),
  },
  documentation: {
    input: z.strictObject({ code: text, style: text }),
    target: z.strictObject({ docstring: text }),
  },
} as const;

/** The six tasks' names. */
export type Task = keyof typeof TASK_SHAPES;
export const TASKS = Object.keys(TASK_SHAPES) as readonly Task[];

function recordOf<T extends Task>(task: T) {
  return z.strictObject({
    id: z.uuid(),
    task: z.literal(task),
    dialect: text,
    backend: text,
    ibis_version: text,
    system_prompt: text,
    context: contextSchema,
    input: TASK_SHAPES[task].input as (typeof TASK_SHAPES)[T]['input'],
    target: TASK_SHAPES[task].target as (typeof TASK_SHAPES)[T]['target'],
    meta: metaSchema,
    source_file: text,
  });
}

/** One example of the dataset: one line of a JSONL file. The task decides input and target. */
export const recordSchema = z.discriminatedUnion('task', [
  recordOf('sql_to_ibis'),
  recordOf('ibis_to_sql'),
  recordOf('code_completion'),
  recordOf('error_resolution'),
  recordOf('qa'),
  recordOf('documentation'),
]);

/** Any record; narrow it by its `task`. */
export type DatasetRecord = z.infer<typeof recordSchema>;

/** The record of one task. */
export type RecordOf<T extends Task> = Extract<DatasetRecord, { task: T }>;

/** What a record of a task says, before it is proven and framed by the file that it goes to. */
export type DraftOf<T extends Task> = Pick<
  RecordOf<T>,
  'task' | 'dialect' | 'context' | 'input' | 'target'
> & {
  readonly meta: Omit<RecordMeta, 'verification'>;
  /** Who will vouch for it once it is proven. */
  readonly judge: Judge;
  /** The mutation score of its program, when that was found out before. */
  readonly score?: MutationScore | undefined;
};

/** How many neighbours of a query there are, and what became of them. */
export type MutationScore = Pick<Verification, 'mutants' | 'killed' | 'equivalent'>;

/** A draft of any task; narrow it by its `task`. */
export type Draft = { readonly [T in Task]: DraftOf<T> }[Task];
