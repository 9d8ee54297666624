import { statsCommand } from '../stats-command.js';
import { STATS_PARTS } from '../stats-parts.js';

/** `complete-stats [files]`: what the complete dataset and its splits hold. */
export const completeStats = statsCommand(
  'complete-stats',
  'Show what the complete dataset and its splits hold.',
  STATS_PARTS.complete,
);
