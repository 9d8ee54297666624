import { argumentLists } from './calls.js';
import type { Frame } from './frames.js';
import { bodyStart } from './hole.js';
import { literalsFor } from './literals.js';
import { matching } from './other-tables.js';
import { placeOf, receiverKind } from './place.js';
import {
  bindingOf,
  columnsOf,
  kindAt,
  rowName,
  textOf,
  type Binding,
  type Scene,
} from './scene.js';
import { classOfKind } from './continuations.js';
import { CONTINUED, FOLLOWS, LITERALS } from './usage-table.js';
import { sharesOf } from './usage.js';

const CLOSERS: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

/** What closes one bracket: the arguments that are still missing, and the bracket. */
type Step = (added: string) => string;

/** Closes the brackets that are open at the end of the code, innermost first. */
export class Closing {
  readonly #scene: Scene;
  readonly #steps: readonly Step[];

  constructor(scene: Scene) {
    this.#scene = scene;
    const inner = scene.frames.slice(1).toReversed();
    this.#steps = inner.map((frame, i) => {
      let made: ((added: string) => string) | undefined;
      return (added) =>
        (made ??= closer(scene, frame, scene.frames.length - 1 - i, i === 0))(added);
    });
  }

  /** How many brackets are open. */
  get depth(): number {
    return this.#steps.length;
  }

  /**
   * The text that closes everything after `fill`; `mend.text` is put behind the value in the bracket
   * number `mend.level`, counted from the innermost.
   */
  close(fill: string, mend?: { readonly level: number; readonly text: string }): string {
    let added = fill;
    for (const [level, step] of this.#steps.entries()) {
      if (mend?.level === level) added += mend.text;
      added += step(added);
    }
    return mend?.level === this.#steps.length ? added + mend.text : added;
  }

  /** Where a grouped table is aggregated: inside the brackets that only hold the statement's value. */
  aggregation(): { readonly level: number; readonly text: string } {
    const { frames, prefix } = this.#scene;
    const outer = frames.findIndex(({ kind }, i) => i > 0 && kind !== 'group');
    const at = outer === -1 ? frames.length - 1 : outer - 1;
    const start = prefix.tokens[frames[at]?.open ?? 0]?.end ?? 0;
    const layout = at > 0 ? /\n[ \t]*(?=\.[^\n]*$)/.exec(prefix.text.slice(start))?.[0] : undefined;
    return { level: frames.length - 1 - at, text: `${layout ?? ''}.agg(n=_.count())` };
  }

  /** The columns of a table that a set operation needs. */
  #selection(scene: Scene, binding: Binding, table: string): readonly string[] {
    const kind = scene.probe.kindOf(table);
    if (kind?.kind !== 'table') return [];
    const selection = matching(binding.columns, columnsOf(scene, kind.schema));
    return selection === undefined ? [] : [`.select(${selection})`];
  }

  /** What may stand behind a value in a bracket so that it fits there, likeliest first. */
  mends(fill: string, level: number): readonly string[] {
    const scene = this.#scene;
    const at = scene.frames.length - 1 - level;
    const frame = scene.frames[at];
    if (frame === undefined) return [];
    if (frame.kind === 'statement') return level === 0 ? ['.agg(n=_.count())', '.count()'] : [];
    const binding = bindingOf(scene, at);
    const part: Scene = { ...scene, frames: scene.frames.slice(0, at + 1) };
    const { key } = placeOf(part, binding);
    let inner = fill;
    for (const step of this.#steps.slice(0, level)) inner += step(inner);
    const { tokens, text } = scene.prefix;
    const start = tokens[bodyStart(tokens, frame)]?.start ?? text.length;
    const value = text.slice(start) + inner.replace(/^\w+=(?!=)/, '');
    const kind = kindAt(part, binding, value);
    const of = classOfKind(kind);
    const columns =
      kind?.kind === 'table' && frame.kind !== 'group'
        ? columnsOf(scene, kind.schema).map(({ name }) => `.${name}`)
        : [];
    const keys = [key, key.replace(/\/(?:\d+|\*)$/, '/**')];
    const methods = keys
      .flatMap((each) => [
        ...sharesOf(CONTINUED, `${each} ${of}`),
        ...sharesOf(CONTINUED, `${each} integer`),
      ])
      .flatMap(({ value: next }) => (next.startsWith('.') ? [`${next}()`] : []));
    const tests = literalsFor(of, undefined, '>')
      .slice(0, 2)
      .map(({ value: literal }) => ` > ${literal}`);
    const selection = SETS.test(key) ? this.#selection(part, binding, value) : [];
    return [
      ...new Set([
        ...windowed(value, binding),
        ...selection,
        ...columns.slice(0, 6),
        ...methods.slice(0, 4),
        ...tests,
        ...MENDS,
      ]),
    ].slice(0, 14);
  }
}

const SETS = /^(?:union|intersect|difference)\//;
const MENDS = ['.length() > 0', '.notnull()', '.sum()', '.count()', ' > 0'];

function closer(scene: Scene, frame: Frame, at: number, innermost: boolean): Step {
  const bracket = scene.prefix.tokens[frame.open]?.text ?? '(';
  const end = layoutEnd(scene, frame) + (CLOSERS[bracket] ?? ')');
  const hasText = !innermost || slotHasText(scene, frame);
  if (frame.kind === 'group') {
    const parent = scene.frames[at - 1];
    return (added) => groupEnd(frame, parent, hasText || added !== '') + end;
  }
  if (frame.kind !== 'call') return () => end;
  const lists = new Map<string, string>();
  return (added) => {
    const isEmpty = !hasText && added === '';
    const name = frame.slot.keyword ?? (hasText ? undefined : /^(\w+)=(?!=)/.exec(added)?.[1]);
    const filled = commas(hasText ? '' : added);
    const positions = frame.slot.position + (isEmpty || name !== undefined ? 0 : 1 + filled);
    const keywords = [...frame.keywords, ...(name === undefined ? [] : [name])];
    // What joins two tables depends on the right one.
    const right = frame.slot.position === 0 && name === undefined ? added : '';
    const id = JSON.stringify([
      positions,
      keywords,
      frame.callee?.name.endsWith('join') ? right : '',
    ]);
    const rest = lists.get(id) ?? missing(scene, frame, at, { positions, keywords }, added);
    lists.set(id, rest);
    const separator = isEmpty || rest === '' || endsWithComma(scene, frame, added) ? '' : ', ';
    return separator + rest + end;
  };
}

/** How many commas a text has outside of brackets and strings. */
function commas(text: string): number {
  const plain = text.replace(/"(?:[^"\\]|\\.)*"/g, '');
  let depth = 0;
  let count = 0;
  for (const char of plain) {
    if ('([{'.includes(char)) depth += 1;
    else if (')]}'.includes(char)) depth -= 1;
    else if (char === ',' && depth === 0) count += 1;
  }
  return count;
}

const slotHasText = ({ prefix: { tokens, openString } }: Scene, { slot }: Frame): boolean =>
  slot.start < tokens.length || openString !== undefined || slot.keyword !== undefined;

const endsWithComma = ({ prefix: { tokens } }: Scene, { slot }: Frame, added: string): boolean =>
  added === '' && slot.start >= tokens.length && slot.keyword === undefined;

/** The arguments that a call still needs. */
function missing(
  scene: Scene,
  frame: Frame,
  at: number,
  given: { readonly positions: number; readonly keywords: readonly string[] },
  added: string,
): string {
  const binding: Binding = bindingOf(scene, at);
  const receiver = receiverKind(scene, binding, frame);
  const row = rowName({ ...scene, frames: scene.frames.slice(0, at + 1) }, binding);
  const right = rightOf(scene, frame, added);
  const { columns } = binding;
  const called = { name: frame.callee?.name ?? '', receiver, row, columns, depth: 1, right };
  if (frame.callee?.isMember === false) return '';
  return argumentLists(scene, called, 1, given)[0]?.text ?? '';
}

/** The columns of the first argument, where it is a table. */
function rightOf(
  scene: Scene,
  frame: Frame,
  added: string,
): ReturnType<typeof columnsOf> | undefined {
  const { tokens, text } = scene.prefix;
  const written =
    frame.slot.position === 0
      ? text.slice(tokens[frame.open]?.end ?? text.length) + added
      : textOf(scene, frame.open + 1, frame.slot.start - 1);
  const kind = written.trim() === '' ? undefined : scene.probe.kindOf(written);
  return kind?.kind === 'table' ? columnsOf(scene, kind.schema) : undefined;
}

/** Functions of a window, such as ranks, mean nothing without its order. */
function windowed(value: string, { columns }: Binding): readonly string[] {
  const name = /(\w+)\([^()]*\)$/.exec(value)?.[1];
  const [first] = columns;
  if (name === undefined || first === undefined) return [];
  const isWindowed = sharesOf(FOLLOWS, name).some(({ value: next }) => next === 'over');
  return isWindowed ? [`.over(order_by=${JSON.stringify(first.name)})`] : [];
}

/** Arguments that are pairs of a lower and an upper bound. */
const BOUNDS: ReadonlySet<string> = new Set(['rows', 'range', 'between']);

/** A branch of `cases` is a pair, as are the bounds of a window. */
function groupEnd(frame: Frame, parent: Frame | undefined, hasText: boolean): string {
  if (frame.finished > 0 || !hasText) return '';
  if (BOUNDS.has(parent?.slot.keyword ?? '')) return ', 0';
  if (parent?.callee?.name !== 'cases') return '';
  const [value] = sharesOf(LITERALS, 'cases/else_');
  return `, ${value?.value ?? '1'}`;
}

/** A bracket that is followed by a line end closes on a line of its own. */
function layoutEnd({ prefix: { tokens, text } }: Scene, frame: Frame): string {
  const open = tokens[frame.open];
  const next = tokens[frame.open + 1];
  if (open === undefined || next === undefined) return '';
  if (!text.slice(open.end, next.start).includes('\n')) return '';
  const line = text.lastIndexOf('\n', open.start) + 1;
  return `\n${/^[ \t]*/.exec(text.slice(line))?.[0] ?? ''}`;
}
