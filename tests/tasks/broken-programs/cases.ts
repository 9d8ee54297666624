import { readdirSync, readFileSync } from 'node:fs';

import { parseYaml, readYaml } from '@ibert/core/yaml';
import { parseSchema } from '@ibert/ir';
import type { Tables } from '@ibert/validation';
import { z } from 'zod';

/** A file of cases on the same tables. */
const fileSchema = z.strictObject({
  tables: z.record(z.string(), z.record(z.string(), z.string())),
  cases: z.array(
    z.strictObject({
      id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
      /** What is wrong, in a few words. */
      mistake: z.string(),
      broken: z.string(),
      /** What its author meant. */
      intended: z.string(),
      /** The error that somebody saw. */
      error: z.string().optional(),
      /** What else somebody tells. */
      context: z.string().optional(),
      /** Whether the repair is given the schemas. */
      given: z.boolean().default(true),
      /** `open`: the author left the names of the result's columns open. */
      names: z.literal('open').optional(),
    }),
  ),
});

const recordedSchema = z.array(
  z.strictObject({ id: z.string(), type: z.string(), message: z.string() }),
);

export type BrokenCase = z.infer<typeof fileSchema>['cases'][number] & {
  /** The file's name without its ending: where the mistake comes from. */
  readonly theme: string;
  readonly schemas: z.infer<typeof fileSchema>['tables'];
  readonly tables: Tables;
  /** What real Ibis says of the broken program. */
  readonly recorded: { readonly type: string; readonly message: string };
};

const FOLDER = new URL('.', import.meta.url);
const YAML = '.yaml';

/** All cases, each with what tests/oracle/record_fixes.py recorded of it. */
export function brokenCases(): readonly BrokenCase[] {
  const recorded = new Map(
    recordedSchema
      .parse(JSON.parse(read('goldens/recorded.json')))
      .map(({ id, ...error }) => [id, error]),
  );
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith(YAML))
    .toSorted()
    .flatMap((file) => {
      const { tables: schemas, cases } = readYaml(parseYaml(read(file), file), fileSchema);
      const tables = Object.fromEntries(
        Object.entries(schemas).map(([name, columns]) => [name, parseSchema(columns)]),
      );
      return cases.map((one) => {
        const error = recorded.get(one.id);
        if (error === undefined) throw new Error(`${one.id}: run tests/oracle/record_fixes.py`);
        return { ...one, theme: file.slice(0, -YAML.length), schemas, tables, recorded: error };
      });
    });
}

const read = (file: string): string => readFileSync(new URL(file, FOLDER), 'utf8');

const SET_OF_TEXTS = /\{('[^']*'(?:, '[^']*')*)\}/g;

/** A message without what differs from run to run: addresses, the order of sets. */
export const masked = (message: string): string =>
  message
    .replaceAll(/0x[0-9a-f]+/g, '0x')
    .replaceAll(SET_OF_TEXTS, (_, items: string) => `{${items.split(', ').toSorted().join(', ')}}`);
