import { readFileSync } from 'node:fs';

import { evaluateIbis, printIbis } from '@ibert/ibis';
import { parseSchema } from '@ibert/ir';
import { describe, expect, it } from 'vitest';

import { canonical } from './print/canonical.js';

interface Golden {
  readonly tables: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly cases: readonly (readonly [string, string])[];
}

const golden = JSON.parse(
  readFileSync(new URL('./goldens/repr.json', import.meta.url), 'utf8'),
) as Golden;
const tables = Object.fromEntries(
  Object.entries(golden.tables).map(([name, columns]) => [name, parseSchema(columns)]),
);
const NOT_AN_ANSWER = /^_|^ibis\.desc|\.desc\(\)$|^t\.a\.asc/;
const programs = golden.cases.map(([code]) => code).filter((code) => !NOT_AN_ANSWER.test(code));

describe.each(['table', 'deferred'] as const)('a program printed in the style %s', (style) => {
  it.each(programs)('means what %s means', (code) => {
    const { relation, value } = evaluateIbis(code, { tables });
    const text = printIbis(value ?? relation, { style });
    const again = evaluateIbis(text, { tables });
    expect(canonical(again.value ?? again.relation), text).toBe(canonical(value ?? relation));
    expect(printIbis(again.value ?? again.relation, { style })).toBe(text);
  });
});
