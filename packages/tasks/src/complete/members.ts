import { argumentFills } from './arguments.js';
import { argumentLists, listsOf } from './calls.js';
import { classOfKind, operandsAfter } from './continuations.js';
import { best, scaled, type Fill, type Wanted } from './fill.js';
import { bodyStart, isWhole, type Hole, type Stretch } from './hole.js';
import { nameWeight } from './name-hints.js';
import type { Kind } from './probe.js';
import { matching } from './other-tables.js';
import {
  columnNamed,
  columnsOf,
  kindAt,
  textOf,
  type Binding,
  type Column,
  type Scene,
} from './scene.js';
import { owns } from './signatures.js';
import { CONTINUED, FOLLOWS } from './usage-table.js';
import { sharesOf } from './usage.js';

/** Names after a dot: columns of a row, methods of a table or of a value, functions of a module. */
export function memberFills(
  scene: Scene,
  binding: Binding,
  wanted: Wanted,
  { receiver: stretch, started }: Extract<Hole, { kind: 'member' }>,
): readonly Fill[] {
  const receiver = textOf(scene, stretch.start, stretch.end);
  const kind =
    receiver === 'ibis' || receiver === 's' ? receiver : kindAt(scene, binding, receiver);
  const isValuePlace = wanted.key !== 'statement' && !isTablePlace(wanted);
  const known = rowColumns(scene, binding, wanted, receiver, kind);
  const found = fillsAmong(known);
  if (found.length > 0 || known === undefined || scene.given !== undefined || started === '') {
    return found;
  }
  // Nothing begins so, and which columns an open table has nobody told: the name is one of them.
  return fillsAmong([columnNamed(scene, started), ...known]);

  function fillsAmong(columns: readonly Column[] | undefined): readonly Fill[] {
    const fills: Fill[] = receiver === 'ibis' ? [...comparable(scene, binding, stretch)] : [];
    if (isValuePlace && columns !== undefined) {
      fills.push(...rowFills(scene, { ...wanted, row: receiver, columns }, stretch, receiver));
    } else {
      fills.push(...methodFills(scene, wanted, stretch, kind, started));
      const isSet = /^(?:union|intersect|difference)\//.test(wanted.key);
      const selection =
        isSet && columns !== undefined ? matching(binding.columns, columns) : undefined;
      if (selection !== undefined) {
        fills.push({ text: `select(${selection})`, score: 1, why: 'equal columns' });
      }
      if (columns !== undefined)
        fills.push(...plainColumns(columns).map((fill) => scaled(fill, 0.05)));
      if (typeof kind === 'object' && kind.kind === 'value' && kind.type.kind === 'struct') {
        fills.push(...fieldFills(kind.type.fields.keys()));
      }
    }
    const rest = fills
      .filter(({ text }) => text.startsWith(started) && text !== started)
      .map((fill) => ({ ...fill, text: fill.text.slice(started.length) }));
    // A name that is whole already may stand as it is.
    const isWholeName = started !== '' && fills.some(({ text }) => text === started);
    const whole = isWholeName || columns?.some(({ name }) => name === started) === true;
    return best([...(whole ? [ASIS] : []), ...rest], 40);
  }
}

/** Constructors of values that go with what stands before an operator. */
const CONSTRUCTORS: Readonly<Record<string, string>> = {
  date: 'date("2024-01-01")',
  timestamp: 'timestamp("2024-01-01 00:00:00")',
  time: 'time("12:00:00")',
};

function comparable(scene: Scene, binding: Binding, { start }: Stretch): readonly Fill[] {
  const { tokens } = scene.prefix;
  const frame = scene.frames.at(-1);
  if (frame === undefined || !/^[<>=!]=?$/.test(tokens[start - 1]?.text ?? '')) return [];
  const kind = kindAt(scene, binding, textOf(scene, bodyStart(tokens, frame), start - 1));
  const text = kind?.kind === 'value' ? CONSTRUCTORS[kind.type.kind] : undefined;
  return text === undefined ? [] : [{ text, score: 2, why: 'a value of the same type' }];
}

/** Nothing is added. */
export const ASIS: Fill = { text: '', score: 2, why: 'what stands there is whole' };

const isTablePlace = ({ parameter = '', key }: Wanted): boolean =>
  ['right', 'table', 'tables', 'rest', 'first', 'left'].includes(parameter) &&
  /^(?:\w*join|union|intersect|difference)\//.test(key);

/** The columns of what stands for a row: `_`, a lambda's parameter, a table; else undefined. */
function rowColumns(
  scene: Scene,
  binding: Binding,
  { row }: Wanted,
  receiver: string,
  kind: Kind | string | undefined,
): readonly Column[] | undefined {
  if (receiver === '_') return binding.columns;
  if (typeof kind === 'object' && kind.kind === 'value') return undefined;
  if (typeof kind === 'object' && kind.kind === 'table') {
    return /^\w+$/.test(receiver) || receiver === binding.receiver
      ? columnsOf(scene, kind.schema)
      : undefined;
  }
  return receiver === row ? binding.columns : undefined;
}

function rowFills(
  scene: Scene,
  wanted: Wanted,
  { start }: Stretch,
  receiver: string,
): readonly Fill[] {
  const { columns } = wanted;
  const plain = plainColumns(columns).map((fill) => scaled(fill, 0.02));
  const count: Fill = { text: 'count()', score: 0.002, why: 'the number of rows' };
  const before = scene.prefix.tokens[start - 1]?.text ?? '';
  const head = `${receiver}.`;
  const cut = (fills: readonly Fill[]): readonly Fill[] =>
    fills
      .filter(({ text }) => text.startsWith(head))
      .map((fill) => ({ ...fill, text: fill.text.slice(head.length) }));
  if (!isWhole(scene, start) && !LOGICAL.has(before)) {
    const frame = scene.frames.at(-1);
    const from = frame === undefined ? start : bodyStart(scene.prefix.tokens, frame);
    const left = textOf(scene, from, start - 1);
    const kind = kindAt(scene, { frame: 0, receiver: '', grouped: false, columns }, left);
    const fills = operandsAfter(wanted, classOfKind(kind), undefined, before);
    return [...cut(fills), ...plain];
  }
  const named = { ...wanted, named: true };
  const own = argumentFills(scene, named, listsOf(scene));
  // A first argument of methods that name their columns may do without a name.
  const other = wanted.key.replace(/\/(?:\d+|\*)$/, '/**');
  const more =
    other === wanted.key
      ? []
      : argumentFills(scene, { ...named, key: other, parameter: undefined }, listsOf(scene));
  return [...cut(own), ...cut(more).map((fill) => scaled(fill, 0.3)), ...plain, count];
}

const LOGICAL: ReadonlySet<string> = new Set(['&', '|', '^', '~']);

const plainColumns = (columns: readonly Column[]): readonly Fill[] =>
  columns.map(({ name, used }, i) => ({
    text: name,
    score: (used ? 0.5 : 1) / (i + 2),
    why: `the column ${name}`,
  }));

const fieldFills = (fields: Iterable<string>): readonly Fill[] =>
  [...fields].map((name, i) => ({ text: name, score: 0.5 / (i + 1), why: `the field ${name}` }));

function methodFills(
  scene: Scene,
  wanted: Wanted,
  { end }: Stretch,
  kind: Kind | string | undefined,
  started: string,
): readonly Fill[] {
  const { tokens } = scene.prefix;
  const shares = new Map<string, number>();
  const add = (name: string, share: number): void => {
    shares.set(name, (shares.get(name) ?? 0) + share);
  };
  for (const { value, share } of sharesOf(FOLLOWS, headBefore(scene, end))) add(value, share);
  if (typeof kind === 'string')
    for (const { value, share } of sharesOf(FOLLOWS, kind)) add(value, share);
  else if (kind?.kind === 'table')
    for (const { value, share } of sharesOf(FOLLOWS, 'table')) add(value, share * 0.3);
  else {
    const of = classOfKind(kind);
    for (const { value, share } of sharesOf(CONTINUED, `${wanted.key} ${of}`)) {
      const hint =
        wanted.resultName === undefined ? 1 : nameWeight(wanted.resultName, undefined, value);
      if (value.startsWith('.')) add(value.slice(1), share * 2 * hint);
    }
    for (const { value, share } of sharesOf(FOLLOWS, 'column')) add(value, share * 0.3);
  }
  for (const [name, members] of scene.api) {
    if (members.some(({ owner }) => owns(kind, owner))) add(name, 0.0001);
  }
  const columns =
    typeof kind === 'object' && kind.kind !== 'value' && 'schema' in kind
      ? columnsOf(scene, kind.schema)
      : wanted.columns;
  const row =
    typeof kind === 'object' && kind.kind !== 'value'
      ? rowFor(scene, tokens[end - 1]?.text)
      : wanted.row;
  const names = [...shares]
    .filter(([name]) => {
      const members = scene.api.get(name);
      return name.startsWith(started) && members?.some(({ owner }) => owns(kind, owner)) === true;
    })
    .toSorted((a, b) => b[1] - a[1])
    .slice(0, started === '' ? 10 : 16);
  return names.flatMap(([name, share]) =>
    callFills(scene, { name, receiver: kind, row, columns, depth: 0 }, share),
  );
}

const rowFor = (scene: Scene, receiver: string | undefined): string => {
  const uses = receiver === undefined ? 0 : scene.prefix.text.split(`(${receiver}.`).length - 1;
  return uses > 0 && receiver !== undefined ? receiver : '_';
};

function callFills(
  scene: Scene,
  called: Parameters<typeof argumentLists>[1],
  share: number,
): readonly Fill[] {
  const { name, receiver } = called;
  const isRead = scene.api
    .get(name)
    ?.some(({ owner, parameters }) => owns(receiver, owner) && parameters === undefined);
  if (isRead === true) return [{ text: name, score: share, why: `the attribute ${name}` }];
  return argumentLists(scene, called, 3).map(({ text, score }) => ({
    text: `${name}(${text})`,
    score: share * (0.5 + score / 2),
    why: `${name}() often follows`,
  }));
}

/** What stands before a dot, as the usage table calls it. */
function headBefore({ prefix: { tokens }, frames }: Scene, dot: number): string {
  const before = tokens[dot - 1];
  if (before?.text === ')') {
    let depth = 0;
    for (let i = dot - 1; i >= 0; i -= 1) {
      const text = tokens[i]?.text ?? '';
      if (text === ')') depth += 1;
      else if (text === '(') depth -= 1;
      if (depth === 0) return tokens[i - 2]?.text === '.' ? (tokens[i - 1]?.text ?? '()') : '()';
    }
  }
  if (tokens[dot - 2]?.text === '.') return 'column';
  return frames.length > 0 && before?.text === '_' ? '_' : 'table';
}
