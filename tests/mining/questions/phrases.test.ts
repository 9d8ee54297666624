import { describe, expect, it } from 'vitest';

import { headingQuestion } from '../../../packages/mining/src/questions/heading-question.js';
import { proseQuestion } from '../../../packages/mining/src/questions/prose-question.js';
import { sentences, standsAlone } from '../../../packages/mining/src/questions/sentences.js';
import { summaryQuestion } from '../../../packages/mining/src/questions/summary-question.js';
import { advice } from '../../../packages/mining/src/questions/task-calls.js';
import { withWholeRows } from '../../../packages/mining/src/questions/whole-rows.js';

describe('questions of headings', () => {
  it.each([
    ['How to sort a table', 'How do I sort a table in Ibis?'],
    ['How do I rename columns?', 'How do I rename columns in Ibis?'],
    ['2.1 Filtering rows', 'How do I filter rows in Ibis?'],
    ['`mutate`: Add or modify columns', 'How do I add or modify columns in Ibis?'],
    ['`BETWEEN`', "What is the equivalent of SQL's `BETWEEN` in Ibis?"],
    ['`LIMIT` and `OFFSET`', "What is the equivalent of SQL's `LIMIT` and `OFFSET` in Ibis?"],
    ['Does Ibis support lazy evaluation?', 'Does Ibis support lazy evaluation?'],
  ])('%s', (heading, question) => {
    expect(headingQuestion(heading)?.question).toBe(question);
  });

  it.each([
    'Setup',
    'Filtering',
    'Next steps',
    'Set membership',
    'What is this?',
    'Boats',
    '',
    'Why?',
  ])('none: %s', (heading) => {
    expect(headingQuestion(heading)).toBeUndefined();
  });
});

describe('questions of sentences', () => {
  it.each([
    ['Use the `.filter()` method to filter rows:', 'How do I filter rows in Ibis?'],
    ['To sort a table by two keys, use `order_by`.', 'How do I sort a table by two keys in Ibis?'],
    [
      'We can also compute several aggregates at once using `agg`:',
      'How do I compute several aggregates at once in Ibis?',
    ],
    [
      'If you want to drop rows without a name, call `drop_null`.',
      'How do I drop rows without a name in Ibis?',
    ],
    ['What about adding new columns?', 'How do I add new columns in Ibis?'],
    ['Let’s rename our columns:', 'How do I rename my columns in Ibis?'],
    ['Group the boats by harbour:', 'How do I group the boats by harbour in Ibis?'],
  ])('%s', (sentence, question) => {
    expect(proseQuestion(sentence)?.question).toBe(question);
  });

  it.each([
    'Let us see what this gives:',
    'To do this, use the table above.',
    'Use it to filter them:',
    'Ibis is a library.',
    'Note the order of rows.',
    'See the next section to join tables.',
  ])('none: %s', (sentence) => {
    expect(proseQuestion(sentence)).toBeUndefined();
  });
});

describe('questions of summaries', () => {
  it.each([
    [
      'Compute the length of a string.',
      'StringValue',
      'How do I compute the length of a string in Ibis?',
      'computes the length of a string',
    ],
    [
      'Returns the maximum of a column.',
      'Column',
      'How do I get the maximum of a column in Ibis?',
      'returns the maximum of a column',
    ],
    [
      'Extract the year component.',
      '_DateComponentMixin',
      'How do I extract the year component of a date in Ibis?',
      'extracts the year component of a date',
    ],
    [
      'Return whether `self` contains `substr`.',
      'StringValue',
      'How do I check whether a string contains a substring in Ibis?',
      'checks whether a string contains `substr`',
    ],
    [
      'Parse a text and returns the date.',
      undefined,
      'How do I parse a text and return the date in Ibis?',
      'parses a text and returns the date',
    ],
    [
      'Split by the regex `pattern`, if any.',
      undefined,
      'In Ibis, how do I split by the regex pattern, if any?',
      'splits by the regex `pattern`, if any',
    ],
    [
      'The number of rows.',
      'Table',
      'How do I get the number of rows in Ibis?',
      'gives the number of rows',
    ],
  ])('%s', (summary, owner, question, does) => {
    expect(summaryQuestion(summary, owner)).toEqual({ question, does });
  });

  it.each([
    'Helper for this module.',
    'Compute $\\log x$.',
    'Format as `fmt_str_two` says.',
    'Boats.',
    'Compute the degrees of `self` radians.',
    'Deprecated, see the other one.',
  ])('none: %s', (summary) => {
    expect(summaryQuestion(summary, 'Table')).toBeUndefined();
  });
});

describe('sentences of answers', () => {
  it('ends no sentence inside of code or behind an abbreviation', () => {
    expect(sentences('Use `a. b` or e.g. `c`. Then stop. It is so!')).toEqual([
      'Use `a. b` or e.g. `c`.',
      'Then stop.',
      'It is so!',
    ]);
  });

  it.each([
    'See the table above for more.',
    'We will use it in the next section.',
    'Visit https://example.org for more.',
    'Write to me@example.org about it.',
    'It is deprecated and will be removed.',
    'As before:',
    'Is that so?',
    '`a`, `b`, `c` (and so on).',
  ])('leaves out: %s', (sentence) => {
    expect(standsAlone(sentence)).toBe(false);
  });

  it('keeps what stands for itself', () => {
    expect(standsAlone('The `limit` method cuts a table to some rows.')).toBe(true);
  });

  it('advises what the last statement calls, when that does what the task says', () => {
    expect(advice('sort my boats', 'a = t.limit(1)\nt.order_by(ibis.desc("x"))')).toBe(
      'To sort your boats, use `order_by()` and `ibis.desc()`.',
    );
    expect(advice('sort my boats', 't.filter(t.a > 1)')).toBeUndefined();
    expect(advice('sort my boats', 't.order_by(own(t.a))')).toBeUndefined();
  });
});

describe('whole rows', () => {
  it.each([
    ['t.mutate(a=1).head(5)', 't.mutate(a=1)'],
    ['x = t.limit(5)\nx.a.notnull()', 'x = t\nx.a.notnull()'],
    ['t.order_by("a").head(3)', 't.order_by("a").head(3)'],
    ['t.head()', 't.head()'],
    ['t.limit(n)', 't.limit(n)'],
    ['t.(', 't.('],
  ])('%s', (program, whole) => {
    expect(withWholeRows(program)).toBe(whole);
  });
});
