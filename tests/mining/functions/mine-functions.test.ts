import { describe, expect, it } from 'vitest';

import { mineFunctions } from '../../../packages/mining/src/functions/index.js';

const mine = (text: string, path = 'pkg/a.py') =>
  mineFunctions({ path, text }, (name) => (name === 'boats' ? { length: 'float64' } : undefined));

const DOC = `Count the oars.

        Parameters
        ----------
        boat
            The boat.
`;

describe('documented definitions', () => {
  it('keeps decorators, comments and texts, and takes the docstring out', () => {
    const [found] = mine(`import x


class Fleet:
    @cached  # once
    def oars(self, boat):
        """${DOC}        """

        # two of each
        text = """
  kept as it is
"""
        return boat.oars + len(text)
`);
    expect(found).toMatchObject({
      kind: 'documented',
      pattern: 'docstring',
      style: 'numpy',
      place: { path: 'pkg/a.py', line: 5, endLine: 19 },
      tables: {},
    });
    expect(found).toHaveProperty(
      'code',
      `@cached  # once
def oars(self, boat):
    # two of each
    text = """
  kept as it is
"""
    return boat.oars + len(text)`,
    );
    expect(found).toHaveProperty(
      'docstring',
      'Count the oars.\n\nParameters\n----------\nboat\n    The boat.',
    );
  });

  it('reads classes, also the parameters of their constructors and fields', () => {
    const source = (fields: string): string => `class Boat:
    """A boat.

    Args:
        length: From bow to stern.
        name: What it is called.
    """

${fields}
`;
    const found = [
      '    def __init__(self, length, name="Argo"):\n        self.length = length',
      '    name: str = "Argo"\n    length: float',
      '    def __init__(self, length):\n        self.length = length',
    ].map((fields) => mine(source(fields))[0]);
    expect(found[0]).toMatchObject({ kind: 'documented', pattern: 'class_docstring' });
    expect(found[1]).toMatchObject({ kind: 'documented', style: 'google' });
    expect(found[2]).toMatchObject({ kind: 'refused', reason: 'TEXT_UNFIT' });
  });

  it('knows the tables that examples fetch', () => {
    const found = mine(`def longest(boats):
    """Find the longest.

    Examples
    --------
    >>> import ibis
    >>> t = ibis.examples.boats.fetch()
    >>> t.length.max().type()
    Float64(nullable=True)
    """
    return boats.length.max()
`);
    expect(found).toMatchObject([
      { kind: 'refused', error: 'the parameters boats are not documented' },
    ]);
    const [method] = mine(`def longest():
    """Find the longest.

    Examples
    --------
    >>> import ibis
    >>> t = ibis.examples.boats.fetch()
    >>> t.length.max().type()
    Float64(nullable=True)
    """
    return ibis.examples.boats.fetch().length.max()
`);
    expect(method).toMatchObject({ kind: 'documented', tables: { boats: { length: 'float64' } } });
  });
});

describe('refusals', () => {
  const body = (code: string, doc = DOC): string => `def f(boat):
        """${doc}        """
${code}
`;
  it.each([
    ['a body of nothing', body('        pass'), /no body/],
    [
      'a body that refuses to be called',
      body('        raise NotImplementedError("later")'),
      /no body/,
    ],
    ['a summary alone', 'def f():\n    """Do it."""\n    return 1\n', /neither style/],
    ['a placeholder', body('        return 1', DOC.replace('The boat.', 'TODO')), /placeholder/],
    ['a dunder', body('        return 1').replace('def f', 'def __add__'), /Python calls/],
    ['a test', body('        return 1').replace('def f', 'def test_f'), /test/],
    ['long code', body('        x = 1\n'.repeat(80)), /at most 60/],
  ])('%s', (_name, text, error) => {
    expect(mine(text)).toMatchObject([
      { kind: 'refused', reason: 'TEXT_UNFIT', error: expect.stringMatching(error) as string },
    ]);
  });

  it('refuses the second of two equal definitions', () => {
    const text = body('        return 1');
    expect(mine(`${text}\n\n${text}`).map(({ kind }) => kind)).toEqual(['documented', 'refused']);
  });

  it('refuses what is no Python, whatever it is', () => {
    for (const text of ['def f(:\n  x', '"""', '\0', 'x = (', '\tx\n  y', `${'('.repeat(5000)}`]) {
      const found = mine(text);
      expect(found.every(({ kind }) => kind === 'refused')).toBe(true);
    }
  });

  it('finds nothing where nothing is documented', () => {
    expect(mine('def f():\n    return 1\n')).toEqual([]);
    expect(mine('')).toEqual([]);
  });
});
