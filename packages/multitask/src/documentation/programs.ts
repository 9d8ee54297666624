import type { DraftOf } from '@ibert/core/records';

import { bindFunction } from './subject.js';
import { tablesOf } from '../tables-of.js';

const TYPES = 'import ibis.expr.types as ir';

/** The function applied to the tables of the record, with the module of its annotations. */
export function documentedPrograms({
  input,
  context,
}: DraftOf<'documentation'>): readonly string[] {
  const subject = bindFunction(input.code, tablesOf(context));
  if (subject === undefined) return [];
  const imports = /\bir\.\w/.test(input.code) && !input.code.includes(TYPES) ? [TYPES] : [];
  return [[...imports, input.code, subject.call].join('\n\n')];
}
