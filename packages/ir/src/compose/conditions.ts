import { isFloating } from '../dtypes/classes.js';
import { BOOLEAN } from '../dtypes/types.js';
import type { Value } from '../node.js';
import { visit } from '../traverse.js';
import { make } from '../value.js';
import { one, pick } from './draft.js';
import type { Draft, Makers } from './draft.js';
import { having, read } from './frame.js';
import type { Column, Frame } from './frame.js';
import {
  boundsFor,
  literalFor,
  literalsFor,
  plausibleLiterals,
  text,
  valuesOf,
  whole,
} from './literals.js';
import { MEASURES, ORDERED } from './meaning.js';
import type { Meaning } from './meaning.js';

/** A condition that an analyst would filter the frame's rows by; undefined when it has no columns for one. */
export const condition = (draft: Draft, frame: Frame, depth = 0): Value | undefined =>
  pick(draft, 'conditions', CONDITIONS, [frame, depth], (operation) =>
    depth === 0 ? true : !NESTING.has(operation),
  );

const NESTING: ReadonlySet<string> = new Set(['both', 'either', 'negated']);

/** A column of one of the meanings that no condition speaks of yet. */
const drawn = (draft: Draft, frame: Frame, meanings: readonly Meaning[]): Column | undefined =>
  one(
    draft,
    having(frame, meanings).filter(
      (column) => !draft.tested.has(column.name) && isKnown(frame, column),
    ),
  );

/** Whether values of the column can be named: not those of computed texts, nor the key itself. */
const isKnown = (frame: Frame, { name, type, origin }: Column): boolean =>
  (type.kind !== 'string' || origin !== undefined) && frame.key?.join() !== name;

/** A column that may lack values: one of a table that is not its key. */
const incomplete = (draft: Draft, frame: Frame, meanings: readonly Meaning[]): Column | undefined =>
  one(
    draft,
    having(frame, meanings).filter(
      ({ name, origin }) =>
        origin !== undefined && frame.key?.includes(name) !== true && !draft.tested.has(name),
    ),
  );

const COMPARISONS = ['Greater', 'GreaterEqual', 'Less', 'LessEqual'] as const;
const NAMED: readonly Meaning[] = ['category', 'text'];

/** Some letters of a text that the column has. */
function fragment(draft: Draft, column: Column): string | undefined {
  const value = one(draft, valuesOf(draft, column));
  if (typeof value !== 'string') return undefined;
  const letters = [...value].filter((c) => /[\p{L}\p{N}]/u.test(c));
  return letters.length === 0 ? undefined : letters.slice(0, 3).join('');
}

const withFragment =
  (build: (arg: Value, fragment: string) => Value) =>
  (draft: Draft, frame: Frame): Value | undefined => {
    const column = drawn(draft, frame, NAMED);
    const part = column === undefined ? undefined : fragment(draft, column);
    return column === undefined || part === undefined
      ? undefined
      : build(read(frame, column), part);
  };

const EQUATED = {
  Equals: ['category', 'calendar', 'key', 'score'],
  NotEquals: ['category', 'calendar'],
} as const satisfies Readonly<Record<string, readonly Meaning[]>>;

/** Whether values are worth asking for one by one. */
const isExact = ({ type, meaning, derived }: Column): boolean =>
  !isFloating(type) && !(meaning === 'score' && derived !== undefined);

function equality(kind: 'Equals' | 'NotEquals') {
  return (draft: Draft, frame: Frame): Value | undefined => {
    const column = drawn(draft, frame, EQUATED[kind]);
    if (column === undefined || !isExact(column)) return undefined;
    const right = literalFor(draft, column);
    return right === undefined ? undefined : make(kind, { left: read(frame, column), right });
  };
}

const oneOf = (draft: Draft, frame: Frame): Value | undefined => {
  const column = drawn(draft, frame, ['category', 'category', 'calendar']);
  if (column === undefined) return undefined;
  const options = literalsFor(draft, column, draft.random.int(2, 3));
  return options.length < 2 ? undefined : make('InValues', { value: read(frame, column), options });
};

const CONDITIONS: Makers<'conditions', [Frame, number], Value> = {
  compare: (draft, frame) => {
    const column = drawn(draft, frame, ORDERED);
    const right = column === undefined ? undefined : literalFor(draft, column);
    return column === undefined || right === undefined
      ? undefined
      : make(draft.random.choice(COMPARISONS), { left: read(frame, column), right });
  },
  between: (draft, frame) => {
    const column = drawn(draft, frame, ORDERED);
    const bounds = column === undefined ? undefined : boundsFor(draft, column);
    return column === undefined || bounds === undefined
      ? undefined
      : make('Between', {
          arg: read(frame, column),
          lower_bound: bounds[0],
          upper_bound: bounds[1],
        });
  },
  isin: oneOf,
  notin: (draft, frame) => {
    const arg = oneOf(draft, frame);
    return arg === undefined ? undefined : make('Not', { arg });
  },
  equals: equality('Equals'),
  differs: equality('NotEquals'),
  flag: (draft, frame) => {
    const column = drawn(draft, frame, ['flag']);
    if (column === undefined) return undefined;
    const arg = read(frame, column);
    return draft.random.chance(0.3) ? make('Not', { arg }) : arg;
  },
  isNull: (draft, frame) => {
    const column = incomplete(draft, frame, ['text', 'moment', 'amount', 'key', 'category']);
    return column === undefined ? undefined : make('IsNull', { arg: read(frame, column) });
  },
  notNull: (draft, frame) => {
    const column = incomplete(draft, frame, ['text', 'moment', 'amount', 'key', 'score', 'list']);
    return column === undefined ? undefined : make('NotNull', { arg: read(frame, column) });
  },
  like: withFragment((arg, part) =>
    make('StringSQLLike', { arg, pattern: text(`${part}%`), escape: null }),
  ),
  contains: withFragment((haystack, part) =>
    make('StringContains', { haystack, needle: text(part.slice(0, 2)) }),
  ),
  startsWith: withFragment((arg, part) =>
    make('StartsWith', { arg, start: text(part.slice(0, 1)) }),
  ),
  part: (draft, frame) => {
    const column = drawn(draft, frame, ['moment']);
    if (column === undefined) return undefined;
    const [kind, name] = draft.random.choice([
      ['ExtractYear', 'year'],
      ['ExtractYear', 'year'],
      ['ExtractMonth', 'month'],
      ['ExtractQuarter', 'quarter'],
    ] as const);
    const value = one(draft, plausibleLiterals('', name, { kind: 'int64', nullable: true }));
    if (typeof value !== 'bigint') return undefined;
    const left = make(kind, { arg: read(frame, column) });
    return make(draft.random.choice(['Equals', 'Equals', 'GreaterEqual'] as const), {
      left,
      right: whole(value),
    });
  },
  columns: (draft, frame) => {
    const meaning = draft.random.choice<Meaning>(['amount', 'quantity', 'moment']);
    const [a, b] = draft.random.shuffle(having(frame, [meaning]));
    if (a === undefined || b === undefined || a.type.kind !== b.type.kind) return undefined;
    return make(draft.random.choice(COMPARISONS), { left: read(frame, a), right: read(frame, b) });
  },
  length: (draft, frame) => {
    const column = drawn(draft, frame, ['text']);
    if (column === undefined) return undefined;
    const left = make('StringLength', { arg: read(frame, column) });
    return make('Greater', { left, right: whole(draft.random.int(3, 12)) });
  },
  weekday: (draft, frame) => {
    const column = drawn(draft, frame, ['moment']);
    if (column === undefined) return undefined;
    const left = make('DayOfWeekIndex', { arg: read(frame, column) });
    return draft.random.chance(0.5)
      ? make('GreaterEqual', { left, right: whole(5) })
      : make('Less', { left, right: whole(5) });
  },
  list: (draft, frame) => {
    const column = drawn(draft, frame, ['list']);
    if (column === undefined || column.type.kind !== 'array') return undefined;
    const arg = read(frame, column);
    const element = { name: column.name, type: column.type.value, meaning: 'category' } as const;
    const other = literalFor(draft, element);
    return draft.random.chance(0.5) || other === undefined
      ? make('Greater', { left: make('ArrayLength', { arg }), right: whole(1) })
      : make('ArrayContains', { arg, other });
  },
  both: (draft, frame, depth) => joined(draft, frame, depth, 'And'),
  either: (draft, frame, depth) => joined(draft, frame, depth, 'Or'),
  negated: (draft, frame, depth) => {
    const arg = condition(draft, frame, depth + 1);
    return arg === undefined || arg.kind === 'Not' ? undefined : make('Not', { arg });
  },
};

function joined(draft: Draft, frame: Frame, depth: number, kind: 'And' | 'Or'): Value | undefined {
  const left = condition(draft, frame, depth + 1);
  const right = left === undefined ? undefined : condition(draft, without(frame, left), depth + 1);
  if (left === undefined || right === undefined) return undefined;
  return make(kind, { left, right });
}

/** The frame without the columns that a condition speaks of. */
export function without(frame: Frame, test: Value): Frame {
  const names = fieldNames(test);
  return { ...frame, columns: frame.columns.filter(({ name }) => !names.has(name)) };
}

/** The columns that a value reads. */
export function fieldNames(value: Value): ReadonlySet<string> {
  const names = new Set<string>();
  visit(value, (v) => {
    if (v.kind === 'Field') names.add(String(v.args['name']));
  });
  return names;
}

/** A condition on the result of an aggregate: what `having` says. */
export function groupCondition(draft: Draft, frame: Frame): Value | undefined {
  const column = one(
    draft,
    frame.columns.filter(
      ({ derived, meaning }) => derived === 'group' && MEASURES.includes(meaning),
    ),
  );
  const right = column === undefined ? undefined : literalFor(draft, column);
  return column === undefined || right === undefined
    ? undefined
    : make(draft.random.choice(['Greater', 'GreaterEqual', 'Greater', 'Less'] as const), {
        left: read(frame, column),
        right,
      });
}

/** A flag or condition as a value of type boolean, for `where=` and `any()`. */
export function flagOrCondition(draft: Draft, frame: Frame): Value | undefined {
  const flag = drawn(draft, frame, ['flag']);
  if (flag !== undefined && draft.random.chance(0.5)) return read(frame, flag);
  const found = condition(draft, frame, 1);
  return found?.dtype.kind === BOOLEAN.kind ? found : undefined;
}
