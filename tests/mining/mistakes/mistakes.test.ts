import { Bench, checkDraft } from '@ibert/multitask';
import type { DraftOf } from '@ibert/core/records';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { Finding, MistakeFinding } from '../../../packages/mining/src/finding.js';
import {
  interesting,
  mineHistory,
  mineRaises,
} from '../../../packages/mining/src/mistakes/index.js';
import { buildCatalogue } from '../../../packages/mining/src/programs/catalogue.js';
import type { Commit } from '../../../packages/mining/src/sources/source-tree.js';

const HEAD = `import ibis
import pytest

boats = ibis.table({"name": "string", "length": "float64", "crew": "int64"}, name="boats")


`;

const raises = async (body: string): Promise<Finding> => {
  const file = { path: 'tests/test_boats.py', text: `${HEAD}def test_it():\n${body}` };
  const [found, ...others] = mineRaises(file, await buildCatalogue([file]));
  expect(others).toEqual([]);
  return found as Finding;
};

async function* history(...commits: readonly Commit[]): AsyncGenerator<Commit> {
  yield* commits;
}

const commit = (id: string, before: string, after: string, path = 'tests/test_a.py'): Commit => ({
  id: id.repeat(40),
  subject: 'refactor(api): rename a method',
  changes: [{ path, before: HEAD + before, after: HEAD + after }],
});

const mined = async (...commits: readonly Commit[]): Promise<readonly Finding[]> => {
  const found: Finding[] = [];
  for await (const one of mineHistory(history(...commits), await buildCatalogue([])))
    found.push(one);
  return found;
};

let bench: Bench;
beforeAll(async () => {
  bench = await Bench.open();
});
afterAll(() => bench.close());

const proven = async (finding: Finding): Promise<MistakeFinding> => {
  expect(finding).toMatchObject({ kind: 'mistake' });
  const mistake = finding as MistakeFinding;
  const { broken, fixed, error, errorType, explanation, tables } = mistake;
  const draft: DraftOf<'error_resolution'> = {
    task: 'error_resolution',
    dialect: 'duckdb',
    context: {
      tables: Object.fromEntries(
        Object.entries(tables).map(([name, schema]) => [name, { schema }]),
      ),
    },
    input: { broken_code: broken, error },
    target: { fixed_code: fixed, explanation },
    meta: {
      source: 'mined',
      features: ['x'],
      difficulty: 'easy',
      error_type: errorType,
      provenance: {
        repo: 'made-up',
        commit: '0'.repeat(40),
        path: 'a.py',
        lines: [1, 2],
        license: 'MIT',
      },
    },
    judge: 'authored',
  };
  expect(await checkDraft(draft, bench)).toMatchObject({ ok: true });
  return mistake;
};

describe('blocks that a test expects to fail', () => {
  it.each([
    ['a misspelt column', 'com.IbisTypeError', 'boats.select("lenght")', 'boats.select("length")'],
    ['a method by its old name', 'AttributeError', 'boats.sort("name")', 'boats.order_by("name")'],
    ['a number in quotes', 'Exception', 'boats.crew.between("2", 4)', 'boats.crew.between(2, 4)'],
    [
      'a chained comparison',
      'ValueError',
      'boats.filter(1 < boats.crew < 5)',
      'boats.filter((1 < boats.crew) & (boats.crew < 5))',
    ],
    [
      'a column twice',
      '(com.IbisInputError, ValueError)',
      'boats.select(boats.crew, boats.crew)',
      'boats.select(boats.crew)',
    ],
    ['a function of Python', 'com.ExpressionError', 'len(boats)', 'boats.count()'],
  ])('%s', async (_name, error, broken, fixed) => {
    const body = `    with pytest.raises(${error}):\n        ${broken}\n`;
    const mistake = await proven(await raises(body));
    expect(mistake.pattern).toBe('raises');
    expect(mistake.place).toEqual({ path: 'tests/test_boats.py', line: 9, endLine: 9 });
    expect(mistake.broken).toContain(broken);
    expect(mistake.fixed.replaceAll(/\s/g, '')).toContain(fixed.replaceAll(/\s/g, ''));
  });

  it.each([
    [
      'it fails with another error',
      'with pytest.raises(com.IbisTypeError):',
      'boats.oops.mean()',
      'ERROR',
    ],
    ['no repair is at hand', 'with pytest.raises(AttributeError):', 'boats.oops.mean()', 'NO_FIX'],
    ['it does not fail', 'with pytest.raises(ValueError):', 'boats.crew.mean()', 'NOT_PURE'],
    ['a name is not known', 'with pytest.raises(ValueError):', 'flask.run(boats)', 'ERROR'],
  ])('refuses where %s', async (_name, header, code, reason) => {
    const found = await raises(`    ${header}\n        ${code}\n`);
    expect(found).toMatchObject({ kind: 'refused', pattern: 'raises', reason });
  });
});

describe('commits that correct something', () => {
  it('finds a method that was renamed, in a test', async () => {
    const [found] = await mined(
      commit(
        'a',
        'def test_a():\n    expr = boats.groupby("name").agg(n=boats.count())\n    assert expr\n',
        "def test_a():\n    expr = boats.group_by('name').agg(n=boats.count())\n    assert expr\n",
      ),
    );
    const mistake = await proven(found as Finding);
    expect(mistake.place).toEqual({
      path: 'tests/test_a.py',
      line: 8,
      endLine: 8,
      commit: 'a'.repeat(40),
    });
    expect(mistake.explanation).toMatch(/`groupby`.*`group_by`/s);
    expect(mistake.explanation).not.toContain('`"name"`');
  });

  it('tells every piece of a change', async () => {
    const [found] = await mined(
      commit(
        'a',
        'x = boats.set_column("crew", boats.crew + 1)\n',
        'x = boats.mutate(crew=boats.crew + 1)\n',
      ),
    );
    const { explanation, fixed } = await proven(found as Finding);
    expect(fixed).toContain('boats.mutate(crew=boats.crew + 1)');
    expect(explanation).toContain('replace `set_column` with `mutate`');
    expect(explanation).toContain('replace `"crew",` with `crew=`');
  });

  it('reads the cells of documents', async () => {
    const cell = (code: string): string => `# Boats\n\n\`\`\`{python}\n${HEAD}${code}\n\`\`\`\n`;
    const found = await mined({
      id: 'b'.repeat(40),
      subject: 'docs: update',
      changes: [
        {
          path: 'docs/boats.qmd',
          before: cell('boats.sort_by("crew")'),
          after: cell('boats.order_by("crew")'),
        },
      ],
    });
    expect(found).toMatchObject([{ kind: 'mistake', errorType: 'AttributeError' }]);
  });

  it('keeps a few of many equal corrections and refuses the others', async () => {
    const commits = [...'abcdef'].map((id, i) =>
      commit(
        id,
        `x = boats.groupby("name").agg(n${i}=_.count())\n`,
        `x = boats.group_by("name").agg(n${i}=_.count())\n`,
      ),
    );
    const kinds = (await mined(...commits)).map(({ kind }) => kind);
    expect(kinds).toEqual(['mistake', 'mistake', 'mistake', 'mistake', 'refused', 'refused']);
  });

  it.each([
    ['both versions work', 'x = boats.limit(5).count()\n', 'x = boats.limit(6).count()\n'],
    ['only names of variables change', 'y = boats.head(5).crew\n', 'z = boats.head(5).crew\n'],
    ['the old version is no Python', 'x = boats.head(5\n', 'x = boats.head(5)\n'],
  ])('finds nothing where %s', async (_name, before, after) => {
    expect(await mined(commit('a', before, after))).toEqual([]);
  });

  it('refuses where the new version fails as well', async () => {
    const found = await mined(
      commit('a', 'x = boats.groupby("name").size()\n', 'x = boats.grouped("name").size()\n'),
    );
    expect(found).toMatchObject([{ kind: 'refused', reason: 'NO_FIX' }]);
  });

  it('chooses commits by subject and paths', () => {
    const paths = ['docs/a.qmd', 'src/b.py'];
    const id = 'a';
    expect(interesting({ id, paths, subject: 'depr: deprecate x in favor of y' })).toBe(true);
    expect(interesting({ id, paths, subject: 'fix(ci): restart the runner' })).toBe(false);
    expect(interesting({ id, paths: ['src/b.py'], subject: 'rename x' })).toBe(false);
    const many = Array.from({ length: 500 }, (_, i) => `docs/${i}.md`);
    expect(interesting({ id, paths: many, subject: 'rename x' })).toBe(false);
  });
});
