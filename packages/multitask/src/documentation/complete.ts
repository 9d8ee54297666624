import type { ExpandedTask, FieldTexts } from '@ibert/templates';

import type { Completed } from '../task-module.js';

const trimmed = (fields: FieldTexts): FieldTexts =>
  Object.fromEntries(
    Object.entries(fields).map(([key, text]) => [
      key,
      typeof text === 'string' ? text.trimEnd() : text,
    ]),
  );

/** A template's `style` is also what its input asks for; block texts lose their last line break. */
export function completeDocumentation({ input, target, meta }: ExpandedTask): Completed {
  const style = meta['style'];
  const asked = style === undefined ? {} : { style };
  return { input: { ...asked, ...trimmed(input) }, target: trimmed(target) };
}
