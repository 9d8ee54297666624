import { reject } from '@ibert/validation';

import type { TaskModule } from '../task-module.js';

type AskOracle = NonNullable<TaskModule<'error_resolution'>['oracle']>;

const SYNTAX_ERRORS = new Set(['SyntaxError', 'IndentationError', 'TabError']);
/** What `str()` of a syntax error adds to the message. */
const PLACE = / \([^()]*, line \d+\)$/;

/** Whether the broken code fails in real Ibis with the recorded error. */
export const askForError: AskOracle = async ({ input, context }, oracle) => {
  const { class: type, message } = await oracle.error(input.broken_code, context);
  let theirs: string | undefined;
  if (type !== null) {
    const text = message ?? '';
    theirs = `${type}: ${SYNTAX_ERRORS.has(type) ? text.replace(PLACE, '') : text}`;
  } else {
    // Some expressions are built without complaint, and refused where a query is made of them.
    const answer = await oracle.program(input.broken_code, context);
    theirs = answer.ok ? undefined : answer.error;
  }
  if (theirs === input.error) return undefined;
  const found = theirs === undefined ? 'runs in real Ibis' : `fails in real Ibis with ${theirs}`;
  return reject('ORACLE_DIFFERS', `the broken code ${found}; recorded: ${input.error}`);
};
