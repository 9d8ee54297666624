import type { DraftOf } from '@ibert/core/records';
import { reject } from '@ibert/validation';

import type { TaskModule } from '../task-module.js';
import { askAboutExamples, checkMined } from './check-mined.js';
import { checkDocumentation } from './check.js';
import { completeDocumentation } from './complete.js';
import { deriveDocumentation } from './derive.js';
import { documentedPrograms } from './programs.js';

type Documented = DraftOf<'documentation'>;

const isMined = ({ meta }: Documented): boolean => meta.source === 'mined';

/**
 * Docstrings of functions that wrap Ibis programs, in google and numpy style; and, of mined
 * records, of any function or class.
 *
 * How a function is applied when a record is checked: each parameter that bears the name of a table
 * of the context is that table, whatever its place in the signature; every other parameter must
 * have a default and keeps it. A record whose function cannot be called so is refused.
 */
export const documentation: TaskModule<'documentation'> = {
  task: 'documentation',
  check: async (draft, bench) =>
    isMined(draft) ? checkMined(draft) : checkDocumentation(draft, bench),
  derive: deriveDocumentation,
  // Those written by hand, which validation and test are made of, must stay a fair part of all.
  share: 0.65,
  // Of mined records, real Ibis is asked about the examples alone: many say nothing on fixtures.
  programs: (draft) => (isMined(draft) ? [] : documentedPrograms(draft)),
  complete: completeDocumentation,
  oracle: async (draft, oracle) => {
    if (isMined(draft)) return askAboutExamples(draft, oracle);
    const { input, target, context } = draft;
    const { failures } = await oracle.doctest(input.code, target.docstring, context);
    if (failures === '') return undefined;
    return reject('ORACLE_DIFFERS', `an example of the docstring fails: ${failures.trim()}`);
  },
};
