import { CASE_VALUES } from './case-values.js';
import { pick, some } from './draft.js';
import type { Draft, Makers } from './draft.js';
import type { Frame, NamedValue } from './frame.js';
import { MOMENT_VALUES } from './moment-values.js';
import { NUMBER_VALUES } from './number-values.js';
import { TEXT_VALUES } from './text-values.js';

const VALUES: Makers<'values', [Frame], NamedValue> = {
  ...NUMBER_VALUES,
  ...MOMENT_VALUES,
  ...TEXT_VALUES,
  ...CASE_VALUES,
};

/** A column that an analyst would compute from a row of the frame. */
const rowValue = (draft: Draft, frame: Frame): NamedValue | undefined =>
  pick(draft, 'values', VALUES, [frame]);

/** Up to `count` different computed columns with names that the frame does not have yet. */
export function rowValues(draft: Draft, frame: Frame, count: number): readonly NamedValue[] {
  const found = new Map<string, NamedValue>();
  for (let tries = 0; tries < count * 3 && found.size < count; tries += 1) {
    const value = rowValue(draft, frame);
    if (value === undefined) break;
    if (!found.has(value.name) && !frame.relation.schema.has(value.name))
      found.set(value.name, value);
  }
  return some(draft, [...found.values()], count);
}
