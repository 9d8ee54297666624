import { argumentFills } from './arguments.js';
import { argumentLists, listsOf } from './calls.js';
import { elementValues } from './element-values.js';
import { scaled, type Fill, type Wanted } from './fill.js';
import type { Frame } from './frames.js';
import { nextArguments } from './next-argument.js';
import { FALLBACKS } from './operator-fills.js';
import { otherTables } from './other-tables.js';
import { receiverKind } from './place.js';
import { columnsOf, type Binding, type Scene } from './scene.js';
import { statementFills } from './statement-fills.js';

const BARE = 'a bare bracket';

/** The first or next argument, element or key in a bracket. */
export function elementFills(
  scene: Scene,
  binding: Binding,
  wanted: Wanted,
  kind: 'first' | 'next',
): readonly Fill[] {
  const frame = scene.frames.at(-1);
  if (frame === undefined) return [];
  if (wanted.key === 'statement' && frame.kind === 'group') return statementFills(scene, wanted);
  if (frame.kind === 'index') return indexFills(wanted);
  if (frame.kind === 'dict') return dictFills(wanted);
  if (frame.kind === 'call') {
    const fills = nextArguments(scene, binding, wanted, frame);
    const empty = emptyCall(scene, binding, wanted, frame, kind);
    const calls = frame.callee?.isMember === false ? definedCalls(scene, frame.callee.name) : [];
    return [...empty, ...calls, ...elementValues(scene, binding, wanted), ...fills];
  }
  if (wanted.key === '[') return indexFills({ ...wanted, receiverType: undefined });
  const fills = argumentFills(scene, elementWanted(wanted, frame), listsOf(scene));
  const plain = wanted.columns.map(({ name }, i) => ({
    text: JSON.stringify(name),
    score: 0.01 / (i + 1),
    why: `the column ${name}`,
  }));
  return [
    ...fills,
    ...plain,
    ...FALLBACKS.map((fill) => scaled(fill, 0.01)),
    { text: '', score: 0.0005, why: BARE },
  ];
}

/** A branch of `cases` is a test and a value. */
function elementWanted(wanted: Wanted, { kind, slot }: Frame): Wanted {
  if (kind !== 'group' || wanted.key !== 'cases/*') return wanted;
  const key = slot.position === 0 ? 'ifelse/0' : 'cases/else_';
  return { ...wanted, key, parameter: undefined, inside: [] };
}

/** A call without (further) arguments, where it needs none. */
function emptyCall(
  scene: Scene,
  binding: Binding,
  { row, columns }: Wanted,
  frame: Frame,
  kind: 'first' | 'next',
): readonly Fill[] {
  if (kind === 'next') return [{ text: '', score: 0.001, why: 'the call ends' }];
  const name = frame.callee?.name ?? '';
  const called = { name, receiver: receiverKind(scene, binding, frame), row, columns, depth: 1 };
  const [list] = argumentLists(scene, called, 1);
  return list === undefined || list.text === ''
    ? [{ text: '', score: 0.6, why: `${name}() needs no argument` }]
    : [];
}

/** Arguments for a function that the program defines: a table first, then names of columns. */
function definedCalls(scene: Scene, name: string): readonly Fill[] {
  const head = new RegExp(`def[ \\t]+${name}\\(([^()]*)\\)`).exec(scene.prefix.text);
  if (head === null) return [];
  const parameters = (head[1] ?? '').split(',').filter((part) => part.trim() !== '').length;
  return otherTables(scene).flatMap(({ text, score }) => {
    const kind = scene.probe.kindOf(text);
    const columns = kind?.kind === 'table' ? columnsOf(scene, kind.schema) : [];
    const ordered = [...columns.filter((each) => each.class === 'string'), ...columns];
    return ordered.slice(0, 4).map(({ name: column }, i): Fill => {
      const rest = Array.from({ length: parameters - 1 }, () => JSON.stringify(column));
      return {
        text: [text, ...rest].join(', '),
        score: score / (i + 1),
        why: `${name}() takes a table`,
      };
    });
  });
}

function indexFills({ receiverType, columns }: Wanted): readonly Fill[] {
  if (receiverType?.kind === 'struct') {
    return [...receiverType.fields.keys()].map((name, i) => ({
      text: JSON.stringify(name),
      score: 1 / (i + 1),
      why: `the field ${name}`,
    }));
  }
  const names = columns.map(({ name }, i) => ({
    text: JSON.stringify(name),
    score: 0.5 / (i + 1),
    why: `the column ${name}`,
  }));
  const isRow = columns.length > 0 && receiverType === undefined;
  return [
    { text: '0', score: isRow ? 0.1 : 0.6, why: 'the first element' },
    ...names,
    { text: '"a"', score: 0.01, why: 'a key' },
    { text: ':5', score: 0.005, why: 'the first rows' },
  ];
}

const dictFills = ({ columns }: Wanted): readonly Fill[] => [
  ...columns.slice(0, 8).map(({ name }, i) => ({
    text: `${JSON.stringify(name)}: ${JSON.stringify(name)}`,
    score: 0.3 / (i + 1),
    why: `the column ${name}`,
  })),
  ...columns.slice(0, 8).map(({ name, type }, i) => ({
    text: `${JSON.stringify(name)}: ${type.kind === 'string' ? '"a"' : '0'}`,
    score: 0.2 / (i + 1),
    why: `the column ${name}`,
  })),
  { text: '"a": 1', score: 0.1, why: 'a pair' },
  { text: '"a": [1, 2]', score: 0.09, why: 'a column of values' },
  { text: '', score: 0.02, why: BARE },
];
