import { reference, textOf, type Binding, type Scene } from './scene.js';
import type { Fill } from './fill.js';
import type { Hole } from './hole.js';

/** What fits somewhere, whatever the place: tried when nothing likelier does. */
const VALUES = [
  '1',
  '"a"',
  'True',
  'None',
  '_.max()',
  '_.notnull()',
  '_ > 0',
  'lambda x: x',
  'lambda x: x.notnull()',
  's.numeric()',
  's.all()',
  'ibis.interval(days=1)',
  'ibis.date("2024-01-01")',
  'ibis.time("12:00:00")',
  'ibis.literal(1)',
  'ibis.literal("a")',
  '[1]',
  '["a"]',
  '1, 2',
  '1, 2, 3',
  '1, 2, 3, 4',
  '"a", "b"',
  'a=1',
  '[1], [2]',
  '"a"], ["b"',
  '1, where=None',
];

/** Members that most values, or a module, have. */
const MEMBERS = [
  'notnull()',
  'sum()',
  'max()',
  'count()',
  'length()',
  'fill_null(0)',
  'type().is_numeric()',
  'type().is_string()',
  'time("12:00:00")',
  'date("2024-01-01")',
  'timestamp("2024-01-01 00:00:00")',
  'interval(days=1)',
  'literal(1)',
  'literal("a")',
  'numeric()',
  'all()',
];

/** Additions that are not likely but may fit, in the order in which they are tried. */
export function lastResorts(
  scene: Scene,
  binding: Binding,
  hole: Hole,
  row: string,
): readonly Fill[] {
  const columns = binding.columns.slice(0, 12);
  switch (hole.kind) {
    case 'member':
      return asFills(
        [...MEMBERS, ...columns.map(({ name }) => name)]
          .filter((text) => text.startsWith(hole.started))
          .map((text) => text.slice(hole.started.length)),
      );
    case 'operand':
      return asFills([...alternative(scene), ' > 0', ' == "a"', '=1', '()']);
    case 'word':
    case 'string':
      return [];
    default:
      return asFills([
        ...VALUES,
        ...columns.slice(0, 1).map(({ name }) => `s.cols(${JSON.stringify(name)})`),
        ...columns.map(({ name }) => reference(row, name)),
        ...columns.map(({ name }) => JSON.stringify(name)),
      ]);
  }
}

const asFills = (texts: readonly string[]): readonly Fill[] =>
  texts.map((text, i) => ({ text, score: 0.001 / (i + 1), why: 'it fits here' }));

/** `x if test` lacks its other value. */
function alternative(scene: Scene): readonly string[] {
  const { tokens } = scene.prefix;
  const frame = scene.frames.at(-1);
  if (frame === undefined) return [];
  const at = tokens.findLastIndex(({ text }, i) => i >= frame.slot.start && text === 'if');
  if (at <= frame.slot.start) return [];
  return [` else ${textOf(scene, frame.slot.start, at)}`];
}
