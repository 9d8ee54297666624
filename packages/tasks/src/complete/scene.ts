import { isColumnAttribute, TokenType, type Token } from '@ibert/ibis';
import { isOpen, parseType, REST, type DataType, type Schema } from '@ibert/ir';

import { columnClass, wordsOf, type ColumnClass } from './column-class.js';
import { framesOf, type Frame } from './frames.js';
import type { Prefix } from './prefix.js';
import { Probe, PROBE, type Kind, type Tables } from './probe.js';
import { readApi, type Api } from './signatures.js';
import { WORD_TYPES } from './usage-table.js';
import { sharesOf } from './usage.js';

/** A column at hand. */
export interface Column {
  readonly name: string;
  readonly type: DataType;
  readonly class: ColumnClass;
  /** Whether the program names it already. */
  readonly used: boolean;
}

/** The table whose rows `_` and column names speak of at a place. */
export interface Binding {
  /** The number of the frame whose method binds them; 0: none does. */
  readonly frame: number;
  /** The table as the program writes it. */
  readonly receiver: string;
  readonly grouped: boolean;
  readonly columns: readonly Column[];
}

/** Unfinished code and what is known at its end. */
export interface Scene {
  readonly prefix: Prefix;
  readonly frames: readonly Frame[];
  readonly probe: Probe;
  readonly api: Api;
  readonly given: Tables | undefined;
  /** Names of tables, given or told by their use. */
  readonly tableNames: readonly string[];
  /** Variables that are assigned before, in order. */
  readonly variables: readonly string[];
  /** Functions that are defined before. */
  readonly functions: readonly string[];
  /** The function whose body is being written. */
  readonly definition: Definition | undefined;
  /** The statements before the last, as the probe sees them. */
  readonly before: string;
  /** How often each word of the code stands in it. */
  readonly words: ReadonlyMap<string, number>;
}

/** The head of a function that is being written. */
interface Definition {
  readonly name: string;
  readonly parameters: readonly string[];
}

/** Looks around at the end of unfinished code. */
export function lookAround(prefix: Prefix, given: Tables | undefined): Scene {
  const { tokens, text } = prefix;
  const frames = framesOf(tokens);
  const first = tokens[(frames[0]?.open ?? -1) + 1];
  const start = first?.start ?? text.length;
  const lineAt = text.lastIndexOf('\n', start - 1) + 1;
  const indent = text.slice(lineAt, start);
  const definition = indent.trim() === '' && indent !== '' ? definitionAt(text, lineAt) : undefined;
  const before =
    definition === undefined
      ? text.slice(0, start)
      : text.slice(0, definition.at) + dedented(text.slice(definition.body, lineAt), indent);
  const variables = namesBy(before, /^([A-Za-z_]\w*)[ \t]*=(?!=)/gm);
  const functions = namesBy(before, /^def[ \t]+(\w+)/gm);
  const tableNames =
    given === undefined
      ? freeNames(tokens, new Set([...variables, ...functions]))
      : Object.keys(given);
  const open = definition?.parameters ?? [];
  return {
    prefix,
    frames,
    probe: new Probe({ tables: given, open, before }),
    api: readApi(),
    given,
    tableNames,
    variables,
    functions,
    definition,
    before,
    words: countWords(text),
  };
}

function definitionAt(
  text: string,
  lineAt: number,
): (Definition & { readonly at: number; readonly body: number }) | undefined {
  const heads = [...text.slice(0, lineAt).matchAll(/^def[ \t]+(\w+)\(([^()]*)\)[^\n]*:[ \t]*\n/gm)];
  const head = heads.at(-1);
  if (head === undefined) return undefined;
  const parameters = (head[2] ?? '')
    .split(',')
    .map((part) => /^\s*(\w+)/.exec(part)?.[1] ?? '')
    .filter((name) => name !== '');
  return { name: head[1] ?? '', parameters, at: head.index, body: head.index + head[0].length };
}

const dedented = (body: string, indent: string): string =>
  body
    .split('\n')
    .map((line) => (line.startsWith(indent) ? line.slice(indent.length) : line))
    .join('\n');

const namesBy = (text: string, pattern: RegExp): readonly string[] => [
  ...new Set([...text.matchAll(pattern)].map(([, name]) => name ?? '')),
];

const NOT_TABLES: ReadonlySet<string> = new Set(['ibis', '_', 's', 'selectors']);

/** Names that are read and not set: those before a dot, and arguments that stand alone. */
function freeNames(tokens: readonly Token[], bound: ReadonlySet<string>): readonly string[] {
  const parameters = new Set(
    tokens.flatMap(({ text }, i) => (text === 'lambda' ? [tokens[i + 1]?.text ?? ''] : [])),
  );
  const names = tokens.flatMap(({ type, text }, i) => {
    if (type !== TokenType.Name || bound.has(text) || NOT_TABLES.has(text)) return [];
    const isRead = tokens[i + 1]?.text === '.' || tokens[i + 1]?.text === '[';
    return isRead && tokens[i - 1]?.text !== '.' && !parameters.has(text) ? [text] : [];
  });
  return [...new Set(names)];
}

function countWords(text: string): ReadonlyMap<string, number> {
  const words = new Map<string, number>();
  for (const [word] of text.matchAll(/\w+/g)) words.set(word, (words.get(word) ?? 0) + 1);
  return words;
}

/** The text of the tokens from one to before another. */
export function textOf({ prefix }: Scene, start: number, end: number): string {
  const { tokens, text } = prefix;
  return text.slice(tokens[start]?.start ?? text.length, tokens[end - 1]?.end ?? 0);
}

/** The receiver of a frame's method as written. */
export const receiverOf = (scene: Scene, { callee }: Frame): string | undefined =>
  callee?.isMember === true ? textOf(scene, callee.start, callee.end - 1) : undefined;

/** The columns of a schema, those of unknown type with a guess from their name. */
export function columnsOf(scene: Scene, schema: Schema): readonly Column[] {
  const open = isOpen(schema);
  const entries = [...schema].filter(([name]) => name !== REST);
  const named = new Map(open ? [...mentioned(scene), ...entries] : entries);
  if (named.size === 0) for (const name of ASSUMED) named.set(name, guessType(name));
  return [...named].map(([name, type], i) => {
    const known = type.kind === 'unknown' ? guessType(name) : type;
    return {
      name,
      type: known,
      class: columnClass(name, known, i === 0),
      used: scene.words.has(name),
    };
  });
}

/** A column that only its name is known of. */
export function columnNamed(scene: Scene, name: string): Column {
  const type = guessType(name);
  return { name, type, class: columnClass(name, type, false), used: scene.words.has(name) };
}

/** Columns that are assumed where nothing tells any. */
const ASSUMED = ['id', 'name', 'amount'];

/** The type that columns of such a name mostly have. */
function guessType(name: string): DataType {
  const [guess] = sharesOf(WORD_TYPES, wordsOf(name).at(-1) ?? name);
  return parseType(guess?.value ?? 'int64');
}

/** Columns of an open table that the code names as attributes. */
function mentioned({ prefix, api, tableNames }: Scene): [string, DataType][] {
  const { tokens, text: code } = prefix;
  // The last name may only be the beginning of one.
  const whole = tokens.at(-1)?.end === code.length ? tokens.slice(0, -1) : tokens;
  return whole.flatMap(({ type, text }, i): [string, DataType][] => {
    const owner = tokens[i - 2]?.text ?? '';
    const isAttribute =
      tokens[i - 1]?.text === '.' && (owner === '_' || tableNames.includes(owner));
    const isColumn = type === TokenType.Name && isAttribute && !api.has(text);
    return isColumn ? [[text, guessType(text)]] : [];
  });
}

/** The columns of all tables, for places that no table binds. */
function allColumns(scene: Scene): readonly Column[] {
  const kinds = [...scene.variables, ...scene.tableNames].map((name) => scene.probe.kindOf(name));
  const known = new Map<string, Column>();
  for (const kind of kinds) {
    if (kind?.kind !== 'table') continue;
    for (const column of columnsOf(scene, kind.schema)) {
      if (!known.has(column.name)) known.set(column.name, column);
    }
  }
  return [...known.values()];
}

/** The table that binds columns at the end of the code: that of the innermost method of a table. */
export function bindingOf(scene: Scene, from: number = scene.frames.length - 1): Binding {
  for (let i = from; i > 0; i -= 1) {
    const frame = scene.frames[i];
    const receiver = frame === undefined ? undefined : receiverOf(scene, frame);
    if (receiver === undefined) continue;
    const found = scene.probe.kindOf(receiver);
    if (found?.kind !== 'table' && found?.kind !== 'grouped') continue;
    const isParameter = scene.definition !== undefined && isOpen(found.schema);
    const columns = isParameter ? allColumns(scene) : columnsOf(scene, found.schema);
    return { frame: i, receiver, grouped: found.kind === 'grouped', columns };
  }
  return { frame: 0, receiver: '', grouped: false, columns: allColumns(scene) };
}

/** What an expression at the end of the code is, where columns are bound as there. */
export function kindAt(scene: Scene, binding: Binding, expression: string): Kind | undefined {
  const direct = scene.probe.kindOf(expression);
  if (direct !== undefined && direct.kind !== 'deferred') return direct;
  if (binding.frame === 0) return direct;
  const asked = boundExpression(scene, binding, expression);
  if (asked === undefined) return direct;
  const adding = binding.grouped ? 'mutate' : 'select';
  const kind = scene.probe.kindOf(`(${binding.receiver}\n).${adding}(${PROBE}=${asked.text})`);
  const type = kind?.kind === 'table' ? kind.schema.get(PROBE) : undefined;
  if (type === undefined) return direct;
  const value = asked.element && type.kind === 'array' ? type.value : type;
  return { kind: 'value', type: value, schema: new Map([['value', value]]) };
}

/** The expression with the lambdas around it: of the bound table, or of an array's elements. */
function boundExpression(
  scene: Scene,
  binding: Binding,
  expression: string,
): { readonly text: string; readonly element: boolean } | undefined {
  for (let i = scene.frames.length - 1; i >= binding.frame; i -= 1) {
    const frame = scene.frames[i];
    const lambda = frame?.slot.lambdas.findLast(({ inBody }) => inBody);
    if (frame === undefined || lambda === undefined) continue;
    const text = `lambda ${lambda.parameters.join(', ')}: (${expression}\n)`;
    if (i === binding.frame) return { text, element: false };
    const receiver = receiverOf(scene, frame);
    return receiver === undefined
      ? { text, element: false }
      : { text: `(${receiver}\n).map(${text})`, element: true };
  }
  return { text: `(${expression}\n)`, element: false };
}

/** How columns are written at the end of the code: `_`, a table's name, a lambda's parameter. */
export function rowName(scene: Scene, binding: Binding): string {
  for (const frame of scene.frames.slice(binding.frame).toReversed()) {
    const lambda = frame.slot.lambdas.findLast(({ inBody }) => inBody);
    const parameter = lambda?.parameters[0];
    if (parameter !== undefined) return parameter;
  }
  const { receiver } = binding;
  if (!/^\w+$/.test(receiver)) return '_';
  const { text } = scene.prefix;
  const byName = countOf(text, new RegExp(`\\b${receiver}\\.(?!\\w+\\()`, 'g'));
  const style = countOf(text, /\b_\./g);
  return byName > style ? receiver : '_';
}

const countOf = (text: string, pattern: RegExp): number => [...text.matchAll(pattern)].length;

/** A column as an attribute of its row, or in brackets where no attribute can have the name. */
export const reference = (row: string, name: string): string =>
  isColumnAttribute(name) ? `${row}.${name}` : `${row}[${JSON.stringify(name)}]`;
