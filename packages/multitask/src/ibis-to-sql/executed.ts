/** The dialects that an engine here runs. */
const EXECUTED: ReadonlySet<string> = new Set(['duckdb', 'postgres', 'sqlite']);

/** Whether SQL of the dialect can be run here, so that its rows speak for it. */
export const isExecuted = (dialect: string): boolean => EXECUTED.has(dialect);
