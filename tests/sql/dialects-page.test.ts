import { expect, it } from 'vitest';

import { dialectsPage } from './yardstick/page.js';

it('the page of the dialects in docs is what the tables and results give', async () => {
  // When it is out of date: node scripts/dialects.mjs
  await expect(dialectsPage()).toMatchFileSnapshot('../../docs/dialects.md');
});
