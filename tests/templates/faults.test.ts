import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { formatError, IbertError } from '@ibert/core';
import { loadTemplateFile } from '@ibert/templates';
import { describe, expect, it } from 'vitest';

const FAULTS = join(import.meta.dirname, 'faults');

/** A stand-in for the data type parser: knows two types. */
function checkDtype(dtype: string): string | undefined {
  return ['int64', 'float64'].includes(dtype) ? undefined : `unknown data type ${dtype}`;
}

/** What a user sees, with the directory of the fixtures cut off. */
async function report(name: string): Promise<string> {
  try {
    await loadTemplateFile(join(FAULTS, name), { checkDtype });
  } catch (error) {
    if (error instanceof IbertError) return formatError(error).replaceAll(`${FAULTS}/`, '');
    throw error;
  }
  return 'loaded';
}

describe('a wrong template', () => {
  for (const name of readdirSync(FAULTS).sort()) {
    const fault = name.replace(/\.yaml$/, '');
    it(`is refused with place and remedy: ${fault}`, async () => {
      const text = await report(name);
      expect(text).toMatch(new RegExp(`^${name}:\\d+:\\d+: \\S`));
      await expect(`${text}\n`).toMatchFileSnapshot(join('goldens', `${fault}.txt`));
    });
  }
});
