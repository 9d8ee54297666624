import { describe, expect, it } from 'vitest';

import {
  buildCatalogue,
  findingsByBlock,
  mineDocument,
} from '../../../packages/mining/src/programs/index.js';
import { markdown, programs, reasons } from './mined.js';

describe('cells', () => {
  it('go on from those before them', async () => {
    const document = markdown(`# Guide

\`\`\`{python}
from ibis.interactive import *
t = ex.penguins.fetch()
\`\`\`

\`\`\`{python}
big = t.filter(_.body_mass_g > 4000)
big
\`\`\`

\`\`\`{python}
ibis.to_sql(big.count())
\`\`\`
`);
    const found = mineDocument(document, await buildCatalogue([]));
    expect(programs(found)).toEqual([
      't.filter(_.body_mass_g > 4000)',
      'big = t.filter(_.body_mass_g > 4000)\nbig.count()',
    ]);
    expect(found[0]).toMatchObject({ pattern: 'cell', place: { path: 'guide.qmd', line: 10 } });
    expect(
      [...findingsByBlock(document, await buildCatalogue([])).values()].map((x) => x.length),
    ).toEqual([0, 1, 1]);
  });

  it('in tabs are alternatives: each goes on from what is before the tabs', async () => {
    const document = markdown(`
\`\`\`{python}
import ibis
t = ibis.table({"a": "int64"}, name="t")
n = 1
\`\`\`

::: {.panel-tabset}

## One

\`\`\`{python}
n = n + 10
t.limit(n)
\`\`\`

## Two

\`\`\`{python}
t.limit(n).distinct()
\`\`\`

:::
`);
    expect(programs(mineDocument(document, await buildCatalogue([])))).toEqual([
      'n = 1\nn = n + 10\nt.limit(n)',
      'n = 1\nt.limit(n).distinct()',
    ]);
  });

  it('of SQL give queries', async () => {
    const document = markdown(`
\`\`\`sql
SELECT species, avg(body_mass_g) AS mass FROM penguins GROUP BY species
\`\`\`

\`\`\`sql
SELECT nothing_like_this(x) FROM y
\`\`\`
`);
    const found = mineDocument(document, await buildCatalogue([]));
    expect(found[0]).toMatchObject({
      kind: 'query',
      pattern: 'sql_cell',
      dialect: 'duckdb',
      ibis: 'penguins.group_by("species").agg(mass=_.body_mass_g.mean())',
      place: { line: 3 },
    });
    expect(reasons(found)).toEqual(['SQL_REFUSED sql_cell']);
  });
});
