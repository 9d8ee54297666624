import type { Value } from '../node.js';
import type { OpName } from '../operations/index.js';
import { build, make } from '../value.js';
import { one } from './draft.js';
import type { Draft } from './draft.js';
import { having, read } from './frame.js';
import type { Column, Frame, NamedValue } from './frame.js';
import { whole } from './literals.js';
import type { Meaning } from './meaning.js';
import type { USAGE } from './usage.js';

export const drawn = (
  draft: Draft,
  frame: Frame,
  meanings: readonly Meaning[],
): Column | undefined => one(draft, having(frame, meanings));
export const named = (name: string, value: Value, meaning: Meaning): NamedValue => ({
  name,
  value,
  meaning,
});

export type Make = (draft: Draft, frame: Frame) => NamedValue | undefined;

/** A function of one column. */
export const ofColumn =
  (
    meanings: readonly Meaning[],
    make: (arg: Value, column: Column, draft: Draft) => NamedValue | undefined,
  ): Make =>
  (draft, frame) => {
    const column = drawn(draft, frame, meanings);
    return column === undefined ? undefined : make(read(frame, column), column, draft);
  };

export const simple = (
  kind: OpName,
  meanings: readonly Meaning[],
  name: (column: Column) => string,
  meaning: Meaning,
): Make => ofColumn(meanings, (arg, column) => named(name(column), build(kind, { arg }), meaning));

export const timed =
  (make: Make): Make =>
  (draft, frame) => {
    const columns = frame.columns.filter(({ type }) => type.kind === 'timestamp');
    return columns.length === 0 ? undefined : make(draft, { ...frame, columns });
  };

export const NAMED: readonly Meaning[] = ['category', 'text'];
export const divisor = (value: Value): Value =>
  make('NullIf', { arg: value, null_if_expr: whole(0) });
export const shorter = (name: string): string => name.replace(/^(total|unit|avg)_/, '');

/** Some of the computed columns of the usage table. */
export type RowMakers = Readonly<Partial<Record<keyof (typeof USAGE)['values'], Make>>>;
