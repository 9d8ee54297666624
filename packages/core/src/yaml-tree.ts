import type { Span } from './errors.js';
import { type LineStarts, spanOf } from './positions.js';
import type { ValuePath } from './zod-faults.js';

/** A YAML value with its place in the file. An alias is the value it refers to. */
export type YamlNode = YamlMap | YamlList | YamlScalar;

export interface YamlMap {
  readonly kind: 'Map';
  /** In the order of the file; keys are unique texts. */
  readonly entries: readonly YamlEntry[];
  readonly span: Span;
}

export interface YamlEntry {
  readonly key: string;
  readonly keySpan: Span;
  readonly value: YamlNode;
}

export interface YamlList {
  readonly kind: 'List';
  readonly items: readonly YamlNode[];
  readonly span: Span;
}

export interface YamlScalar {
  readonly kind: 'Scalar';
  readonly value: string | number | boolean | null;
  /**
   * The value as text: for a text the text itself, for any other value what the file says, so that
   * `1.50` stays `1.50`. Empty for a value that was left out.
   */
  readonly source: string;
  readonly span: Span;
}

/** A parsed YAML file. */
export interface YamlFile {
  /** Its name in messages. */
  readonly file: string;
  readonly text: string;
  readonly lines: LineStarts;
  readonly root: YamlNode;
}

/** The value of a key, if the node is a mapping that has it. */
export function yamlEntry(node: YamlNode | undefined, key: string): YamlEntry | undefined {
  if (node?.kind !== 'Map') return undefined;
  return node.entries.find((entry) => entry.key === key);
}

/** The value at a path, if there is one. */
export function yamlAt(node: YamlNode, path: ValuePath): YamlNode | undefined {
  let at: YamlNode | undefined = node;
  for (const step of path) {
    if (typeof step === 'string') at = yamlEntry(at, step)?.value;
    else at = at?.kind === 'List' ? at.items[step] : undefined;
  }
  return at;
}

/**
 * Where a path is in the file: its key or its value. What the file lacks is placed at the nearest
 * value around it.
 */
export function yamlSpan(node: YamlNode, path: ValuePath, at: 'key' | 'value'): Span {
  const last = path.at(-1);
  const parent = yamlAt(node, path.slice(0, -1));
  if (at === 'key' && typeof last === 'string') {
    const entry = yamlEntry(parent, last);
    if (entry !== undefined) return entry.keySpan;
  }
  for (let length = path.length; length >= 0; length--) {
    const found = yamlAt(node, path.slice(0, length));
    if (found !== undefined) return found.span;
  }
  return node.span;
}

/** The plain value of a node: objects, lists and scalars. */
export function yamlValue(node: YamlNode): unknown {
  switch (node.kind) {
    case 'Scalar':
      return node.value;
    case 'List':
      return node.items.map(yamlValue);
    case 'Map':
      return Object.fromEntries(node.entries.map(({ key, value }) => [key, yamlValue(value)]));
  }
}

/**
 * Where a piece of a scalar's text is in the file, e.g. a placeholder in a block of SQL. Exact for
 * literal blocks (`|`) and for texts without escapes on one line; otherwise the scalar's start.
 */
export function spanInScalar(
  source: YamlFile,
  scalar: YamlScalar,
  start: number,
  end: number,
): Span {
  const offset =
    source.text[scalar.span.start] === '|'
      ? offsetInBlock(source, scalar, start)
      : offsetInLine(source, scalar, start);
  return offset === undefined ? scalar.span : spanOf(source.lines, offset, offset + (end - start));
}

function offsetInLine(source: YamlFile, scalar: YamlScalar, start: number): number | undefined {
  const raw = source.text.slice(scalar.span.start, scalar.span.end);
  const at = raw.indexOf(scalar.source);
  return at === -1 ? undefined : scalar.span.start + at + start;
}

function offsetInBlock(source: YamlFile, scalar: YamlScalar, start: number): number | undefined {
  const before = scalar.source.slice(0, start);
  const line = before.split('\n').length - 1;
  const column = start - (before.lastIndexOf('\n') + 1);
  const fileLine = scalar.span.line + line;
  const lineStart = source.lines[fileLine];
  if (lineStart === undefined) return undefined;
  const inFile = source.text.slice(lineStart, source.lines[fileLine + 1]).replace(/\r?\n$/, '');
  const inValue = scalar.source.split('\n')[line] ?? '';
  if (!inFile.endsWith(inValue)) return undefined;
  return lineStart + inFile.length - inValue.length + column;
}
