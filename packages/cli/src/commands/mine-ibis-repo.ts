import { CODE_PAIRS } from '@ibert/dataset/mining';

import { minePairs } from '../mining/mine-pairs.js';

/** `mine-ibis-repo`: programs of repositories' code with their SQL. */
export const mineIbisRepo = minePairs(
  'mine-ibis-repo',
  'Mine the Ibis programs of repositories, with the SQL that they mean, and prove them.',
  CODE_PAIRS,
);
