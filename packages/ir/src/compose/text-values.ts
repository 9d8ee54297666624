import { isInteger } from '../dtypes/classes.js';
import * as t from '../dtypes/types.js';
import { make } from '../value.js';
import { having, read } from './frame.js';
import { text, whole } from './literals.js';
import { NAMED, named, ofColumn, simple } from './row-makers.js';
import type { RowMakers } from './row-makers.js';

/** Columns computed from texts. */
export const TEXT_VALUES = {
  upper: simple('Uppercase', NAMED, ({ name }) => `${name}_upper`, 'category'),
  lower: simple('Lowercase', NAMED, ({ name }) => `${name}_lower`, 'category'),
  trimmed: simple('Strip', ['text', 'category'], ({ name }) => `clean_${name}`, 'category'),
  length: simple('StringLength', ['text'], ({ name }) => `${name}_length`, 'score'),
  prefix: ofColumn(NAMED, (arg, { name }, { random }) => {
    const length = random.int(1, 3);
    const value = make('Substring', { arg, start: whole(0), length: whole(length) });
    return named(length === 1 ? `${name}_initial` : `${name}_prefix`, value, 'category');
  }),
  replaced: ofColumn(NAMED, (arg, { name }, { random }) => {
    const [from, to] = random.choice([
      [' ', '_'],
      ['-', ' '],
      ['@', ' at '],
    ] as const);
    const value = make('StringReplace', { arg, pattern: text(from), replacement: text(to) });
    return named(`${name}_slug`, value, 'text');
  }),
  padded: ofColumn(['calendar'], (arg, { name, type }) => {
    if (!isInteger(type)) return undefined;
    const cast = make('Cast', { arg, to: t.STRING });
    const value = make('LPad', { arg: cast, length: whole(2), pad: text('0') });
    return named(`${name}_label`, value, 'category');
  }),
  concat: (draft, frame) => {
    const [a, b] = draft.random.shuffle(
      having(frame, NAMED).filter(({ type }) => type.kind === 'string'),
    );
    if (a === undefined || b === undefined) return undefined;
    const separator = text(draft.random.choice([' ', ', ', ' - ', '/']));
    const left = make('StringConcat', { arg: [read(frame, a), separator] });
    return named(
      `${a.name}_and_${b.name}`,
      make('StringConcat', { arg: [left, read(frame, b)] }),
      'text',
    );
  },
  split: ofColumn(['text'], (arg, { name }) => {
    const isMail = /mail/i.test(name);
    const parts = make('StringSplit', { arg, delimiter: text(isMail ? '@' : ' ') });
    const value = make('ArrayIndex', { arg: parts, index: whole(isMail ? 1 : 0) });
    return named(isMail ? `${name}_domain` : `first_${name}_word`, value, 'category');
  }),
  extract: ofColumn(['text'], (arg, { name }) =>
    named(
      `${name}_start`,
      make('RegexExtract', { arg, pattern: text('^([A-Za-z]+)'), index: whole(1) }),
      'category',
    ),
  ),
} satisfies RowMakers;
