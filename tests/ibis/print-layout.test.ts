import { evaluateIbis, printIbis } from '@ibert/ibis';
import type { PrintOptions } from '@ibert/ibis';
import { parseSchema } from '@ibert/ir';
import { describe, expect, it } from 'vitest';

import { TABLES } from './print/programs.js';

const tables = Object.fromEntries(
  Object.entries(TABLES).map(([name, columns]) => [name, parseSchema(columns)]),
);
const printed = (code: string, options: PrintOptions = {}): string => {
  const { relation, value } = evaluateIbis(code, { tables });
  return printIbis(value ?? relation, options);
};

/** Programs with the text they are printed as, in the style with `_`. */
type Case = readonly [name: string, code: string, text: string, options?: PrintOptions];
const CASES: readonly Case[] = [
  ['a short chain stays on one line', 't.filter(t.a > 1).limit(3)', 't.filter(_.a > 1).limit(3)'],
  [
    'a long chain has one method a line',
    't.filter(t.a > 1, t.s == "north").group_by("s").agg(n=_.count(), top=t.x.max()).order_by("s")',
    `(
    t.filter(_.a > 1, _.s == "north")
    .group_by("s")
    .agg(n=_.count(), top=_.x.max())
    .order_by("s")
)`,
    { width: 60 },
  ],
  [
    'a long call has one argument a line',
    't.mutate(first=t.a + t.b, second=t.s.upper(), third=t.x.round(2))',
    `t.mutate(
    first=_.a + _.b,
    second=_.s.upper(),
    third=_.x.round(2),
)`,
    { width: 50 },
  ],
  [
    'a long argument breaks inside its own brackets',
    't.mutate(total=t.x.sum().over(group_by="s", order_by="d", rows=(-6, 0)))',
    `t.mutate(
    total=_.x.sum().over(
        group_by=_.s,
        order_by=_.d,
        rows=(-6, 0),
    )
)`,
    { width: 40 },
  ],
  [
    'a relation that is used twice gets a variable',
    'f = t.filter(t.flag)\nf.union(f.limit(1))',
    'filtered = t.filter(_.flag)\nfiltered.union(filtered.limit(1))',
  ],
  [
    'a relation that a condition speaks of gets a variable',
    'b = u.filter(u.y > 1)\nt.join(b, t.x > b.y)',
    'filtered = u.filter(_.y > 1)\nt.join(filtered, t.x > filtered.y)',
  ],
  [
    'variables keep clear of the names of tables',
    'f = filtered.filter(filtered.a > 1)\nf.union(f)',
    'filtered_2 = filtered.filter(_.a > 1)\nfiltered_2.union(filtered_2)',
  ],
  [
    'columns of named tables can be written by name',
    't.filter(_.a > 1)',
    't.filter(t.a > 1)',
    { style: 'table' },
  ],
  ['keys that both sides have are named once', 't.join(u, t.a == u.a)', 't.join(u, "a")'],
  [
    'plain columns are texts',
    't.select(t.a, t.s).order_by(_.a.desc(), _.s)',
    't.select("a", "s").order_by(ibis.desc("a"), "s")',
  ],
  [
    'columns named like methods are subscripts',
    't.filter(t["count"] > 1)',
    't.filter(_["count"] > 1)',
  ],
  [
    'conditions joined by & are arguments',
    't.filter((t.a > 1) & t.flag)',
    't.filter(_.a > 1, _.flag)',
  ],
];

describe('the layout of a printed program', () => {
  it.each(CASES.map((example) => [example[0], example] as const))(
    '%s',
    (_, [, code, text, options]) => {
      const schemas = { ...tables, filtered: tables['t'] ?? parseSchema({}) };
      const { relation } = evaluateIbis(code, { tables: schemas });
      expect(printIbis(relation, options)).toBe(text);
    },
  );

  it('is the same whatever the width, but for the lines', () => {
    const code = 't.filter(t.a > 1).group_by("s").agg(n=_.count()).order_by("n")';
    const squeeze = (text: string): string =>
      text
        .replaceAll(/\s+/g, '')
        .replaceAll(/,\)/g, ')')
        .replace(/^\((.*)\)$/, '$1');
    expect(squeeze(printed(code, { width: 20 }))).toBe(squeeze(printed(code, { width: 200 })));
  });
});
