import { readFileSync } from 'node:fs';

import { describeIbis, PythonError } from '@ibert/ibis';
import { parseSchema, printType } from '@ibert/ir';

/** What a program comes to: an error, or the kind and columns of its answer. */
export interface Outcome {
  readonly error?: string;
  readonly message?: string;
  readonly kind?: string;
  readonly schema?: readonly (readonly [string, string])[];
}

/** A program with a mistake, and what CPython with real Ibis made of it. */
export interface BrokenProgram {
  readonly kind: string;
  readonly code: string;
  readonly answer: Outcome;
}

interface Golden {
  readonly tables: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly programs: readonly BrokenProgram[];
}

// Recorded by tests/oracle/record_broken.py from tests/ibis/broken-programs/*.txt.
const golden = JSON.parse(
  readFileSync(new URL('goldens/broken.json', import.meta.url), 'utf8'),
) as Golden;

const tables = Object.fromEntries(
  Object.entries(golden.tables).map(([name, columns]) => [name, parseSchema(columns)]),
);

export const PROGRAMS = golden.programs;

const SET_OF_TEXTS = /\{('[^']*'(?:, '[^']*')*)\}/g;

/** A message without what differs from run to run: addresses, the order of sets. */
const masked = (message: string): string =>
  message
    .replaceAll(/0x[0-9a-f]+/g, '0x')
    .replaceAll(SET_OF_TEXTS, (_, items: string) => `{${items.split(', ').toSorted().join(', ')}}`);

/** What the product makes of a program. */
export function outcomeOf(code: string): Outcome {
  try {
    const { kind, schema } = describeIbis(code, { tables });
    return { kind, schema: [...schema].map(([name, type]) => [name, printType(type)] as const) };
  } catch (error) {
    if (!(error instanceof PythonError)) throw error;
    if (error.pyType === 'NotAnExpression') return { kind: 'other' };
    return { error: error.pyType, message: masked(error.message) };
  }
}

/** How far an outcome differs from the recorded one. */
export type Difference = 'none' | 'message' | 'class';

export function differenceOf(ours: Outcome, theirs: Outcome): Difference {
  if (ours.error !== theirs.error) return 'class';
  if (ours.error !== undefined) return ours.message === theirs.message ? 'none' : 'message';
  const shape = ({ kind, schema }: Outcome): string => JSON.stringify([kind, schema]);
  return shape(ours) === shape(theirs) ? 'none' : 'message';
}
