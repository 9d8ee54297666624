import { readFileSync } from 'node:fs';

import { apiRows } from '@ibert/ibis';
import { describe, expect, it } from 'vitest';

interface Name {
  readonly name: string;
  readonly kind: 'method' | 'property' | 'function' | 'class' | 'constant' | 'module';
  readonly signature: string | null;
}

// Recorded from real Ibis by tests/oracle/record_names.py.
const recorded = JSON.parse(
  readFileSync(new URL('goldens/api-names.json', import.meta.url), 'utf8'),
) as Readonly<Record<string, readonly Name[]>>;

const rows = new Map(apiRows().map((row) => [`${row.owner}.${row.name}`, row]));

/** Names as `Owner.name`; a column or scalar class repeats what its value class has. */
const names = Object.entries(recorded).flatMap(([owner, members]) => {
  const family = owner.replace(/^(Date|Time|Timestamp)(?:Column|Scalar)$/, '$1Value');
  return members.map((member) => [`${family}.${member.name}`, member] as const);
});

/** Parameter lists that differ from Ibis's on purpose, and why. */
const DIFFERENT: ReadonlyMap<string, string> = new Map([
  ['ibis.range', 'Ibis shows the parameters of its dispatcher, which takes fewer'],
]);

/** Builtin functions as default values have a name and an address in no way that matters. */
const plain = (signature: string): string =>
  signature.replaceAll(/<built-in function (\w+)>/g, '$1');

describe('the tables of the API', () => {
  it.each(names)('have a row for %s', (name) => {
    expect(rows.has(name)).toBe(true);
  });

  const called = names.filter(([name, { kind }]) => {
    const isCalled = kind === 'method' || kind === 'function';
    // Ready-made types are called to make copies of them: their parameters are those of their class.
    return isCalled && rows.get(name)?.signature !== undefined;
  });
  it.each(called)('know the parameters of %s', (name, { signature }) => {
    const found = rows.get(name)?.signature;
    if (DIFFERENT.has(name)) expect(found, DIFFERENT.get(name)).not.toBe(signature);
    else expect(found).toBe(plain(signature ?? ''));
  });

  it('leave no method without its parameters', () => {
    const bare = names.filter(
      ([name, { kind }]) => kind === 'method' && rows.get(name)?.signature === undefined,
    );
    expect(bare.map(([name]) => name)).toEqual(['CachedTable.release']);
  });

  it('give a reason for everything that they refuse', () => {
    for (const { status, reason } of rows.values()) {
      expect(reason !== undefined && reason.length > 0).toBe(status === 'unsupported');
    }
  });

  it('have no row that Ibis does not have', () => {
    const known = new Set<string>(names.map(([name]) => name));
    const extra = [...rows.keys()].filter((name) => !known.has(name)).toSorted();
    expect(extra).toEqual([]);
  });
});
