import type { USAGE } from './usage.js';

export type Step = keyof (typeof USAGE)['steps'];

/** The parts of a program, in the order in which analysts write them. */
const PHASES = ['combine', 'rows', 'group', 'figures', 'shape', 'order'] as const;
type Phase = (typeof PHASES)[number];

/** In which part a step may stand, and whether it may be repeated within a program. */
const STEP_PHASES: Readonly<Record<Step, { readonly phase: Phase; readonly again?: boolean }>> = {
  join: { phase: 'combine', again: true },
  semiJoin: { phase: 'combine' },
  selfJoin: { phase: 'combine' },
  unnest: { phase: 'combine' },
  filter: { phase: 'rows', again: true },
  subqueryFilter: { phase: 'rows' },
  dropNull: { phase: 'rows' },
  fillNull: { phase: 'rows' },
  mutate: { phase: 'rows', again: true },
  window: { phase: 'rows', again: true },
  firstPerGroup: { phase: 'rows' },
  setOperation: { phase: 'rows' },
  cast: { phase: 'rows' },
  joinBack: { phase: 'group' },
  aggregate: { phase: 'group', again: true },
  valueCounts: { phase: 'group' },
  distinct: { phase: 'group' },
  total: { phase: 'group' },
  having: { phase: 'figures' },
  select: { phase: 'shape' },
  rename: { phase: 'shape' },
  drop: { phase: 'shape' },
  orderBy: { phase: 'order' },
  top: { phase: 'order' },
};

/** Steps on rows that the figures of groups are treated with too. */
const ON_FIGURES: ReadonlySet<Step> = new Set([
  'filter',
  'mutate',
  'window',
  'firstPerGroup',
  'aggregate',
]);
const GROUPING: ReadonlySet<Step> = new Set(['aggregate', 'valueCounts']);

/** Whether the step makes sense after the others, with so many steps to come (this one included). */
export function mayFollow(step: Step, done: readonly Step[], left: number): boolean {
  const { phase, again = false } = STEP_PHASES[step];
  const last = done.at(-1);
  if (last === step && step !== 'join') return false;
  if (done.includes(step) && !again) return false;
  if (last === 'total') return false;
  if (phase === 'order') return left === 1;
  if (step === 'total') return left === 1;
  if (phase === 'shape' && left > 2) return false;
  const isGrouped = done.some((other) => GROUPING.has(other));
  if (step === 'having') return last !== undefined && GROUPING.has(last);
  const at = Math.max(0, ...done.map((other) => PHASES.indexOf(STEP_PHASES[other].phase)));
  if (isGrouped && at <= PHASES.indexOf('figures') && ON_FIGURES.has(step)) return true;
  // Filters and joins mix.
  if (phase === 'combine') return at <= PHASES.indexOf('rows') && !done.includes('window');
  return PHASES.indexOf(phase) >= at;
}
