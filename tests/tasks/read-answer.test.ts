import { describe, expect, it } from 'vitest';

const { codeIn, fencesOf, hasFinishedFence, proseOf } =
  await import('../../packages/tasks/src/read-answer.js');

describe('the code in what a model said', () => {
  it.each([
    ['is all of it where nothing is fenced', 't.count()\n', 't.count()'],
    ['is the fenced block', 'Here:\n```python\nt.count()\n```\nDone.', 't.count()'],
    [
      'is the block of the language that is asked for',
      '```sql\nSELECT 1\n```\n```python\nt\n```',
      't',
    ],
    ['is the first block where no language is told', '```\na\n```\n```\nb\n```', 'a'],
    [
      'may be cut off before the fence ends',
      '```python\nt.filter(\n  t.a > 1)',
      't.filter(\n  t.a > 1)',
    ],
    [
      'keeps the indentation within a fence that is indented',
      '  ```python\n  t.a(\n    1)\n  ```',
      't.a(\n  1)',
    ],
    ['may hold a fence of another length', '````python\nx = """```"""\n````', 'x = """```"""'],
  ])('%s', (_, said, code) => {
    expect(codeIn(said, ['python'])).toBe(code);
  });

  it.each(['', '   \n', '```python\n\n```'])('is missed in %j', (said) => {
    expect(() => codeIn(said, ['python'])).toThrow('the answer holds no code');
  });

  it('stands apart from the words around it', () => {
    expect(proseOf('One.\n```python\nt\n```\nTwo.')).toBe('One.\n\nTwo.');
    expect(fencesOf('~~~sql\nSELECT 1\n~~~')).toEqual([{ language: 'sql', code: 'SELECT 1' }]);
  });
});

describe('a block of code', () => {
  it.each([
    ['```python\nt.count()\n```\n', true],
    ['Here:\n```\nt\n```\nDone', true],
    ['```python\nt.count()\n```', false],
    ['```python\nt.count()\n', false],
    ['```\n```\n', false],
    ['t.count()\n', false],
  ])('in %j is finished: %s', (said, finished) => {
    expect(hasFinishedFence(said)).toBe(finished);
  });
});
