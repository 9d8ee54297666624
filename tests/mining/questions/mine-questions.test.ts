import type { DraftOf } from '@ibert/core/records';
import { Bench, checkDraft } from '@ibert/multitask';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { CodeBlock } from '../../../packages/mining/src/documents/index.js';
import {
  refuse,
  type Finding,
  type QuestionFinding,
} from '../../../packages/mining/src/finding.js';
import { readModule } from '../../../packages/mining/src/programs/python/module.js';
import {
  distinctQuestions,
  mineDocstringQuestions,
  minePythonQuestions,
  mineQuestions,
} from '../../../packages/mining/src/questions/index.js';
import { readDocument } from '../../../packages/mining/src/documents/index.js';

const BOATS = { boats: { boat_id: 'int64', name: 'string', length: 'float64' } };

/** Every expression of the tests is a program over one table. */
const programOf = (block: CodeBlock): readonly Finding[] => {
  const place = { path: 'x', line: block.line, endLine: block.endLine };
  if (block.code.includes('connect')) {
    return [refuse({ pattern: 'cell', place }, 'BACKEND', 'it connects', block.code)];
  }
  const isStatement = /^(?:import|\w+ = )/.test(block.code);
  return isStatement
    ? []
    : [{ kind: 'program', pattern: 'cell', place, code: block.code, tables: BOATS }];
};

const sessionOf = (blocks: readonly CodeBlock[]): ReadonlyMap<CodeBlock, readonly Finding[]> =>
  new Map(blocks.map((block) => [block, programOf(block)]));

function mineText(text: string, path = 'how.qmd'): readonly Finding[] {
  const document = readDocument({ path, text });
  if (document === undefined || 'kind' in document) throw new Error('no document');
  return mineQuestions(document, programOf);
}

const PAGE = `# Boats

Some boats are long.

\`\`\`{python}
import ibis
\`\`\`

## Filtering

Use the \`.filter()\` method to [filter rows](x.qmd). See the docs.

1. An annotation that says nothing.

\`\`\`{python}
boats.filter(boats.length > 3)
\`\`\`

## Sorting boats by length

We like order:

\`\`\`{python}
boats.order_by([boats.length, boats.boat_id])
\`\`\`

## Load

Use \`connect\` to load the boats:

\`\`\`{python}
connect()
\`\`\`

## Musings

Boats are nice.

\`\`\`{python}
boats.name.upper()
\`\`\`

## Filter again

You can use \`filter\` to filter rows:

\`\`\`{python}
boats.filter(boats.length > 4)
\`\`\`
`;

describe('questions of documents', () => {
  const findings = mineText(PAGE);

  it('asks what prose or a heading answers, and tells why there is nothing else', () => {
    expect(
      findings.map((finding) =>
        finding.kind === 'question'
          ? [finding.question, finding.answer, finding.examples, finding.topic, finding.place.line]
          : finding.kind === 'refused'
            ? [finding.reason, finding.place.line]
            : finding.kind,
      ),
    ).toEqual([
      ['TEXT_UNFIT', 3],
      [
        'How do I filter rows in Ibis?',
        'Use the `.filter()` method to filter rows.',
        ['boats.filter(boats.length > 3)'],
        'filtering',
        11,
      ],
      [
        'How do I sort boats by length in Ibis?',
        'To sort boats by length, use `order_by()`.',
        ['boats.order_by([boats.length, boats.boat_id])'],
        'sorting',
        21,
      ],
      ['BACKEND', 29],
      ['TEXT_UNFIT', 37],
      ['REPEATED', 45],
    ]);
  });

  it('asks nothing of release notes, hidden cells and prose without code', () => {
    expect(mineText(PAGE, 'docs/release_notes.md')).toEqual([]);
    expect(mineText('Use `filter` to filter rows:\n')).toEqual([]);
    expect(
      mineText(
        'Use `filter` to filter rows:\n\n```{python}\n#| echo: false\nboats.filter(True)\n```',
      ),
    ).toEqual([]);
  });

  it('takes from stories what headings ask, not what sentences tell', () => {
    const text = (heading: string): string =>
      `## ${heading}\n\nUse \`filter\` to keep boats:\n\n\`\`\`python\nboats.filter(boats.length > 3)\n\`\`\``;
    expect(mineText(text('A day'), 'posts/a.qmd')).toMatchObject([{ reason: 'TEXT_UNFIT' }]);
    expect(mineText(text('Keeping boats'), 'posts/a.qmd')).toMatchObject([
      { question: 'How do I keep boats in Ibis?' },
    ]);
  });

  it('refuses code that no sentence explains', () => {
    const text = '## Sorting boats\n\nFine.\n\n```python\nboats.name.upper()\n```';
    expect(mineText(text)).toMatchObject([{ kind: 'refused', reason: 'NO_ANSWER' }]);
  });
});

const CODE = `
class StringValue:
    @cached_property
    def size(self):
        """Return the number of letters.

        >>> boats.name.size
        """

    def upper(self):
        """Convert string to all uppercase.

        Nulls stay null. This example shows more.

        Parameters
        ----------
        where
            Which rows.

        Examples
        --------
        >>> import ibis
        >>> boats
        >>> boats.name.upper()
        BOAT
        """

    def _own(self):
        """Convert string to lowercase.

        >>> boats.name.lower()
        """

    def shout(self):
        """Convert string to all uppercase.

        >>> boats.name.upper()
        """

    def silent(self):
        """Convert string to nothing."""
`;

describe('questions of docstrings', () => {
  const findings = minePythonQuestions(readModule({ path: 'a.py', text: CODE }), sessionOf);

  it('asks what a summary answers and takes the examples that use the method', () => {
    expect(findings).toMatchObject([
      { kind: 'refused', reason: 'ERROR', place: { line: 5, endLine: 8 } },
      {
        kind: 'question',
        pattern: 'docstring_summary',
        question: 'How do I convert a string to all uppercase in Ibis?',
        answer: 'Use `upper()`, which converts a string to all uppercase. Nulls stay null.',
        examples: ['boats.name.upper()'],
        topic: 'strings',
        place: { path: 'a.py', line: 11, endLine: 26 },
      },
      { kind: 'refused', reason: 'TEXT_UNFIT' },
      { kind: 'refused', reason: 'NO_ANSWER' },
    ]);
  });

  it('spells functions of modules and operators as programs do', () => {
    const answer = (path: string, names: readonly string[], docstring: string): string => {
      const [found] = mineDocstringQuestions({ path, names, docstring, line: 1 }, sessionOf);
      return found?.kind === 'question' ? found.answer : JSON.stringify(found);
    };
    expect(
      answer('ibis/selectors.py', ['all'], 'Return all columns.\n\n>>> boats.select(s.all())\n'),
    ).toBe('Use `s.all()`, which returns all columns.');
    expect(
      answer('a.py', ['StringValue', '__getitem__'], 'Index a string.\n\n>>> boats.name[0]\n'),
    ).toBe('Use `[]`, which indexes a string.');
  });

  it('keeps the first of those that ask the same', () => {
    const question = findings.filter((finding) => finding.kind === 'question');
    expect(distinctQuestions([...question, ...question]).map(({ kind }) => kind)).toEqual([
      'question',
      'refused',
    ]);
  });
});

describe('the check of answers', () => {
  let bench: Bench;
  beforeAll(async () => {
    bench = await Bench.open();
  });
  afterAll(() => bench.close());

  it('accepts mined questions as records', async () => {
    const mined = [
      ...mineText(PAGE),
      ...minePythonQuestions(readModule({ path: 'a.py', text: CODE }), sessionOf),
    ].filter((finding): finding is QuestionFinding => finding.kind === 'question');
    expect(mined).toHaveLength(3);
    for (const finding of mined) {
      expect(await checkDraft(draftOf(finding), bench)).toMatchObject({ ok: true });
    }
  });
});

function draftOf({ question, answer, examples, tables }: QuestionFinding): DraftOf<'qa'> {
  const context = Object.entries(tables).map(([name, schema]) => [name, { schema }] as const);
  return {
    task: 'qa',
    dialect: 'duckdb',
    context: { tables: Object.fromEntries(context) },
    input: { question },
    target: { answer, code_examples: examples },
    meta: {
      source: 'synthetic',
      template: 't',
      variation: 'v',
      features: ['x'],
      difficulty: 'easy',
    },
    judge: 'self',
  };
}
