import { argumentFills } from './arguments.js';
import { listsOf } from './calls.js';
import { elementFills } from './element-fills.js';
import { elementValues } from './element-values.js';
import { best, scaled, type Fill, type Wanted } from './fill.js';
import { holeOf, type Hole } from './hole.js';
import { lastResorts } from './last-resorts.js';
import { ASIS, memberFills } from './members.js';
import { afterOperator } from './operator-fills.js';
import { placeOf } from './place.js';
import type { Kind } from './probe.js';
import {
  bindingOf,
  columnsOf,
  kindAt,
  rowName,
  textOf,
  type Binding,
  type Scene,
} from './scene.js';
import { spaced } from './spacing.js';
import { statementFills } from './statement-fills.js';
import { stringFills } from './string-fills.js';

/** What may be added at the end of the code, likeliest first. */
export function fillsAt(scene: Scene): readonly Fill[] {
  const binding = bindingOf(scene);
  const hole = holeOf(scene);
  const wanted = wantedAt(scene, binding);
  const fills = fillsOf(scene, binding, wanted, hole);
  return best(
    fills.map((fill) => ({ ...fill, text: spaced(scene, fill.text) })),
    60,
  );
}

/** Additions that may fit where no likely one does. */
export function resortsAt(scene: Scene): readonly Fill[] {
  const binding = bindingOf(scene);
  const fills = lastResorts(scene, binding, holeOf(scene), rowName(scene, binding));
  return fills.map((fill) => ({ ...fill, text: spaced(scene, fill.text) }));
}

function wantedAt(scene: Scene, binding: Binding): Wanted {
  const place = placeOf(scene, binding);
  const frame = scene.frames[place.frame];
  const row = rowName(scene, binding);
  const named = frame?.slot.keyword !== undefined;
  const first =
    frame === undefined || frame.slot.position !== 1 ? undefined : rightOf(scene, place.frame);
  const right = first?.kind === 'table' ? columnsOf(scene, first.schema) : undefined;
  const rightText = right === undefined ? '' : argumentText(scene, place.frame);
  const rightName = /^\w+$/.test(rightText) ? rightText : undefined;
  const before = argumentBefore(scene);
  const written = before === undefined ? undefined : /^(\w+)\.\w+$/.exec(before)?.[1];
  const style = written === undefined ? undefined : 'attribute';
  const columns = isElement(scene, binding, row) ? [] : binding.columns;
  return {
    ...place,
    row: written === undefined || written === 'ibis' ? row : written,
    columns,
    named,
    depth: 0,
    right,
    rightName,
    style,
    before,
    first: before === undefined,
    resultName: place.key.endsWith('/**') ? frame?.slot.keyword : undefined,
  };
}

/** The argument before the last comma. */
function argumentBefore(scene: Scene): string | undefined {
  const frame = scene.frames.at(-1);
  if (frame === undefined || frame.finished === 0) return undefined;
  const { tokens } = scene.prefix;
  const text = textOf(scene, frame.open + 1, frame.slot.start - 1);
  if (tokens[frame.slot.start - 1]?.text !== ',') return undefined;
  return /(?:^|,)\s*([^,()[\]]*)$/.exec(text)?.[1];
}

const argumentText = (scene: Scene, at: number): string => {
  const frame = scene.frames[at];
  return frame === undefined ? '' : textOf(scene, frame.open + 1, frame.slot.start - 1);
};

/** The first argument of a call, which is the right table of a join. */
function rightOf(scene: Scene, at: number): Kind | undefined {
  const frame = scene.frames[at];
  if (frame === undefined) return undefined;
  return scene.probe.kindOf(textOf(scene, frame.open + 1, frame.slot.start - 1));
}

/** Whether the row is no row but a value: an element of an array. */
const isElement = (scene: Scene, binding: Binding, row: string): boolean =>
  row !== '_' && row !== binding.receiver && kindAt(scene, binding, row)?.kind === 'value';

function fillsOf(scene: Scene, binding: Binding, wanted: Wanted, hole: Hole): readonly Fill[] {
  switch (hole.kind) {
    case 'member':
      return memberFills(scene, binding, wanted, hole);
    case 'operand':
      return operandFills(scene, wanted, hole.started);
    case 'operator':
      return afterOperator(scene, binding, wanted, hole);
    case 'first':
    case 'next':
      return elementFills(scene, binding, wanted, hole.kind);
    case 'value':
      return valueFills(scene, binding, wanted);
    case 'lambda':
      return lambdaFills(scene, binding, wanted, hole.named);
    case 'string':
      return stringFills(scene, wanted, hole.content, hole.quote);
    case 'word':
      return wordFills(scene, hole.word);
  }
}

function valueFills(scene: Scene, binding: Binding, wanted: Wanted): readonly Fill[] {
  if (wanted.key === 'statement') return statementFills(scene, wanted);
  const element = elementValues(scene, binding, wanted);
  return [...element, ...argumentFills(scene, wanted, listsOf(scene))];
}

function operandFills(scene: Scene, wanted: Wanted, started: string): readonly Fill[] {
  if (started === '') return [ASIS];
  const names = [
    ...scene.tableNames,
    ...scene.variables,
    ...scene.functions,
    ...(scene.frames.length > 1 ? wanted.columns.map(({ name }) => name) : []),
    'ibis',
  ];
  const longer = names
    .filter((name) => name.startsWith(started) && name !== started)
    .flatMap((name, i): Fill[] => {
      const rest = name.slice(started.length);
      return [{ text: rest, score: 0.5 / (i + 1), why: `the name ${name}` }];
    });
  const named = keywordStarts(scene, wanted, started);
  return [ASIS, ...longer, ...named];
}

/** A name in a call may be that of an argument: `n` of `agg(n`. */
function keywordStarts(scene: Scene, wanted: Wanted, started: string): readonly Fill[] {
  const key = wanted.key.replace(/\/(?:\d+|\*)$/, '/**');
  if (key === wanted.key || wanted.inside.length > 0) return [];
  const values = argumentFills(
    scene,
    { ...wanted, key, parameter: undefined, named: true },
    listsOf(scene),
  );
  return values.slice(0, 5).map((fill) => ({
    ...scaled(fill, 0.3),
    text: `=${fill.text}`,
    why: `${started} names a column`,
  }));
}

function lambdaFills(
  scene: Scene,
  binding: Binding,
  wanted: Wanted,
  named: boolean,
): readonly Fill[] {
  const last = scene.prefix.tokens.at(-1)?.text ?? '';
  const row = named ? last : 't';
  const head = named ? ': ' : ' t: ';
  const inRow = { ...wanted, row, named: true };
  const fills = [
    ...elementValues(scene, binding, { ...inRow, columns: [] }),
    ...argumentFills(scene, inRow, listsOf(scene)).filter(({ text }) => !text.startsWith('"')),
    ...['notnull()', 'desc()', 'sum()'].map((call) => ({
      text: `${row}.${call}`,
      score: 0.001,
      why: 'any value',
    })),
  ];
  return fills.map((fill) => ({ ...fill, text: head + fill.text }));
}

/** Statements that a keyword begins. */
function wordFills(scene: Scene, word: string): readonly Fill[] {
  const one = (text: string): readonly Fill[] => [{ text, score: 1, why: `after ${word}` }];
  if (word === 'import') return one(scene.prefix.text.includes('from ibis') ? '_' : 'ibis');
  if (word === 'from') return one('ibis import _');
  if (word === 'for') return one('column in t.columns');
  return [ASIS];
}
