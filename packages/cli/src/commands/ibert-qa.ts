import { resolveDialect } from '@ibert/sql';
import { type Answer, type QaRequest, questions } from '@ibert/tasks/qa';
import { type TaskCommand, type TaskFlags, taskProgram } from '../requests/task-command.js';

interface Options extends TaskFlags {
  readonly context?: string;
  readonly dialect?: string;
}

const EXAMPLES = `
Examples:
  echo "What is lazy evaluation in Ibis?" | ibert-qa
  ibert-qa question.txt --context "I'm using the DuckDB backend"
  echo "How do I remove duplicates?" | ibert-qa --dialect postgres --json
  ibert-qa --jsonl < requests.jsonl

Answers come from a reference of the whole API, whose examples are executed.
A request of --jsonl: {"id": 1, "question": "…", "context": "…", "dialect": "duckdb"}; all but
question may be left out.`;

/** `ibert-qa [file...]`: a question about Ibis in, an answer out. */
export const qa: TaskCommand<QaRequest, Answer> = {
  name: 'ibert-qa',
  configure(program) {
    program
      .description('Answer a question about Ibis.')
      .argument('[file...]', 'files with a question each; - or nothing for standard input')
      .option('--context <text>', 'What else is known, such as the backend that you use.')
      .option('-d, --dialect <name>', 'Dialect of SQL in the answer (default: duckdb).')
      .addHelpText('after', EXAMPLES);
  },
  prepare(_io, program) {
    const { context, dialect } = program.opts<Options>();
    const checked = (name: string | undefined): string | undefined =>
      name === undefined ? undefined : resolveDialect(name);
    const own = checked(dialect);
    return Promise.resolve({
      handler: questions,
      request: (question: string) => ({ question, context, dialect: own }),
      fromBatch: (given) => ({
        question: given.sourceOf('question'),
        context: given.textOf('context') ?? context,
        dialect: checked(given.textOf('dialect')) ?? own,
      }),
      keys: ['question', 'context', 'dialect'],
      example: '{"id": 1, "question": "What is lazy evaluation in Ibis?"}',
      plain: ({ answer }) => answer.trimEnd(),
      data: (answer) => [answer],
      notes: ({ entries }) => [
        { text: `from ${entries.map(({ name }) => name).join(', ') || 'no entry'}`, asked: true },
      ],
    });
  },
};

export const ibertQa = taskProgram(qa);
