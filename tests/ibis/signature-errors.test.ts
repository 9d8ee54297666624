import { readFileSync } from 'node:fs';

import { evaluateIbis, PythonError } from '@ibert/ibis';
import { OP_NAMES, parseSchema } from '@ibert/ir';
import { describe, expect, it } from 'vitest';

import { describeHint } from '../../packages/ibis/src/api/hint-descriptions.js';
import { hintsOf, signatureText } from '../../packages/ibis/src/api/signature-hints.js';
import type { Checked } from '../../packages/ibis/src/api/signature-hints.js';

interface Answer {
  readonly type: string | null;
  readonly message: string | null;
}
interface Errors {
  readonly tables: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly cases: readonly (readonly [string, Answer])[];
}
interface Signature {
  readonly signature: string;
  readonly describe: Readonly<Record<string, string>>;
}

const read = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`./goldens/${name}.json`, import.meta.url), 'utf8'));
const errors = read('signature-errors') as Errors;
const signatures = read('signatures') as Readonly<Record<string, Signature>>;
const tables = Object.fromEntries(
  Object.entries(errors.tables).map(([name, columns]) => [name, parseSchema(columns)]),
);

/** Memory addresses differ from run to run. */
const masked = (text: string): string => text.replaceAll(/0x[0-9a-f]+/g, '0x…');

function answerOf(code: string): Answer {
  try {
    evaluateIbis(`x = ${code}\nt`, { tables });
    return { type: null, message: null };
  } catch (error) {
    if (!(error instanceof PythonError)) throw error;
    return { type: error.pyType, message: masked(error.message) };
  }
}

/** Where the answer differs from Ibis's, and why; an entry that agrees fails its test. */
const DIFFERENT: ReadonlyMap<string, string> = new Map<string, string>([
  [
    't.s.upper().name(t.a)',
    'Ibis compares the name with the expression before it looks at its type',
  ],
  ['ibis.literal(1, "text")', 'the list of all type names that its parser would take is left out'],
]);

describe('an argument that does not fit', () => {
  it.each(errors.cases)('%s is answered as Ibis does', (code, answer) => {
    const reason = DIFFERENT.get(code);
    if (reason === undefined) expect(answerOf(code)).toEqual(answer);
    else expect(answerOf(code), `${code}: ${reason}`).not.toEqual(answer);
  });
});

const RELATIONS: readonly Checked[] = [
  'UnboundTable',
  'InMemoryTable',
  'DummyTable',
  'Project',
  'DropColumns',
  'Filter',
  'Sort',
  'Limit',
  'Aggregate',
  'Distinct',
  'Sample',
  'DropNull',
  'FillNull',
  'Union',
  'Intersection',
  'Difference',
  'TableUnnest',
  'SelfReference',
  'JoinReference',
  'AliasedRelation',
  'JoinChain',
  'JoinLink',
];

describe('signatures', () => {
  // Users' functions have a class of their own each.
  const kinds: readonly Checked[] = [...OP_NAMES, ...RELATIONS].filter(
    (kind) => kind !== 'ScalarUDF' && kind !== 'AggUDF',
  );
  it.each(kinds)('%s reads as in Ibis', (kind) => {
    expect(signatureText(kind)).toBe(signatures[kind]?.signature);
  });
});

describe('descriptions of parameters', () => {
  // Mappings are described at length; those that no error can name are left out.
  const described = [...OP_NAMES, ...RELATIONS].flatMap((kind) =>
    hintsOf(kind).flatMap(({ name, type }) => {
      const text = signatures[kind]?.describe[name];
      const isMapping = type.startsWith('Frozen') && kind !== 'Aggregate';
      return text === undefined || isMapping || name === 'groups'
        ? []
        : [[`${kind}.${name}`, type, text] as const];
    }),
  );
  it.each(described)('%s reads as in Ibis', (_, type, text) => {
    expect(describeHint(type)).toBe(text);
  });
});
