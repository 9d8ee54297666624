import { DOCUMENT_PAIRS } from '@ibert/dataset/mining';

import { minePairs } from '../mining/mine-pairs.js';

/** `mine-ibis-docs`: programs of documents with their SQL. */
export const mineIbisDocs = minePairs(
  'mine-ibis-docs',
  'Mine the Ibis programs of documents and notebooks, with the SQL that they mean, and prove them.',
  DOCUMENT_PAIRS,
);
