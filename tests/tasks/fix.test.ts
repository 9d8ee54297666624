import { evaluateIbis } from '@ibert/ibis';
import { fixCode } from '@ibert/tasks/fix';
import { describe, expect, it } from 'vitest';

import { REPAIRS } from './fix/repairs.js';
import { TABLES } from './fix/tables.js';

for (const [what, repairs] of Object.entries(REPAIRS)) {
  describe(`repairs ${what}`, () => {
    it.each(repairs)('%s', (code, fixed) => {
      const fix = fixCode({ code, tables: TABLES });
      expect(fix).toMatchObject({ ok: true, fixed });
      expect(fix.explanation).toMatch(/\S.*[.!]$/s);
      expect(() => evaluateIbis(fixed, { tables: TABLES })).not.toThrow();
    });
  });
}

describe('what a repair tells', () => {
  it('names the error in the words of Python and Ibis', () => {
    const fix = fixCode({ code: 'employees.fliter(_.age > 3)', tables: TABLES });
    expect(fix.error).toEqual({
      type: 'AttributeError',
      message: "'Table' object has no attribute 'fliter'",
    });
  });

  it('says what was wrong, once for each fault', () => {
    const code = 'employees.filter(employees.agee > 30).groupby("dept_id").agg(n=_.count())';
    const fix = fixCode({ code, tables: TABLES });
    expect(fix).toMatchObject({ ok: true, edits: 2 });
    expect(fix.explanation).toContain('`agee`');
    expect(fix.explanation).toContain('`group_by`');
  });

  it('leaves a program that runs as it is', () => {
    const code = 'employees.filter( employees.age>30 ) # adults';
    expect(fixCode({ code, tables: TABLES })).toEqual({
      ok: true,
      fixed: code,
      explanation: 'Nothing to fix: the program runs.',
      edits: 0,
      error: null,
    });
  });

  it('has no fault to find in a program that only assigns', () => {
    const fix = fixCode({ code: 'top = employees.limit(3)', tables: TABLES });
    expect(fix).toMatchObject({ ok: true, edits: 0, error: null });
  });

  it('keeps comments, quotes and spaces outside of what it changes', () => {
    const code = "# old\nx  =  employees.filter( _.agee>30 )   # 'x'\nx.select( 'name' )";
    const fix = fixCode({ code, tables: TABLES });
    expect(fix).toMatchObject({ ok: true, fixed: code.replace('agee', 'age') });
  });

  it.each([
    'employees.limit(',
    'raise KeyError("x")',
    '1 / 0',
    'employees.filter('.repeat(40),
    '"""',
    '(((',
    '',
  ])('does not make up a program for %j', (code) => {
    const fix = fixCode({ code, tables: TABLES });
    if (fix.ok) expect(() => evaluateIbis(fix.fixed, { tables: TABLES })).not.toThrow();
    else expect(fix.explanation).toContain(fix.error.type);
  });

  it('refuses with the error where it finds nothing', () => {
    expect(fixCode({ code: 'raise KeyError("x")', tables: TABLES })).toMatchObject({
      ok: false,
      error: { type: 'KeyError', message: "'x'" },
    });
  });

  it.each([
    't = employees.drop("salary")\nt.mutate(double=t.salary * 2)',
    'sums = orders.group_by("status").agg(n=_.count())\nsums.filter(sums.customer_id > 100)',
    'employees.add_prefix("x_")',
    'employees.age.rank(ascending=False)',
    'employees.zebra',
  ])('would rather find nothing than change what is meant: %j', (code) => {
    expect(fixCode({ code, tables: TABLES })).toMatchObject({ ok: false });
  });

  it('says of a query in SQL what translates it', () => {
    const fix = fixCode({ code: 'SELECT name\nFROM employees', tables: TABLES });
    expect(fix).toMatchObject({ ok: false, error: { type: 'SyntaxError' } });
    expect(fix.explanation).toContain('sql-to-ibert');
  });

  it('gives up on long programs that it cannot repair', () => {
    const code = `${'employees.filter(_.age > 3)\n'.repeat(60)}raise ValueError("x")`;
    expect(fixCode({ code, tables: TABLES, limits: { runs: 600, time: 300, steps: 8 } }).ok).toBe(
      false,
    );
  });
});

describe('tables that are not given', () => {
  const code = 'table.filter(table.age > "18")';

  it('takes a number in quotes that orders a column for a probable slip, and says so', () => {
    const fix = fixCode({ code });
    expect(fix).toMatchObject({
      ok: true,
      fixed: 'table.filter(table.age > 18)',
      error: {
        type: 'IbisTypeError',
        message: 'Arguments age:int64 and Literal(18):string are not comparable',
      },
    });
    expect(fix.explanation).toMatch(/not known|probably/);
  });

  it.each([
    'age column is integer type',
    'The column age is of type int64.',
    'age: int64, name: string',
    'table.age is a number',
  ])('counts "%s" as evidence', (context) => {
    const fix = fixCode({ code, context });
    expect(fix).toMatchObject({ ok: true, fixed: 'table.filter(table.age > 18)' });
    expect(fix.explanation).not.toMatch(/not known/);
  });

  it('lets a text column keep its text', () => {
    const fix = fixCode({ code, context: 'age column is string type' });
    expect(fix).toMatchObject({ ok: true, fixed: code, edits: 0 });
  });

  it('counts a type error that was seen as evidence', () => {
    const error = "TypeError: '>' not supported between instances of 'int' and 'str'";
    expect(fixCode({ code, error })).toMatchObject({
      ok: true,
      fixed: 'table.filter(table.age > 18)',
    });
  });

  it('finds the misspelt column that an error names', () => {
    const error = "AttributeError: 'Table' object has no attribute 'agee'";
    const fix = fixCode({ code: 't.filter(t.agee > 3).order_by("age")', error });
    expect(fix).toMatchObject({ ok: true, fixed: 't.filter(t.age > 3).order_by("age")' });
  });

  it.each([
    ['t.groupby("a").agg(n=_.count())', 't.group_by("a").agg(n=_.count())'],
    ['t.filter(t.x > 3 and t.y < 2)', 't.filter((t.x > 3) & (t.y < 2))'],
    ['t.filter(t.name.str.lower() == "a")', 't.filter(t.name.lower() == "a")'],
    ['t.filter(F.col("age") > 18)', 't.filter(_.age > 18)'],
    ['t.filter(t.x is not None)', 't.filter(t.x.notnull())'],
  ])('repairs %s', (broken, fixed) => {
    expect(fixCode({ code: broken })).toMatchObject({ ok: true, fixed });
  });
});

describe('a text that is no program', () => {
  it.each(['hello world foo bar', 'how do I do this'])('is not made one: %j', (code) => {
    expect(fixCode({ code })).toMatchObject({ ok: false, error: { type: 'SyntaxError' } });
  });

  it('is not saved by an assignment that nobody wrote', () => {
    const fix = fixCode({ code: 'users name' });
    expect(fix.ok && /=/.test(fix.fixed)).toBe(false);
  });
});
