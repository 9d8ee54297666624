import { statsCommand } from '../stats-command.js';
import { STATS_PARTS } from '../stats-parts.js';

/** `mining-stats [files]`: what the mined records hold. */
export const miningStats = statsCommand(
  'mining-stats',
  'Show what the mined records hold.',
  STATS_PARTS.mined,
);
