import { apiRows, evaluateIbis, PythonError } from '@ibert/ibis';
import type { ApiRow } from '@ibert/ibis';
import { parseSchema } from '@ibert/ir';
import { describe, expect, it } from 'vitest';

const tables = {
  t: parseSchema({ a: 'int64', b: 'float64', s: 'string', g: 'point', ts: 'timestamp' }),
};

/** An object of each owner, as a program writes it. */
const RECEIVERS: Readonly<Record<string, string>> = {
  Expr: 't',
  Table: 't',
  Join: "t.join(t.view(), 'a')",
  GroupedTable: "t.group_by('a')",
  NumericValue: 't.a',
  GeoSpatialValue: 't.g',
  GeoSpatialColumn: 't.g',
  Schema: 't.schema()',
  DataType: 't.a.type()',
  WindowBuilder: 'ibis.window()',
  ibis: 'ibis',
  'ibis.udf.scalar': 'ibis.udf.scalar',
};

/** Calls that Ibis itself has nothing against, of what it complains about first otherwise. */
const CALLS: Readonly<Record<string, string>> = {
  'Table.sql': "ibis.memtable({'a': [1]}).sql(1)",
  'Join.sql': "ibis.memtable({'a': [1]}).cross_join(ibis.memtable({'b': [1]})).sql(1)",
  'Table.window_by': "t.window_by('ts')",
};

/** Arguments for every parameter that has no default. */
function someArguments(signature: string): string {
  const parts = signature.split(', ').filter((part) => part !== '' && !part.includes('='));
  const star = parts.findIndex((part) => part.startsWith('*'));
  const needed = parts
    .filter((part) => part !== '/' && !part.startsWith('*'))
    .map((name) => (star >= 0 && parts.indexOf(name) > star ? `${name}=1` : '1'));
  return needed.join(', ');
}

function failure(code: string): PythonError {
  try {
    evaluateIbis(`x = ${code}\nt`, { tables });
  } catch (error) {
    if (error instanceof PythonError) return error;
    throw error;
  }
  throw new Error(`no error from ${code}`);
}

const refused = apiRows().filter(
  (row): row is ApiRow & { readonly reason: string } =>
    row.reason !== undefined && row.owner in RECEIVERS,
);

describe('a name of Ibis that is refused', () => {
  it.each(
    refused.flatMap((row) => {
      const path = `${RECEIVERS[row.owner]}.${row.name}`;
      const call = CALLS[`${row.owner}.${row.name}`];
      if (call !== undefined) return [[call, row] as const];
      if (row.signature !== undefined)
        return [[`${path}(${someArguments(row.signature)})`, row] as const];
      // Parts of the package are refused once something is asked of them.
      return [[row.owner === 'ibis' ? `${path}.anything` : path, row] as const];
    }),
  )('%s is NotSupported, with the name and the reason', (code, { name, reason }) => {
    const { code: kind, pyType, message } = failure(code);
    expect([pyType, kind]).toEqual(['NotSupported', 'NOT_SUPPORTED']);
    expect(message).toContain(name);
    expect(message).toContain(reason);
  });

  it('does not hide a call that Python refuses itself', () => {
    expect(failure('t.to_csv()')).toMatchObject({
      pyType: 'TypeError',
      message: "Expr.to_csv() missing 1 required positional argument: 'path'",
    });
  });
});

describe('a value that is refused', () => {
  it.each([
    ['ibis.literal((0, 1), type="point;4326")', 'there is no spatial engine here'],
    ['ibis.literal([(0, 1), (2, 3)], type="linestring")', 'there is no spatial engine here'],
    ['ibis.memtable({"a": {"x": 1}})', 'a dict as a column'],
    ['ibis.memtable({"a": [{1: 2}]})', 'a dict with the key 1'],
    ['t.select({"a", "b"})', 'the order of its items differs from run to run'],
  ])('%s is NotSupported, with the reason', (code, reason) => {
    const { pyType, message } = failure(code);
    expect(pyType).toBe('NotSupported');
    expect(message).toContain(reason);
  });
});

describe('execute() and its kin', () => {
  const schemaOf = (code: string): string[] => [...evaluateIbis(code, { tables }).schema.keys()];

  it.each(['execute', 'to_pandas', 'to_polars', 'to_pyarrow'])('%s ends a program', (name) => {
    expect(schemaOf(`t.select('a').${name}()`)).toEqual(['a']);
    expect(schemaOf(`t.a.${name}()`)).toEqual(['a']);
    expect(schemaOf(`result = t.a.sum().${name}()\nprint(result)`)).toEqual(['Sum(a)']);
  });

  it('take a limit as a limit of rows', () => {
    const { relation } = evaluateIbis('t.execute(limit=3)', { tables });
    expect(relation).toMatchObject({ kind: 'Limit', n: 3 });
  });

  it.each([
    't.execute().head()',
    't.execute()["a"]',
    't.count().execute() + 1',
    'len(t.execute())',
    'bool(t.count().execute())',
  ])('give no rows to go on with: %s', (code) => {
    expect(failure(code).pyType).toBe('NotSupported');
  });
});

describe('options', () => {
  it('for how results are shown may be set', () => {
    const code = 'ibis.options.interactive = True\nibis.options.repr.interactive.max_rows = 20\nt';
    expect(evaluateIbis(code, { tables }).kind).toBe('table');
  });

  it.each(['ibis.options.sql.default_limit = 5', 'ibis.options.default_backend = 1'])(
    'are refused else: %s',
    (code) => {
      expect(() => evaluateIbis(`${code}\nt`, { tables })).toThrow(PythonError);
    },
  );
});
