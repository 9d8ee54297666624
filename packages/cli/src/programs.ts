import type { CommandSpec } from './command.js';

/** A program before it is loaded: a command pays for what it uses only. */
interface Program {
  /** What it does, in one line. */
  readonly summary: string;
  /** Whether `bin/` has it; a name that says nothing outside of `ibert` it has not. Default: true. */
  readonly isBin?: boolean;
  readonly load: () => Promise<CommandSpec>;
}

/** Every program, by its name. */
export const PROGRAMS = {
  'generate-data': {
    summary: 'Generate proven SQL and Ibis pairs from templates.',
    load: async () => (await import('./commands/generate-data.js')).generateData,
  },
  'generate-multitask': {
    summary: 'Generate proven records of every task.',
    load: async () => (await import('./commands/generate-multitask.js')).generateMultitask,
  },
  'generate-task': {
    summary: 'Generate proven records of one task.',
    load: async () => (await import('./commands/generate-task.js')).generateTask,
  },
  'generate-augmented': {
    summary: 'Generate variants of proven pairs with other names and values.',
    load: async () => (await import('./commands/generate-augmented.js')).generateAugmented,
  },
  compose: {
    summary: 'Compose random programs as proven pairs.',
    load: async () => (await import('./commands/compose.js')).compose,
  },
  'mine-ibis-repo': {
    summary: 'Mine programs of repositories as proven pairs.',
    load: async () => (await import('./commands/mine-ibis-repo.js')).mineIbisRepo,
  },
  'mine-ibis-docs': {
    summary: 'Mine programs of documents as proven pairs.',
    load: async () => (await import('./commands/mine-ibis-docs.js')).mineIbisDocs,
  },
  'mine-multitask': {
    summary: 'Mine proven records of every task.',
    load: async () => (await import('./commands/mine-multitask.js')).mineMultitask,
  },
  'mine-task': {
    summary: 'Mine proven records of one task.',
    load: async () => (await import('./commands/mine-task.js')).mineTask,
  },
  'validate-multitask': {
    summary: 'Prove records of any task again.',
    load: async () => (await import('./commands/validate-multitask.js')).validateMultitask,
  },
  'validate-data': {
    summary: 'Prove the records of a file again.',
    load: async () => (await import('./commands/validate-data.js')).validateData,
  },
  'concatenate-data': {
    summary: 'Make one dataset of all proven records, with splits.',
    load: async () => (await import('./commands/concatenate-data.js')).concatenateData,
  },
  'dataset-stats': {
    summary: 'Show what a file of records holds.',
    load: async () => (await import('./commands/dataset-stats.js')).datasetStats,
  },
  'augmented-stats': {
    summary: 'Show what the augmented pairs hold.',
    load: async () => (await import('./commands/augmented-stats.js')).augmentedStats,
  },
  'multitask-stats': {
    summary: 'Show what the records of the six tasks hold.',
    load: async () => (await import('./commands/multitask-stats.js')).multitaskStats,
  },
  'mining-stats': {
    summary: 'Show what the mined records hold.',
    load: async () => (await import('./commands/mining-stats.js')).miningStats,
  },
  'complete-stats': {
    summary: 'Show what the complete dataset and its splits hold.',
    load: async () => (await import('./commands/complete-stats.js')).completeStats,
  },
  'all-stats': {
    summary: 'Show what every part of the data holds.',
    load: async () => (await import('./commands/all-stats.js')).allStats,
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
  'ibert-complete': {
    summary: 'Complete unfinished Ibis code.',
    load: async () => (await import('./commands/ibert-complete.js')).ibertComplete,
  },
  'ibert-fix': {
    summary: 'Correct Ibis code that fails.',
    load: async () => (await import('./commands/ibert-fix.js')).ibertFix,
  },
  'ibert-qa': {
    summary: 'Answer a question about Ibis.',
    load: async () => (await import('./commands/ibert-qa.js')).ibertQa,
  },
  'ibert-doc': {
    summary: 'Write docstrings of Ibis functions.',
    load: async () => (await import('./commands/ibert-doc.js')).ibertDoc,
  },
  'ibert-eval': {
    summary: 'Measure how well the engines answer a split.',
    load: async () => (await import('./commands/ibert-eval.js')).ibertEval,
  },
  'export-chat': {
    summary: 'Write records as conversations for fine-tuning.',
    load: async () => (await import('./commands/export-chat.js')).exportChat,
  },
  serve: {
    isBin: false,
    summary: 'Answer requests of all six tasks over HTTP.',
    load: async () => (await import('./commands/serve.js')).serve,
  },
  'download-model': {
    isBin: false,
    summary: 'Fetch the model that the commands use.',
    load: async () => (await import('./commands/download-model.js')).downloadModel,
  },
  doctor: {
    isBin: false,
    summary: 'Report node, engines, model, device, cache and settings.',
    load: async () => (await import('./commands/doctor.js')).doctor,
  },
  completions: {
    isBin: false,
    summary: 'Print the completions of a shell.',
    load: async () => (await import('./commands/completions.js')).completions,
  },
} as const satisfies Readonly<Record<string, Program>>;

export type ProgramName = keyof typeof PROGRAMS;

/** Whether there is a program of this name. */
export const isProgram = (name: string): name is ProgramName => Object.hasOwn(PROGRAMS, name);

/** The program of a name. */
export const loadProgram = (name: ProgramName): Promise<CommandSpec> => PROGRAMS[name].load();
