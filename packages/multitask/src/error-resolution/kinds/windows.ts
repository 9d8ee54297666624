import type { PythonAst } from '@ibert/ibis';

import type { Mistake, MistakeKind } from '../kind.js';
import { replaced } from '../kind.js';
import { keyword } from './shared.js';

const UNEXPECTED = /^TypeError: .*unexpected keyword argument/;

const windowKeyword =
  (key: string, ...wrongs: readonly string[]): MistakeKind['find'] =>
  (source) =>
    source.callsOf('over', 'window').flatMap(({ call, name }) => {
      const found = keyword(call, key)?.name;
      if (found === undefined) return [];
      return wrongs.map((wrong) =>
        replaced(found, wrong, { wrong: `${wrong}=`, right: `${key}=`, method: name.name }),
      );
    });

/** Window functions. */
export const WINDOW_KINDS: readonly MistakeKind[] = [
  {
    name: 'window_partition_keyword',
    difficulty: 'medium',
    reach: 'some',
    fails: UNEXPECTED,
    find: windowKeyword('group_by', 'partition_by', 'groupby', 'partition'),
    what: [
      '`{wrong}` is not a parameter of `{method}`.',
      'The partition of the window is given as `{wrong}`.',
    ],
    why: [
      "SQL's PARTITION BY is `{right}` in Ibis.",
      'In Ibis windows are partitioned with `{right}`.',
    ],
  },
  {
    name: 'window_order_keyword',
    difficulty: 'medium',
    reach: 'some',
    fails: UNEXPECTED,
    find: windowKeyword('order_by', 'orderby', 'sort_by', 'order', 'sort'),
    what: ['`{method}` takes no `{wrong}`.', 'The order of the window is given as `{wrong}`.'],
    why: ['The keyword is `{right}`.', 'It is spelled `{right}`, with an underscore.'],
  },
  {
    name: 'window_frame_keyword',
    difficulty: 'medium',
    reach: 'rare',
    fails: UNEXPECTED,
    find: (source) => [
      ...windowKeyword('rows', 'rows_between', 'row', 'frame')(source),
      ...windowKeyword('range', 'range_between', 'ranges')(source),
      ...windowKeyword('preceding', 'before', 'start', 'preceeding')(source),
      ...windowKeyword('following', 'after', 'end', 'folowing')(source),
    ],
    what: [
      '`{wrong}` is not a bound that `{method}` knows.',
      'The frame of the window is given as `{wrong}`.',
    ],
    why: ['The parameter is `{right}`.', 'Ibis calls it `{right}`.'],
  },
  {
    name: 'window_over_plain_column',
    difficulty: 'hard',
    reach: 'few',
    fails: /^IbisTypeError: No reduction or analytic function found/,
    find: (source) =>
      source.callsOf('over').flatMap(({ object }): Mistake[] => {
        if (object.kind !== 'Call' || object.callee.kind !== 'Attribute') return [];
        const { callee } = object;
        if (callee.object.kind !== 'Attribute') return [];
        const wrong = source.slice(callee.object);
        const right = source.slice(object);
        if (right.includes('\n')) return [];
        return [
          replaced({ start: callee.object.end, end: object.end }, '', {
            wrong: `${wrong}.over`,
            right,
          }),
        ];
      }),
    what: [
      '`{wrong}` puts a plain column over a window.',
      'The aggregation before the window is missing in `{wrong}`.',
    ],
    why: [
      'Only an aggregate or analytic function can be computed over a window: `{right}`.',
      'A window needs a function such as `{right}`.',
    ],
  },
  {
    name: 'window_in_function_call',
    difficulty: 'medium',
    reach: 'few',
    fails: UNEXPECTED,
    find: (source) =>
      source.callsOf('over').flatMap(({ call, object }): Mistake[] => {
        if (object.kind !== 'Call' || call.args.some(({ kind }) => kind !== 'keyword')) return [];
        if (object.args.length > 0 || call.args.length === 0) return [];
        const place: PythonAst.Located = { start: object.end - 1, end: call.callee.end + 1 };
        const right = source.slice(call);
        if (right.includes('\n') || source.text[call.callee.end] !== '(') return [];
        const wrong = `${source.slice({ start: call.start, end: place.start })}${source.text.slice(place.end, call.end)}`;
        return [replaced(place, '', { wrong, right })];
      }),
    what: [
      'The window is passed to the function itself: `{wrong}`.',
      '`{wrong}` lacks the step to the window.',
    ],
    why: [
      'A window is attached with `over`: `{right}`.',
      'Call `over` on the function: `{right}`.',
    ],
  },
  {
    name: 'sort_ascending_keyword',
    difficulty: 'easy',
    reach: 'rare',
    fails: UNEXPECTED,
    find: (source) =>
      source.callsOf('order_by').flatMap(({ call }): Mistake[] => {
        const [only] = call.args;
        const value = only?.value;
        if (call.args.length !== 1 || value?.kind !== 'Call') return [];
        const { callee } = value;
        if (callee.kind !== 'Attribute' || callee.attr.name !== 'desc') return [];
        const inner = value.args[0]?.value ?? callee.object;
        const right = source.slice(value);
        const column = inner.kind === 'Attribute' ? `"${inner.attr.name}"` : source.slice(inner);
        return ['ascending=False', 'descending=True', 'reverse=True'].map((keywordText) => {
          const wrong = `${column}, ${keywordText}`;
          return replaced(value, wrong, { wrong, right });
        });
      }),
    what: [
      'The direction is given as a keyword: `{wrong}`.',
      '`order_by` has no such parameter as in `{wrong}`.',
    ],
    why: ['In Ibis the sort key carries it: `{right}`.', 'Write `{right}`.'],
  },
  {
    name: 'interval_unit_singular',
    difficulty: 'easy',
    reach: 'rare',
    fails: UNEXPECTED,
    find: (source) =>
      source.callsOf('interval').flatMap(({ call }) =>
        call.args.flatMap(({ name }): Mistake[] =>
          name?.name.endsWith('s') === true
            ? [
                replaced(name, name.name.slice(0, -1), {
                  wrong: `${name.name.slice(0, -1)}=`,
                  right: `${name.name}=`,
                }),
              ]
            : [],
        ),
      ),
    what: [
      '`ibis.interval` has no parameter `{wrong}`.',
      'The unit is given in the singular, `{wrong}`.',
    ],
    why: ['Units are in the plural: `{right}`.', 'The parameter is `{right}`.'],
  },
];
