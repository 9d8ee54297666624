import { existsSync, readFileSync } from 'node:fs';
import { IbertError } from '@ibert/core';
import { evaluateIbis } from '@ibert/ibis';
import { parseSchema, type Schema } from '@ibert/ir';
import { expandTemplate, loadTemplates } from '@ibert/templates';
import { TABLES as SQL_TABLES } from '../sql/support.js';
import { PLANTED, PLANTED_TABLES } from './planted.js';

export type Tables = Readonly<Record<string, Schema>>;

/** An Ibis program over tables. */
export interface Program {
  /** Where it comes from: a golden file, a template, a planted one. */
  readonly source: string;
  readonly ibis: string;
  readonly tables: Tables;
}

const read = (path: string): string => readFileSync(path, 'utf8');

/** All programs that compile: the recorded ones of the API, those of the templates, planted ones. */
export async function allPrograms(step = SWEEP_STEP): Promise<readonly Program[]> {
  const programs = [...planted(), ...api(), ...sweep(step), ...sql(), ...(await templates())];
  return programs.filter(compiles);
}

function compiles({ ibis, tables }: Program): boolean {
  try {
    evaluateIbis(ibis, { tables });
    return true;
  } catch (error) {
    if (error instanceof IbertError) return false;
    throw error;
  }
}

const planted = (): readonly Program[] =>
  PLANTED.map((ibis) => ({ source: 'planted', ibis, tables: PLANTED_TABLES }));

interface ApiGolden {
  readonly tables: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly programs: readonly { readonly code: string; readonly kind?: string }[];
}

function programsOf(path: string, source: string): readonly Program[] {
  const golden = JSON.parse(read(path)) as ApiGolden;
  const tables = Object.fromEntries(
    Object.entries(golden.tables).map(([name, columns]) => [name, parseSchema(columns)]),
  );
  return golden.programs
    .filter(({ kind }) => kind === 'table' || kind === 'column' || kind === 'scalar')
    .map(({ code }) => ({ source, ibis: code, tables }));
}

const GOLDENS = 'tests/ibis/goldens';

const api = (): readonly Program[] => programsOf(`${GOLDENS}/api.json`, 'api');

/** The default: one in so many programs of the API sweep, which takes each method over many types. */
const SWEEP_STEP = 20;

interface SweepLine {
  readonly tables?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly code?: string;
  /** Set when real Ibis ran the program. */
  readonly rows?: number;
}

/** @param step keeps every so many-th program, 1 all of them. */
function sweep(step: number): readonly Program[] {
  const path = `${GOLDENS}/sweep.jsonl`;
  const lines = read(path)
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as SweepLine);
  const tables = Object.fromEntries(
    Object.entries(lines[0]?.tables ?? {}).map(([name, columns]) => [name, parseSchema(columns)]),
  );
  const programs = lines.flatMap(({ code, rows }) =>
    code === undefined || rows === undefined ? [] : [code],
  );
  return programs
    .filter((_, i) => i % step === 0)
    .map((ibis) => ({ source: 'sweep', ibis, tables }));
}

function sql(): readonly Program[] {
  const recorded = JSON.parse(read('tests/sql/goldens/real-ibis.json')) as readonly {
    readonly ibis: string;
  }[];
  const queries = read('tests/sql/goldens/queries.txt').trimEnd().split('\n');
  const texts = [...recorded.map(({ ibis }) => ibis), ...queries];
  return texts.map((text) => ({
    source: 'sql',
    ibis: text.replaceAll('; ', '\n'),
    tables: SQL_TABLES,
  }));
}

/** The first and the last example of each template. */
async function templates(): Promise<readonly Program[]> {
  const directory = 'templates/sql2ibis';
  if (!existsSync(directory)) throw new Error('run the tests from the top of the repository');
  return (await loadTemplates(directory)).flatMap((template) => {
    const examples = [...expandTemplate(template)];
    const ends = [...new Set([examples[0], examples.at(-1)])];
    return ends.flatMap((example): readonly Program[] => {
      if (example?.ibis === undefined) return [];
      const tables = Object.fromEntries(
        Object.entries(example.tables).map(([name, { schema }]) => [name, parseSchema(schema)]),
      );
      return [{ source: `template ${template.name}`, ibis: example.ibis, tables }];
    });
  });
}
