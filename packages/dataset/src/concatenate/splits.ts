/** The parts of the dataset: to learn from, to choose by, and to judge by at the end. */
export const SPLITS = ['train', 'validation', 'test'] as const;
export type Split = (typeof SPLITS)[number];

/** What a dataset must keep to. Shares are 0 to 1. */
export interface DatasetRules {
  /** Least share of every task's records that each split holds. */
  readonly minShare: number;
  /** Largest share of one skeleton in the records of sql_to_ibis. */
  readonly maxSkeletonShare: number;
}

export const DATASET_RULES: DatasetRules = { minShare: 0.05, maxSkeletonShare: 0.02 };
