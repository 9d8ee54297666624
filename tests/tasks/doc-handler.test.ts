import { documentation, type DocRequest } from '@ibert/tasks/doc';
import { describe, expect, it } from 'vitest';

const CODE = `import ibis


class Reports:
    def count(self, people):
        """Count."""
        return people.count()


def adults(people, least=18):
    """Old words."""
    return people.filter(people.age >= least)
`;

const REQUEST: DocRequest = { code: CODE, style: 'google', examples: false, function: 'adults' };

const SAID = `\`\`\`python
"""Return the people that are old enough.

Args:
    people: The table.
    least: Lower bound of the age. Defaults to 18.

Returns:
    The people.
"""
\`\`\``;

describe('a docstring of a model', () => {
  it('is asked for by the function alone, without the docstring it has', () => {
    expect(documentation.asked(REQUEST).input).toEqual({
      code: 'def adults(people, least=18):\n    pass\n    return people.filter(people.age >= least)',
      style: 'google',
    });
  });

  it('replaces the one that is there, and is compared with the code', async () => {
    const answer = documentation.read(SAID, REQUEST);
    expect(answer.code).toContain('"""Return the people that are old enough.');
    expect(answer.code).not.toContain('Old words.');
    expect(await documentation.verify(answer, REQUEST, 'model')).toEqual({ verified: true });
  });

  it.each([
    ['a parameter that is not there', 'least: Lower', 'oldest: Lower'],
    ['another default', 'Defaults to 18', 'Defaults to 21'],
    ['another style', 'Args:', 'Parameters\n----------'],
  ])('is refused for %s', async (_, good, bad) => {
    const answer = documentation.read(SAID.replace(good, bad), REQUEST);
    await expect(documentation.verify(answer, REQUEST, 'model')).rejects.toMatchObject({
      code: 'DOCSTRING_WRONG',
    });
  });

  it('is missed in code alone', () => {
    expect(() => documentation.read('```python\ndef f(): pass\n```', REQUEST)).toThrow(
      'the answer holds no docstring',
    );
  });
});
