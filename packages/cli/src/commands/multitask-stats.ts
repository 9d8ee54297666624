import { statsCommand } from '../stats-command.js';
import { STATS_PARTS } from '../stats-parts.js';

/** `multitask-stats [files]`: what the records of the six tasks hold. */
export const multitaskStats = statsCommand(
  'multitask-stats',
  'Show what the records of the six tasks hold.',
  STATS_PARTS.multitask,
);
