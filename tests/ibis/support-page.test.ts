import { readFileSync } from 'node:fs';

import { supportPage } from '@ibert/ibis';
import { expect, it } from 'vitest';

it('the support page in docs is what the tables of the API give', () => {
  const page = readFileSync(new URL('../../docs/ibis-support.md', import.meta.url), 'utf8');
  expect(page, 'run: node scripts/ibis-support.mjs').toBe(supportPage());
});
