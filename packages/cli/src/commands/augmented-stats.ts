import { statsCommand } from '../stats-command.js';
import { STATS_PARTS } from '../stats-parts.js';

/** `augmented-stats [files]`: what the augmented pairs hold. */
export const augmentedStats = statsCommand(
  'augmented-stats',
  'Show what the augmented pairs hold.',
  STATS_PARTS.augmented,
);
