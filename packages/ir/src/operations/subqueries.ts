import * as t from '../dtypes/types.js';
import type { Relation } from '../relations/types.js';
import { relation, subquery, value } from './spec.js';

const oneColumn = (rel: Relation, name: string): string | undefined =>
  rel.schema.size === 1
    ? undefined
    : `Relation passed to ${name}() must have exactly one column, got ${rel.schema.size}`;

/** Values that come from another relation. They read no row of the outer one by themselves. */
export const SUBQUERIES = {
  ScalarSubquery: subquery(
    { rel: relation },
    ({ rel }) => [...rel.schema.values()][0] ?? t.UNKNOWN,
    {
      shape: 'scalar',
      check: ({ rel }) => oneColumn(rel, 'ScalarSubquery'),
      checkError: 'IntegrityError',
    },
  ),
  ExistsSubquery: subquery({ rel: relation }, t.BOOLEAN, { shape: 'columnar' }),
  InSubquery: subquery({ rel: relation, needle: value() }, t.BOOLEAN, {
    check: ({ rel }) => oneColumn(rel, 'InSubquery'),
    checkError: 'IntegrityError',
  }),
} as const;
