import { describe, expect, it } from 'vitest';

import { readDocument } from '../../../packages/mining/src/documents/index.js';
import { blocksOf, codeOf, proseOf } from './read.js';

const TEXT = `====
Port
====

Use :meth:\`~pkg.Table.join\` or \`\`a b\`\`, see \`the docs <https://x.org>\`_ and *more*.

Boats
-----

.. code-block:: python
   :linenos:

   a = 1

   b

.. code-block:: sql

   SELECT 1

.. note::

   Inside::

       c

.. comment that is long
   goes on

.. ipython:: python
   :suppress:

   @savefig x.png
   In [1]: d
      ...: + 1
   Out[1]: 2

Crew
----

>>> e
3

>>> f

+---+
| x |
+---+

- An item

  .. code-block:: python

     g

.. tab-set::

   .. tab-item:: One

      .. code-block:: bash

         h
`;

describe('reStructuredText', () => {
  const blocks = blocksOf('a.rst', TEXT);

  it('reads directives, literal blocks and prompts', () => {
    expect(
      codeOf(blocks).map(({ language, code, executed, hidden, output }) => [
        language,
        code,
        executed,
        hidden,
        output,
      ]),
    ).toEqual([
      ['python', 'a = 1\n\nb', false, false, undefined],
      ['sql', 'SELECT 1', false, false, undefined],
      ['python', 'c', false, false, undefined],
      ['python', 'd\n+ 1', true, true, '2'],
      ['python', 'e', true, false, '3'],
      ['python', 'f', true, false, undefined],
      ['python', 'g', false, false, undefined],
      ['other', 'h', false, false, undefined],
    ]);
  });

  it('keeps lines, headings and tabs', () => {
    const lines = TEXT.split('\n');
    const [first] = codeOf(blocks);
    expect(lines[(first?.line ?? 0) - 1]?.trim()).toBe('a = 1');
    expect(first?.headings).toEqual(['Port', 'Boats']);
    expect(codeOf(blocks).at(-1)?.tabs).toEqual(['One']);
    expect(codeOf(blocks)[4]?.headings).toEqual(['Port', 'Crew']);
  });

  it('makes plain text of roles and links', () => {
    expect(proseOf(blocks)).toEqual([
      'Use `join` or `a b`, see the docs and more.',
      'Inside:',
      '- An item',
    ]);
  });
});

describe('any file', () => {
  it('is no document when its extension says nothing', () => {
    expect(readDocument({ path: 'a.py', text: '' })).toBeUndefined();
    expect(readDocument({ path: 'constructor', text: '' })).toBeUndefined();
  });

  it('ends in time, whatever it holds', () => {
    const parts = [
      '[',
      '`',
      '<!--',
      '> ',
      '- ',
      '::: {.a}\n',
      '```\n',
      '.. a::\n  ',
      '*a',
      '{',
      '>>> a\n',
      '#',
    ];
    const start = Date.now();
    for (const path of ['a.md', 'a.qmd', 'a.rst', 'a.ipynb']) {
      for (const part of parts) readDocument({ path, text: part.repeat(100_000 / part.length) });
    }
    expect(Date.now() - start).toBeLessThan(10_000);
  });
});
