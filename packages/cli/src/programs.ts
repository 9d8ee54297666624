import type { CommandSpec } from './command.js';

/** A program before it is loaded: a command pays for what it uses only. */
interface Program {
  /** What it does, in one line. */
  readonly summary: string;
  readonly load: () => Promise<CommandSpec>;
}

/** Every program, by its name. */
export const PROGRAMS = {
  'generate-data': {
    summary: 'Generate proven SQL and Ibis pairs from templates.',
    load: async () => (await import('./commands/generate-data.js')).generateData,
  },
  'validate-data': {
    summary: 'Prove the records of a file again.',
    load: async () => (await import('./commands/validate-data.js')).validateData,
  },
  'dataset-stats': {
    summary: 'Show what a file of records holds.',
    load: async () => (await import('./commands/dataset-stats.js')).datasetStats,
  },
  'list-templates': {
    summary: 'List the templates.',
    load: async () => (await import('./commands/list-templates.js')).listTemplates,
  },
  'count-variations': {
    summary: 'Count the examples that the templates expand to.',
    load: async () => (await import('./commands/count-variations.js')).countVariations,
  },
  'ibert-to-sql': {
    summary: 'Translate Ibis code to SQL.',
    load: async () => (await import('./commands/ibert-to-sql.js')).ibertToSql,
  },
  'sql-to-ibert': {
    summary: 'Translate SQL to Ibis code.',
    load: async () => (await import('./commands/sql-to-ibert.js')).sqlToIbert,
  },
} as const satisfies Readonly<Record<string, Program>>;

export type ProgramName = keyof typeof PROGRAMS;

/** Whether there is a program of this name. */
export const isProgram = (name: string): name is ProgramName => Object.hasOwn(PROGRAMS, name);

/** The program of a name. */
export const loadProgram = (name: ProgramName): Promise<CommandSpec> => PROGRAMS[name].load();
