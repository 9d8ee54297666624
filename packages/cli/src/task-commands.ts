import type { TaskCommand } from './requests/task-command.js';

/** The commands of the six tasks, by the word that `ibert serve` and recipes call them. */
export const TASK_COMMANDS: Readonly<Record<string, () => Promise<AnyTaskCommand>>> = {
  complete: async () => erased((await import('./commands/ibert-complete.js')).complete),
  'to-sql': async () => erased((await import('./commands/ibert-to-sql.js')).toSql),
  'from-sql': async () => erased((await import('./commands/sql-to-ibert.js')).fromSql),
  fix: async () => erased((await import('./commands/ibert-fix.js')).fix),
  qa: async () => erased((await import('./commands/ibert-qa.js')).qa),
  doc: async () => erased((await import('./commands/ibert-doc.js')).doc),
};

/** A command whose questions and answers only it knows. */
export type AnyTaskCommand = TaskCommand<unknown, unknown>;

// Questions go from a command's own `request` to its own `handler` alone, whatever their type is.
const erased = <R, A>(command: TaskCommand<R, A>): AnyTaskCommand =>
  command as unknown as AnyTaskCommand;
