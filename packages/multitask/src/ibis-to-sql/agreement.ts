import type { DraftOf } from '@ibert/core/records';
import { resolveDialect } from '@ibert/sql';

import type { Bench } from '../bench.js';
import { compareStructure } from './structure.js';
import { tablesOf } from '../tables-of.js';

/** What real Ibis's SQL for the same program and dialect says about a record's. */
type Agreement =
  /** One structure; or two, which both give the program's rows as the dialect reads them. */
  | { readonly kind: 'Agrees'; readonly by: 'structure' | 'rows' }
  /** The two cannot be compared here, or it is Ibis's text that gives other rows. */
  | { readonly kind: 'Open'; readonly why: string }
  /** Real Ibis's text gives the program's rows, the record's does not. */
  | { readonly kind: 'Differs'; readonly why: string };

type Translation = Pick<DraftOf<'ibis_to_sql'>, 'context' | 'dialect' | 'input' | 'target'>;

/**
 * Compares a record's SQL with what real Ibis writes for its program. Texts of other structure are
 * both read in their dialect, and what they mean is run beside the program on the fixtures.
 *
 * @param theirs what `ibis.to_sql` gives for the dialect.
 */
export async function agreementWith(
  draft: Translation,
  theirs: string,
  bench: Bench,
): Promise<Agreement> {
  const { context, input, target } = draft;
  const dialect = resolveDialect(draft.dialect);
  const compared = compareStructure(target.sql, theirs, dialect, tablesOf(context));
  switch (compared.kind) {
    case 'Same':
      return { kind: 'Agrees', by: 'structure' };
    case 'Unread':
      return { kind: 'Open', why: `${compared.whose} cannot be read: ${compared.why}` };
    case 'Other': {
      const right = await bench.provePair(context, compared.theirs, input.ibis);
      if (!right.ok) return { kind: 'Open', why: `Ibis's own: ${right.reason}: ${right.error}` };
      const left = await bench.provePair(context, compared.ours, input.ibis);
      if (left.ok) return { kind: 'Agrees', by: 'rows' };
      return { kind: 'Differs', why: `${left.reason}: ${left.error}` };
    }
  }
}
