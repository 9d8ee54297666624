import { isInteger } from '../dtypes/classes.js';
import { projectInput } from '../rewrites/context.js';
import { make } from '../value.js';
import { one } from './draft.js';
import { having, read } from './frame.js';
import { decimal, whole } from './literals.js';
import { MEASURES } from './meaning.js';
import type { Meaning } from './meaning.js';
import { divisor, drawn, named, ofColumn, shorter } from './row-makers.js';
import type { RowMakers } from './row-makers.js';

/** Columns computed from numbers. */
export const NUMBER_VALUES = {
  product: (draft, frame) => {
    const amount = one(
      draft,
      having(frame, ['amount']).filter(({ derived }) => derived === undefined),
    );
    const count = one(
      draft,
      having(frame, ['quantity']).filter(({ derived }) => derived === undefined),
    );
    if (amount === undefined || count === undefined) return undefined;
    const value = make('Multiply', { left: read(frame, amount), right: read(frame, count) });
    return named(`line_${shorter(amount.name)}`, value, 'amount');
  },
  scaled: ofColumn(['amount'], (left, { name }, { random }) => {
    const [prefix, factor] = random.choice([
      ['adjusted', 1.1],
      ['taxed', 1.2],
      ['discounted', 0.9],
      ['discounted', 0.75],
      ['half', 0.5],
    ] as const);
    return named(`${prefix}_${name}`, make('Multiply', { left, right: decimal(factor) }), 'amount');
  }),
  difference: (draft, frame) => {
    const meaning = draft.random.choice<Meaning>(['amount', 'quantity', 'amount']);
    const [a, b] = draft.random.shuffle(having(frame, [meaning]));
    if (a === undefined || b === undefined) return undefined;
    const value = make('Subtract', { left: read(frame, a), right: read(frame, b) });
    return named(`${a.name}_minus_${b.name}`, value, meaning);
  },
  ratio: (draft, frame) => {
    const a = drawn(draft, frame, ['amount']);
    const b = one(
      draft,
      having(frame, ['amount', 'quantity']).filter((column) => column !== a),
    );
    if (a === undefined || b === undefined) return undefined;
    const value = make('Divide', { left: read(frame, a), right: divisor(read(frame, b)) });
    return named(`${a.name}_per_${b.name}`, value, 'score');
  },
  rounded: ofColumn(['amount', 'score'], (arg, { name, type }, { random }) => {
    if (isInteger(type)) return undefined;
    const digits = random.choice([0, 1, 2]);
    return named(`rounded_${name}`, make('Round', { arg, digits: whole(digits) }), 'score');
  }),
  absolute: ofColumn(['amount', 'quantity'], (arg, { name, derived }) =>
    derived === undefined ? named(`abs_${name}`, make('Abs', { arg }), 'score') : undefined,
  ),
  root: ofColumn(MEASURES, (arg, { name, derived }) =>
    derived !== undefined
      ? undefined
      : named(`sqrt_${name}`, make('Sqrt', { arg: make('Abs', { arg }) }), 'score'),
  ),
  logarithm: ofColumn(['amount', 'quantity'], (arg, { name }) => {
    const safe = make('Greatest', { arg: [arg, whole(1)] });
    return named(`log_${name}`, make('Ln', { arg: safe }), 'score');
  }),
  floorDivide: ofColumn(['amount', 'quantity'], (left, { name }, { random }) =>
    named(
      `${name}_band`,
      make('FloorDivide', { left, right: whole(random.choice([10, 25, 50, 100])) }),
      'calendar',
    ),
  ),
  modulus: ofColumn(['quantity', 'calendar'], (left, { name, type }, { random }) =>
    isInteger(type)
      ? named(
          `${name}_remainder`,
          make('Modulus', { left, right: whole(random.choice([2, 3, 4])) }),
          'calendar',
        )
      : undefined,
  ),
  clipped: ofColumn(['amount', 'score'], (arg, { name }, { random }) => {
    const upper = whole(random.choice([50, 100]));
    return named(`capped_${name}`, make('Clip', { arg, lower: whole(0), upper }), 'score');
  }),
  greatest: ofColumn(['amount', 'quantity'], (arg, { name, meaning }) =>
    named(`${name}_floor`, make('Greatest', { arg: [arg, whole(10)] }), meaning),
  ),
  share: (draft, frame) => {
    const column = drawn(draft, frame, ['amount', 'quantity']);
    if (column === undefined) return undefined;
    const arg = read(frame, column);
    const all = make('Sum', { arg, where: null });
    const value = make('Divide', { left: arg, right: all });
    return named(`${column.name}_share`, projectInput(value, frame.relation), 'score');
  },
  deviation: (draft, frame) => {
    const column = drawn(draft, frame, MEASURES);
    if (column === undefined) return undefined;
    const arg = read(frame, column);
    const value = make('Subtract', { left: arg, right: make('Mean', { arg, where: null }) });
    return named(`${column.name}_vs_avg`, projectInput(value, frame.relation), 'score');
  },
} satisfies RowMakers;
