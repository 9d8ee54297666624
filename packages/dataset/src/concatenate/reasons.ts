/** Why a proven record does not get into the dataset: the closed set, each with what it means. */
export const REMOVAL_REASONS = {
  DUPLICATE: 'A record that is kept has the same task, dialect, context, input and target.',
  CONFLICT:
    'A record that is kept has the same input with another target, and is vouched for as well or better.',
  NEAR_DUPLICATE: 'A record that is kept differs in formatting or in a word of prose only.',
  SKELETON_CAP: 'Its skeleton already has its full share of the task.',
  SELF_HELD_OUT:
    'Its template is held out, where no record that only our own engine vouches for may be.',
  HELD_OUT_SKELETON: 'Its skeleton belongs to another split.',
  HELD_OUT_SCHEMA:
    'One of its tables belongs to the test split, or does not while its template does.',
} as const satisfies Readonly<Record<string, string>>;

export type RemovalReason = keyof typeof REMOVAL_REASONS;

/** The reasons that say a record was superfluous in itself. */
export const DUPLICATE_REASONS: readonly RemovalReason[] = ['DUPLICATE', 'NEAR_DUPLICATE'];
