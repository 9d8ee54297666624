import { fileURLToPath } from 'node:url';

import { evaluateIbis, printIbis } from '@ibert/ibis';
import { parseSchema } from '@ibert/ir';
import type { Relation, Schema } from '@ibert/ir';
import { emitSql } from '@ibert/sql';
import { expandTemplate, loadTemplates } from '@ibert/templates';
import type { Expanded } from '@ibert/templates';
import { describe, expect, it } from 'vitest';

import { canonical } from './print/canonical.js';

const directory = fileURLToPath(new URL('../../templates/sql2ibis', import.meta.url));
const templates = await loadTemplates(directory);

const tablesOf = (example: Expanded): Record<string, Schema> =>
  Object.fromEntries(
    Object.entries(example.tables).map(([name, { schema }]) => [name, parseSchema(schema)]),
  );

const sqlOf = (relation: Relation): string => emitSql(relation).sql;

/** What must not change when a program is printed and evaluated again. */
interface Meaning {
  readonly relation: string;
  readonly text: string;
  readonly sql: string;
}

/** A program of a template, before and after. */
function roundTrip(
  ibis: string,
  example: Expanded,
  style: 'table' | 'deferred',
): readonly [Meaning, Meaning] {
  const tables = tablesOf(example);
  const meaning = (relation: Relation): Meaning => ({
    relation: canonical(relation),
    text: printIbis(relation, { style }),
    sql: sqlOf(relation),
  });
  const before = meaning(evaluateIbis(ibis, { tables }).relation);
  return [before, meaning(evaluateIbis(before.text, { tables }).relation)];
}

describe.each(templates.map((template) => [template.name, template] as const))(
  'template %s',
  (_, template) => {
    it.each(['table', 'deferred'] as const)(
      'prints programs that mean the same in the style %s',
      (style) => {
        for (const example of expandTemplate(template)) {
          if (example.ibis === undefined) continue;
          const [before, after] = roundTrip(example.ibis, example, style);
          expect(after, `${example.variation}: ${example.ibis}`).toEqual(before);
        }
      },
    );
  },
);
