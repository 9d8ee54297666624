import type { Value } from '@ibert/ir';

import { joined, sortKey } from '../../expressions/aggregates.js';
import type { Emitter } from '../../expressions/emitter.js';
import { run } from '../../format/doc.js';
import type { Doc } from '../../format/doc.js';

/** `aggregate(…) WITHIN GROUP (ORDER BY …)`; just the aggregate where there is no order. */
export function within(e: Emitter, aggregate: Doc, keys: readonly Value[]): Doc {
  if (keys.length === 0) return aggregate;
  return run(
    aggregate,
    ' WITHIN GROUP (ORDER BY ',
    joined(keys.map((key) => sortKey(e, key))),
    ')',
  );
}
