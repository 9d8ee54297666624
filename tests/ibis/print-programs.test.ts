import { evaluateIbis, printIbis } from '@ibert/ibis';
import { parseSchema } from '@ibert/ir';
import { describe, expect, it } from 'vitest';

import { canonical } from './print/canonical.js';
import { PROGRAMS, TABLES } from './print/programs.js';

const tables = Object.fromEntries(
  Object.entries(TABLES).map(([name, columns]) => [name, parseSchema(columns)]),
);

describe.each(['table', 'deferred'] as const)('a program printed in the style %s', (style) => {
  it.each(PROGRAMS)('means what %s means', (code) => {
    const { relation, value } = evaluateIbis(code, { tables });
    const text = printIbis(value ?? relation, { style });
    const again = evaluateIbis(text, { tables });
    expect(canonical(again.value ?? again.relation), text).toBe(canonical(value ?? relation));
    expect(printIbis(again.value ?? again.relation, { style })).toBe(text);
  });
});
