import { IbertError } from '@ibert/core';
import { DIALECTS } from '@ibert/sql';
import type { Dialect } from '@ibert/sql';
import { describe, expect, it } from 'vitest';

import { golden, sqlOf } from './support.js';

const queries = golden('queries.txt').trimEnd().split('\n');

/** The SQL, or why there is none. */
function written(ibis: string, dialect: Dialect): string {
  try {
    return `${sqlOf(ibis.replaceAll('; ', '\n'), dialect)};`;
  } catch (error) {
    if (error instanceof IbertError && error.code === 'UNSUPPORTED_OPERATION') {
      return `-- refused: ${error.message}`;
    }
    throw error;
  }
}

describe('every dialect writes the same programs in its own way', () => {
  it.each(DIALECTS)('%s', async (dialect) => {
    const text = queries.map((ibis) => `-- ${ibis}\n${written(ibis, dialect)}\n`).join('\n');
    await expect(text).toMatchFileSnapshot(`goldens/${dialect}.sql`);
  });
});
