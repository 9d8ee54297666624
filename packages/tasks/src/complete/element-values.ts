import { argumentLists } from './calls.js';
import { typeClass } from './column-class.js';
import { operandsAfter } from './continuations.js';
import type { Fill, Wanted } from './fill.js';
import { kindAt, type Binding, type Scene } from './scene.js';
import { CONTINUED } from './usage-table.js';
import { sharesOf } from './usage.js';

/** What may be made of an element of an array in a lambda. */
export function elementValues(
  scene: Scene,
  binding: Binding,
  { row, columns, key }: Wanted,
): readonly Fill[] {
  if (columns.length > 0) return [];
  const kind = kindAt(scene, binding, row);
  if (kind?.kind !== 'value') return [];
  const of = typeClass(kind.type);
  const wantsTest = /^(?:filter|where)\//.test(key);
  const tests = wantsTest ? ['>', '=='] : ['*', '+'];
  const wanted: Wanted = {
    key,
    parameter: undefined,
    receiverType: kind.type,
    row,
    columns: [],
    depth: 1,
    inside: [],
  };
  const compared = tests.flatMap((operator) =>
    operandsAfter(wanted, of, undefined, operator).map((fill) => ({
      ...fill,
      text: `${row} ${operator} ${fill.text}`,
    })),
  );
  const methods = sharesOf(CONTINUED, `select/** ${of}`).flatMap(({ value, share }): Fill[] =>
    value.startsWith('.')
      ? argumentLists(
          scene,
          { name: value.slice(1), receiver: kind, row, columns: [], depth: 1 },
          1,
        ).map(({ text }) => ({
          text: `${row}${value}(${text})`,
          score: share,
          why: 'a method of the element',
        }))
      : [],
  );
  return [...compared, ...methods, { text: `${row}.notnull()`, score: 0.05, why: 'the element' }];
}
