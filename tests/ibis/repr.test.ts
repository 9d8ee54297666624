import { readFileSync } from 'node:fs';

import { evaluateIbis } from '@ibert/ibis';
import { parseSchema } from '@ibert/ir';
import { describe, expect, it } from 'vitest';

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

/** Memory addresses differ from run to run. */
const masked = (text: string): string => text.replaceAll(/0x[0-9a-f…]+/g, '0x…');

const reprOf = (code: string): string =>
  evaluateIbis(`print(repr(${code}))\nt`, { tables }).output.replace(/\n$/, '');

describe('repr of an expression', () => {
  it.each(golden.cases)('shows %s as Ibis does', (code, text) => {
    expect(masked(reprOf(code))).toBe(masked(text));
  });
});
