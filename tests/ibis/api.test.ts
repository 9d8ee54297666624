import { readFileSync } from 'node:fs';

import { evaluateIbis, PythonError } from '@ibert/ibis';
import { parseSchema, printType } from '@ibert/ir';
import { describe, expect, it } from 'vitest';

interface Program {
  readonly code: string;
  readonly kind?: 'table' | 'column' | 'scalar' | 'other';
  readonly schema?: readonly (readonly [string, string])[];
  /** What Python shows of an answer that is no expression, where that is worth comparing. */
  readonly repr?: string;
  readonly error?: string;
  readonly message?: string;
}
interface Golden {
  readonly tables: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly programs: readonly Program[];
}

// Recorded from real Ibis by tests/oracle/record_api.py.
const golden = JSON.parse(
  readFileSync(new URL('goldens/api.json', import.meta.url), 'utf8'),
) as Golden;
const tables = Object.fromEntries(
  Object.entries(golden.tables).map(([name, columns]) => [name, parseSchema(columns)]),
);

/** Addresses and the order of sets differ from run to run in Python; what they show does not. */
const mask = (text: string): string =>
  text
    .replaceAll(/0x[0-9a-f]+/g, '0x')
    .replaceAll(
      /\{('\w+'(?:, '\w+')*)\}/g,
      (_, items: string) => `{${items.split(', ').toSorted().join(', ')}}`,
    );

/** The text of a program's answer: of the value of its last line. */
function shown(code: string): string {
  const [, before = '', last = ''] = /^([^]*\n)?(.*)$/.exec(code) ?? [];
  return mask(evaluateIbis(`${before}print(repr(${last}))\nt`, { tables }).output.trimEnd());
}

function ours(code: string): { -readonly [K in keyof Omit<Program, 'code'>]: Program[K] } {
  try {
    const { kind, schema } = evaluateIbis(code, { tables });
    return { kind, schema: [...schema].map(([name, type]) => [name, printType(type)] as const) };
  } catch (error) {
    if (!(error instanceof PythonError)) throw error;
    if (error.pyType === 'NotAnExpression') return { kind: 'other', repr: shown(code) };
    return { error: error.pyType, message: mask(error.message) };
  }
}

const masked = (answer: Omit<Program, 'code'>): Omit<Program, 'code'> => ({
  ...answer,
  ...(answer.message === undefined ? {} : { message: mask(answer.message) }),
  ...(answer.repr === undefined ? {} : { repr: mask(answer.repr) }),
});

/** Where we differ from Ibis on purpose, and why. An entry that no longer differs fails. */
const KNOWN: Readonly<Record<string, string>> = {
  't.a.point(t.b)': 'there is no spatial engine yet',
  "ibis.dtype('nope<')": 'the list of all type names that the parser would take is left out',
  "ibis.timestamp('2024-01-01', timezone='UTC')":
    'the name of a zoned literal shows a dateutil object',
};

describe('the Ibis API', () => {
  for (const { code, ...answer } of golden.programs) {
    it(`gives what Ibis gives for ${code}`, () => {
      const found = ours(code);
      const expected = masked(answer);
      // Of an answer that is no expression, only plain values are compared.
      if (answer.kind === 'other' && answer.repr === undefined) delete found.repr;
      if (code in KNOWN) expect(found, KNOWN[code]).not.toEqual(expected);
      else expect(found).toEqual(expected);
    });
  }
});
