import { parseSchema } from '@ibert/ir';
import { describe, expect, it } from 'vitest';

const { beginning, existingNames } = await import('../../packages/tasks/src/admitted.js');

const TABLES = { users: parseSchema({ age: 'int64', name: 'string' }) };
const FENCE = '```python\n';

describe('names in code that a model is writing', () => {
  const admits = existingNames(TABLES, 'SELECT age AS years FROM users');

  it.each([
    ['a method', `${FENCE}users.filter(`],
    ['the beginning of a method', `${FENCE}users.fil`],
    ['a column', `${FENCE}users.filter(_.age > `],
    ['a name of the question', `${FENCE}users.mutate(years=_.age).order_by(_.years)`],
    ['a name that the answer gives', `${FENCE}users.mutate(doubled=_.age * 2).filter(_.doubled`],
    ['anything in a text', `${FENCE}users.filter(_.name == "a.nothing`],
    ['anything in a comment', `${FENCE}users # see.nothing`],
    ['numbers', `${FENCE}users.filter(_.age > 1.5`],
    ['words before the code', 'I use users.nothing here'],
    ['words behind the code', `${FENCE}users\n\`\`\`\nas users.nothing says`],
  ])('may be %s', (_, said) => {
    expect(admits?.(said)).toBe(true);
  });

  it.each([
    ['a method that does not exist', `${FENCE}users.groupBy(`],
    ['the beginning of nothing', `${FENCE}users.groupB`],
    ['a column that does not exist', `${FENCE}users.filter(_.salary > `],
    ['one of several', `${FENCE}users.filtr(_.age`],
  ])('may not be %s', (_, said) => {
    expect(admits?.(said)).toBe(false);
  });

  it('are free where the columns are not known', () => {
    expect(existingNames(undefined, 't')).toBeUndefined();
  });
});

describe('code that has to begin with what was given', () => {
  const admits = beginning('users.filter(');
  it.each([
    ['', true],
    ['```py', true],
    ['```python\nusers.fil', true],
    ['```python\nusers.filter(_.age > 1)', true],
    ['Sure', false],
    ['```python\nusers.select(', false],
  ])('may read %j: %s', (said, expected) => {
    expect(admits(said)).toBe(expected);
  });
});
