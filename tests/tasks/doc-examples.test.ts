import { parseSchema } from '@ibert/ir';
import { documentCode } from '@ibert/tasks/doc';
import { describe, expect, it } from 'vitest';

const TABLES = {
  loans: parseSchema({
    loan_id: 'int64',
    reader_id: 'int64',
    book_title: 'string',
    out_at: 'timestamp',
    out_on: 'date',
    back_on: 'date',
    fee: 'float64',
  }),
};

/** The lines of the example of the one function of a code. */
async function exampleOf(code: string): Promise<readonly string[]> {
  const { functions } = await documentCode({ code, tables: TABLES });
  const [found] = functions;
  expect(found?.problem).toBeUndefined();
  const [, example = ''] = (found?.docstring ?? '').split('Examples:\n');
  return example.split('\n').map((line) => line.trim());
}

/** An example of a function of loans. */
const ofLoans = async (result: string): Promise<readonly string[]> =>
  exampleOf(`import ibis\nfrom ibis import _\ndef f(loans):\n    return ${result}\n`);

/** The rows that an example prints. */
const rowsOf = (lines: readonly string[]): readonly string[] =>
  lines.filter((line) => line.startsWith('{'));

describe('the rows of an example', () => {
  it.each([
    ['asked for', 'loans.filter(loans.back_on.isnull())', /'back_on': None/],
    ['left out', 'loans.filter(loans.fee.notnull())', /^(?!.*None)/],
    ['replaced', 'loans.mutate(fee=loans.fee.fill_null(-1))', /'fee': -1\.0/],
    ['replaced by a step', 'loans.fill_null({"fee": -1})', /'fee': -1\.0/],
    ['dropped', 'loans.select("loan_id", "fee").drop_null("fee")', /^(?!.*None)/],
  ])('have a NULL where NULLs are %s', async (_, result, row) => {
    const lines = await ofLoans(result);
    const setup = lines.slice(
      0,
      lines.findIndex((line) => line.startsWith('{')),
    );
    expect(setup.join('\n')).toContain('None');
    expect(rowsOf(lines).some((line) => row.test(line))).toBe(true);
  });

  it('have numbers on both sides of zero where that is what counts', async () => {
    const lines = await ofLoans('loans.fee.sum(where=loans.fee > 0)');
    expect(lines.join('\n')).toMatch(/"fee": \[[^\]]*-\d/);
    expect(Number(lines.at(-2))).toBeGreaterThan(0);
  });

  it('have ends after their beginnings, around the span that they are compared with', async () => {
    const span = 'loans.back_on.delta(loans.out_on, unit="day")';
    const lines = rowsOf(await ofLoans(`loans.mutate(days=${span})`));
    const days = lines.map((line) => Number(/'days': (-?\d+)/.exec(line)?.[1]));
    expect(days.length).toBeGreaterThan(1);
    expect(Math.min(...days)).toBeGreaterThan(0);
    const kept = rowsOf(await ofLoans(`loans.mutate(days=${span}).filter(_.days > 100)`));
    expect(kept.length).toBeGreaterThan(0);
    expect(kept.length).toBeLessThan(4);
  });

  it('have the columns that a function only drops', async () => {
    const lines = await ofLoans('loans.rename(title="book_title").drop("fee", "out_at")');
    expect(rowsOf(lines)[0]).toMatch(/'title'/);
  });

  it('show a month as the date that Ibis says it is', async () => {
    const lines = await ofLoans(
      'loans.group_by(month=loans.out_on.truncate("M")).agg(n=_.count())',
    );
    expect(rowsOf(lines)[0]).toMatch(/'month': datetime\.date\(\d+, \d+, 1\)/);
  });
});

describe('long rows', () => {
  it('are shown with what orders them and what the function makes', async () => {
    const window = 'ibis.window(group_by="reader_id", order_by=["out_at", "out_on", "loan_id"])';
    const lines = await ofLoans(`loans.mutate(place=ibis.row_number().over(${window}))`);
    expect(lines.some((line) => line.includes('.select('))).toBe(true);
    expect(rowsOf(lines)[0]).toMatch(/^\{'loan_id': 1, .*'place': \d\}$/);
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(100);
  });
});

describe('methods', () => {
  const method = (head: string): string =>
    `class Reports${head}\n    def count(self, loans):\n        return loans.count()\n`;

  it.each([
    ['without a constructor', ':'],
    ['of the root of all classes', '(object):'],
    [
      'whose arguments are optional',
      ':\n    def __init__(self, size=3):\n        self.size = size',
    ],
  ])('are called on an object of a class %s', async (_, head) => {
    const { functions } = await documentCode({
      code: method(head),
      tables: TABLES,
      function: 'Reports.count',
    });
    expect(functions[0]?.docstring).toContain('Reports().count(loans)');
  });

  it.each([
    ['that wants arguments', ':\n    def __init__(self, size):\n        self.size = size'],
    ['that does more than keep values', ':\n    def __init__(self):\n        self.c = connect()'],
    ['with a base that may want any', '(Base):'],
  ])('have no example in a class %s', async (_, head) => {
    const { functions } = await documentCode({
      code: method(head),
      tables: TABLES,
      function: 'Reports.count',
    });
    expect(functions[0]).toMatchObject({ verified: true });
    expect(functions[0]?.docstring).not.toContain('>>>');
  });
});

describe('imports', () => {
  it('that a file lacks stand in the example', async () => {
    const lines = await exampleOf('def f(loans):\n    return loans.filter(_.fee > 2)\n');
    expect(lines.slice(0, 2)).toEqual(['>>> import ibis', '>>> from ibis import _']);
  });

  it('that a file has do not', async () => {
    const lines = await ofLoans('loans.filter(_.fee > 2)');
    expect(lines).not.toContain('>>> from ibis import _');
  });
});

describe('words', () => {
  const summaryOf = async (code: string): Promise<string | undefined> => {
    const { functions } = await documentCode({ code, tables: TABLES, examples: false });
    return functions.at(-1)?.problem ?? functions.at(-1)?.docstring.split('\n')[0];
  };

  it('may speak of numbers that the code computes or groups', async () => {
    const vat = 'VAT = 0.25\ndef f(loans):\n    return loans.mutate(net=loans.fee / (1 + VAT))\n';
    expect(await summaryOf(vat)).toContain('`fee / 1.25`');
    const large = 'def f(loans):\n    return loans.filter(loans.fee >= 90_000)\n';
    expect(await summaryOf(large)).toContain('at least 90000');
  });

  it('say which column is added where the value has no words', async () => {
    const code = 'def f(loans):\n    return loans.mutate(hi="Dear " + loans.book_title)\n';
    expect(await summaryOf(code)).toBe('"""Add `hi` to the rows of `loans`.');
  });

  it('say what a value is that the query has no name for', async () => {
    const code = 'def f(loans):\n    return loans.fee.sum(where=loans.fee > 0)\n';
    expect(await summaryOf(code)).toBe(
      '"""Compute the sum of `fee` over the rows where `fee` is more than 0.',
    );
  });
});
