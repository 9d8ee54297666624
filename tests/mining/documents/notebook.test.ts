import { describe, expect, it } from 'vitest';

import { readDocument } from '../../../packages/mining/src/documents/index.js';
import { blocksOf, codeOf } from './read.js';

const notebook = (cells: readonly object[], metadata: object = {}): string =>
  JSON.stringify({ cells, metadata, nbformat: 4, nbformat_minor: 5 }, null, 1);

const code = (source: string | string[], more: object = {}): object => ({
  cell_type: 'code',
  metadata: {},
  outputs: [],
  source,
  ...more,
});

describe('notebooks', () => {
  it('keeps the order of cells, with headings of the text cells above', () => {
    const text = notebook([
      { cell_type: 'markdown', source: ['# Boats\n', '\n', 'All *boats*.'] },
      code(['a = 1\n', 'a'], {
        outputs: [
          { output_type: 'stream', name: 'stderr', text: 'warning' },
          { output_type: 'stream', name: 'stdout', text: ['one\n'] },
          { output_type: 'execute_result', data: { 'text/plain': '1', 'text/html': '<b>' } },
        ],
      }),
      code('b', { metadata: { tags: ['hide-input'] } }),
    ]);
    expect(blocksOf('a.ipynb', text)).toMatchObject([
      { kind: 'prose', text: 'All boats.', headings: ['Boats'] },
      {
        kind: 'code',
        code: 'a = 1\na',
        output: 'one\n1',
        hidden: false,
        executed: true,
        headings: ['Boats'],
      },
      { kind: 'code', code: 'b', hidden: true },
    ]);
  });

  it('tells the lines of the file that a cell stands on', () => {
    const text = notebook([code(['a\n', 'b\n', 'c']), code('d "source": []')]);
    const lines = text.split('\n');
    const [first, second] = codeOf(blocksOf('a.ipynb', text));
    expect(lines[(first?.line ?? 0) - 1]).toContain('"a\\n"');
    expect(lines[(first?.endLine ?? 0) - 1]).toContain('"c"');
    expect(lines[(second?.line ?? 0) - 1]).toContain('d ');
  });

  it('reads SQL behind magics and takes the other commands away', () => {
    const text = notebook([
      code('%%sql result <<\nSELECT 1'),
      code('%sql SELECT 2'),
      code('%%bash\nls'),
      code('%%time\nx'),
      code('!pip install x\n%matplotlib inline\nif a:\n    %run b\n(p\n % q)\nhelp?\ny = !ls'),
      code('(p\n % q)'),
    ]);
    expect(codeOf(blocksOf('a.ipynb', text)).map((block) => [block.language, block.code])).toEqual([
      ['sql', 'SELECT 1'],
      ['sql', 'SELECT 2'],
      ['other', 'ls'],
      ['python', 'x'],
      ['python', expect.stringMatching(/^if a:\n {4}pass\n/)],
      ['python', '(p\n % q)'],
    ]);
  });

  it('reads format 3, and kernels of other languages', () => {
    const old = JSON.stringify({
      nbformat: 3,
      worksheets: [
        {
          cells: [
            { cell_type: 'heading', level: 2, source: 'Crew' },
            {
              cell_type: 'code',
              language: 'python',
              input: ['a'],
              outputs: [{ stream: 'stdout', text: 'b' }],
            },
          ],
        },
      ],
    });
    expect(blocksOf('a.ipynb', old)).toMatchObject([
      { code: 'a', output: 'b', headings: ['Crew'] },
    ]);
    const r = notebook([code('x <- 1')], { kernelspec: { language: 'R' } });
    expect(codeOf(blocksOf('a.ipynb', r))[0]?.language).toBe('other');
  });

  it('refuses what is no notebook', () => {
    for (const text of ['', '{', '[]', '{"nbformat": 4, "cells": [1]}', '['.repeat(100_000)]) {
      expect(readDocument({ path: 'a.ipynb', text })).toMatchObject({
        kind: 'refused',
        reason: 'FILE_UNREADABLE',
      });
    }
  });
});
