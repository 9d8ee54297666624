import { statsCommand } from '../stats-command.js';
import { STATS_PARTS } from '../stats-parts.js';

/** `dataset-stats [files]`: what the pairs from templates, or any files of records, hold. */
export const datasetStats = statsCommand(
  'dataset-stats',
  'Show what a file of records holds: counts, balance, strength of verification.',
  STATS_PARTS.base,
);
