import type { DraftOf } from '@ibert/core/records';
import { parseSchema } from '@ibert/ir';

import { bindFunction } from './subject.js';

const TYPES = 'import ibis.expr.types as ir';

/** The function applied to the tables of the record, with the module of its annotations. */
export function documentedPrograms({
  input,
  context,
}: DraftOf<'documentation'>): readonly string[] {
  const tables = Object.entries(context.tables).map(
    ([name, { schema }]) => [name, parseSchema(schema)] as const,
  );
  const subject = bindFunction(input.code, Object.fromEntries(tables));
  if (subject === undefined) return [];
  const imports = /\bir\.\w/.test(input.code) && !input.code.includes(TYPES) ? [TYPES] : [];
  return [[...imports, input.code, subject.call].join('\n\n')];
}
