import type { Value } from '../../node.js';
import { nameOf } from '../../name.js';
import { isOp } from '../../operations/index.js';
import { build, make } from '../../value.js';
import { isReduction } from '../../rewrites/context.js';
import type { MutationKind, ValueChange, ValueOperator } from '../mutant.js';

const without = <T>(list: readonly T[], index: number): readonly T[] =>
  list.filter((_, i) => i !== index);

const shown = (value: Value | undefined): string =>
  value === undefined ? 'a value' : `\`${nameOf(value)}\``;

/** Frame, partition and order of a window. */
export const changeWindow: ValueOperator = ({ value }) => {
  if (!isOp(value, 'WindowFunction')) return [];
  const { args } = value;
  const changes: ValueChange[] = [];
  const add = (kind: MutationKind, phrase: string, next: Partial<typeof args>): void => {
    changes.push({
      kind,
      phrase,
      make: () => build('WindowFunction', { ...args, ...next } as Value['args']),
    });
  };
  for (const i of args.group_by.keys()) {
    add('window partition', `${shown(args.group_by[i])} is no key of the partition`, {
      group_by: without(args.group_by, i),
    });
  }
  const framed = isReduction(args.func) || ['NthValue'].includes(args.func.kind);
  if (args.order_by.length > 1) {
    for (const i of args.order_by.keys()) {
      add('window order', `${shown(args.order_by[i])} is no key of the order`, {
        order_by: without(args.order_by, i),
      });
    }
  }
  if (!framed || args.order_by.length === 0) return changes;
  if (args.start !== null || args.end !== null) {
    add('window frame', 'the frame is the whole partition', { start: null, end: null });
    if (args.start !== null && args.end !== null) {
      add('window frame', 'the frame starts with the partition', { start: null });
    }
  } else {
    add('window frame', 'the frame ends with the current row', {
      end: make('WindowBoundary', {
        value: make('Literal', { value: 0n, type: { kind: 'int8', nullable: true } }),
        preceding: false,
      }),
    });
  }
  return changes;
};

/** Direction and place of NULLs of a sort key, also inside windows and aggregates. */
export const changeSortKey: ValueOperator = ({ value, around }) => {
  if (!isOp(value, 'SortKey')) return [];
  const { ascending, nulls_first } = value.args;
  const within = around[0] !== undefined;
  return [
    {
      kind: within ? 'window order' : 'sort',
      phrase: `${ascending ? 'ascending' : 'descending'} became ${ascending ? 'descending' : 'ascending'}`,
      make: () => make('SortKey', { ...value.args, ascending: !ascending }),
    },
    {
      kind: 'nulls order',
      phrase: `NULLs go ${nulls_first ? 'last' : 'first'}`,
      make: () => make('SortKey', { ...value.args, nulls_first: !nulls_first }),
    },
  ];
};
