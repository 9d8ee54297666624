import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { parseSchema } from '@ibert/ir';
import type { Schema } from '@ibert/ir';
import { expandTemplate, loadTemplates } from '@ibert/templates';

/** A program to start from, with the tables that its names are. */
export interface SeedProgram {
  readonly code: string;
  readonly tables: Readonly<Record<string, Schema>>;
}

type Columns = Readonly<Record<string, Readonly<Record<string, string>>>>;

const GOLDENS = new URL('../ibis/goldens/', import.meta.url);
const TEMPLATES = fileURLToPath(new URL('../../templates/sql2ibis', import.meta.url));

const read = <T>(name: string): T => JSON.parse(readFileSync(new URL(name, GOLDENS), 'utf8')) as T;

const schemas = (tables: Columns): Record<string, Schema> =>
  Object.fromEntries(Object.entries(tables).map(([name, columns]) => [name, parseSchema(columns)]));

/** Programs of one source. Mutants start from each source equally often, however large it is. */
export type Corpus = readonly (readonly SeedProgram[])[];

/** The Ibis sides of the templates, one of each, and the programs of the goldens. */
export async function readCorpus(): Promise<Corpus> {
  const python = read<{ code: string }[]>('python-evaluation.json');
  return [
    await templatePrograms(),
    goldenPrograms('api.json'),
    goldenPrograms('broken.json'),
    python.map(({ code }) => ({ code, tables: {} })),
  ];
}

async function templatePrograms(): Promise<readonly SeedProgram[]> {
  return (await loadTemplates(TEMPLATES)).flatMap((template) => {
    const [example] = expandTemplate(template);
    if (example?.ibis === undefined) return [];
    const columns = Object.entries(example.tables).map(([name, { schema }]) => [name, schema]);
    return [{ code: example.ibis, tables: schemas(Object.fromEntries(columns) as Columns) }];
  });
}

function goldenPrograms(name: string): readonly SeedProgram[] {
  const golden = read<{ tables: Columns; programs: { code: string }[] }>(name);
  const tables = schemas(golden.tables);
  return golden.programs.map(({ code }) => ({ code, tables }));
}
