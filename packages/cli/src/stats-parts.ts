import { COMPLETE_FILE, DATA_FILES, type DataFile, SPLITS } from '@ibert/dataset/concatenate';
import type { StatsPart } from './stats-command.js';

const part = (name: string, which: DataFile['part']): StatsPart => ({
  name,
  files: DATA_FILES.filter((file) => file.part === which),
});

/** Every part of the data, in the order in which it is made. */
export const STATS_PARTS = {
  base: part('Pairs from templates', 'base'),
  augmented: part('Augmented pairs', 'augmented'),
  multitask: part('The six tasks', 'multitask'),
  composed: part('Composed pairs', 'composed'),
  mined: part('Mined records', 'mined'),
  complete: {
    name: 'The complete dataset',
    files: [{ name: COMPLETE_FILE, command: 'concatenate-data' }],
    splits: SPLITS.map((split) => `splits/${split}.jsonl`),
  },
} as const satisfies Readonly<Record<string, StatsPart>>;
