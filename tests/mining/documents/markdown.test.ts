import { describe, expect, it } from 'vitest';

import { blocksOf, codeOf, proseOf } from './read.js';

describe('Markdown', () => {
  it('reads fences of both kinds with what their first line says', () => {
    const text = [
      '~~~~ python title="x"',
      '```',
      'a',
      '~~~~',
      '```{.sql .numberLines}',
      'SELECT 1',
      '```',
      '```text',
      'b',
    ].join('\n');
    expect(
      codeOf(blocksOf('a.md', text)).map(({ language, code, line, endLine, executed }) => [
        language,
        code,
        line,
        endLine,
        executed,
      ]),
    ).toEqual([
      ['python', '```\na', 2, 3, false],
      ['sql', 'SELECT 1', 6, 6, false],
      ['other', 'b', 9, 9, false],
    ]);
  });

  it('knows the headings that a block stands under', () => {
    const text =
      '---\ntitle: "The port"\n---\n# Ships {#s}\n\nA\n\nSails\n-----\nB\n\n# Crew #\nC\n';
    const headings = blocksOf('a.md', text).map((block) => block.headings);
    expect(headings).toEqual([
      ['The port', 'Ships'],
      ['The port', 'Ships', 'Sails'],
      ['The port', 'Crew'],
    ]);
  });

  it('makes plain text of markup and keeps inline code', () => {
    const text =
      'Use **the** _new_ [`order_by`](https://x.org/a_(b)) of `` a`b `` &amp; <b>so</b> \\*on\\*.[^1] ' +
      '![logo](x.png) snake_case_name {.cls} <!-- hid\nden -->end [](`Table`)';
    expect(proseOf(blocksOf('a.md', text))).toEqual([
      'Use the new `order_by` of a`b & so *on*. snake_case_name end `Table`',
    ]);
  });

  it('reads code inside of lists, quotes and boxes', () => {
    const text = [
      '1. First',
      '   goes on',
      '',
      '   ```python',
      '   a',
      '   ```',
      '2. Second',
      '',
      '> Quoted',
      '>',
      '> ```python',
      '> b',
      '> ```',
      '',
      '!!! note "T"',
      '    ```python',
      '    c',
      '    ```',
    ].join('\n');
    const blocks = blocksOf('a.md', text);
    expect(codeOf(blocks).map(({ code, line }) => [code, line])).toEqual([
      ['a', 5],
      ['b', 12],
      ['c', 17],
    ]);
    expect(proseOf(blocks)).toEqual(['1. First goes on', '2. Second', 'Quoted']);
  });

  it('leaves comments, tables, link targets and HTML out', () => {
    const text =
      '<!-- x\n```python\nhidden\n```\n-->\n| a | b |\n|---|---|\n\n[x]: http://y\n\n<div>\nz\n</div>\n\nkept';
    expect(blocksOf('a.md', text)).toMatchObject([{ kind: 'prose', text: 'kept', line: 15 }]);
  });

  it('makes a block of each prompt in code and keeps the places', () => {
    const text = 'x\n\n```python\n>>> a = 1\n>>> a\n1\n```\n\n    >>> b\n';
    expect(
      codeOf(blocksOf('a.md', text)).map(({ code, line, output }) => [code, line, output]),
    ).toEqual([
      ['a = 1', 4, undefined],
      ['a', 5, '1'],
      ['b', 9, undefined],
    ]);
  });
});

describe('Quarto', () => {
  it('tells cells that are run from code that is shown, and obeys options', () => {
    const text = [
      '---',
      'execute:',
      '  echo: false',
      '---',
      '```{python}',
      '#| echo: true',
      '#| label: x',
      '',
      'a = 1  # <1>',
      '```',
      '```{python}',
      'b',
      '```',
      '```{python}',
      '#| eval: false',
      'c',
      '```',
      '```python',
      'd',
      '```',
      '```{sql}',
      '--| include: false',
      'SELECT 1',
      '```',
    ].join('\n');
    expect(
      codeOf(blocksOf('a.qmd', text)).map(({ code, executed, hidden, line }) => [
        code,
        executed,
        hidden,
        line,
      ]),
    ).toEqual([
      ['a = 1', true, false, 9],
      ['b', true, true, 12],
      ['c', false, true, 16],
      ['d', false, false, 19],
      ['SELECT 1', true, true, 23],
    ]);
  });

  it('names tabs by the headings of a tabset, also of one inside another', () => {
    const text = [
      '## Load',
      ':::: {.panel-tabset}',
      '## Ibis',
      '```{python}',
      'a',
      '```',
      '::: {.panel-tabset}',
      '### One',
      '```{python}',
      'b',
      '```',
      ':::',
      '## SQL',
      '```{sql}',
      'c',
      '```',
      '::::',
      'After',
    ].join('\n');
    const blocks = blocksOf('a.qmd', text);
    expect(codeOf(blocks).map(({ code, tabs }) => [code, tabs])).toEqual([
      ['a', ['Ibis']],
      ['b', ['Ibis', 'One']],
      ['c', ['SQL']],
    ]);
    expect(new Set(blocks.map(({ headings }) => headings.join('/')))).toEqual(new Set(['Load']));
  });

  it('reads a callout without its title', () => {
    const text = '## A\n::: {.callout-note}\n## Title\n\nInside.\n:::\nAfter.';
    expect(blocksOf('a.qmd', text)).toMatchObject([
      { text: 'Inside.', headings: ['A'] },
      { text: 'After.', headings: ['A'] },
    ]);
  });

  it('puts included files in their place, from the root of the book or beside the file', () => {
    const files = new Map([
      [
        'book/_code/setup.qmd',
        '---\ntitle: no\n---\n```{python}\nsetup\n```\n{{< include b.qmd >}}',
      ],
      ['book/_code/b.qmd', 'Beside.'],
    ]);
    const text = 'x\n\n{{< include /_code/setup.qmd >}}\n\n{{< include ../../../etc/passwd >}}\n';
    const asked: string[] = [];
    const blocks = blocksOf('book/how/a.qmd', text, (path) => {
      asked.push(path);
      return files.get(path);
    });
    expect(
      blocks.map((block) => [block.kind === 'code' ? block.code : block.text, block.line]),
    ).toEqual([
      ['x', 1],
      ['setup', 3],
      ['Beside.', 3],
    ]);
    expect(asked.filter((path) => path.includes('..'))).toEqual([]);
  });

  it('ends when files include each other', () => {
    const text = 'a\n\n{{< include a.qmd >}}\n\n{{< include a.qmd >}}\n';
    expect(blocksOf('a.qmd', text, () => text).length).toBeLessThan(70);
  });
});
