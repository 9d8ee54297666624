// Writes packages/tasks/src/complete/usage-table.ts: how programs use the API, counted over the
// training split, so that completions can be ranked. Build the packages first.
//   node scripts/completion-usage.mjs data/splits/train.jsonl
import { readFileSync, writeFileSync } from 'node:fs';

import { API_NAMES, apiRows, parseProgram, walk } from '../packages/ibis/dist/index.js';
import { parseSchema } from '../packages/ir/dist/index.js';
import { columnClass, wordsOf } from '../packages/tasks/dist/complete/column-class.js';

const [source] = process.argv.slice(2);
if (source === undefined) throw new Error('usage: node scripts/completion-usage.mjs RECORDS.jsonl');

const VARIADIC = new Map();
const PARAMETERS = new Map();
for (const { name, signature } of apiRows()) {
  if (signature === undefined) continue;
  const names = signature.split(',').map((part) => part.trim().split('=')[0]);
  if (names.some((part) => /^\*\w/.test(part) && !part.startsWith('**'))) VARIADIC.set(name, true);
  for (const part of names) if (/^\w/.test(part)) PARAMETERS.set(`${name}.${part}`, true);
}

/** Counts of something by a key. */
class Counts {
  #rows = new Map();
  add(key, value, by = 1) {
    const row = this.#rows.get(key) ?? new Map();
    row.set(value, (row.get(value) ?? 0) + by);
    this.#rows.set(key, row);
  }
  get(key, value) {
    return this.#rows.get(key)?.get(value) ?? 0;
  }
  /** The most frequent values of each key, those seen at least `least` times. */
  top(most, least) {
    return [...this.#rows]
      .map(([key, row]) => [
        key,
        [...row]
          .filter(([, count]) => count >= least)
          .toSorted((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
          .slice(0, most),
      ])
      .filter(([, row]) => row.length > 0)
      .toSorted(([a], [b]) => (a < b ? -1 : 1));
  }
}

const follows = new Counts();
const keywords = new Counts();
const literals = new Counts();
const compared = new Counts();
const continued = new Counts();
const picked = new Counts();
const available = new Counts();
const names = new Counts();
/** The sets of tables that a result was named so over: names that one set alone has say its subject. */
const namedIn = new Map();
const words = new Counts();
const sizes = new Counts();
const nameWords = new Counts();

const seen = new Set();
for (const line of readFileSync(source, 'utf8').split('\n')) {
  if (line === '') continue;
  const { task, context, target } = JSON.parse(line);
  const code = { sql_to_ibis: target.ibis, code_completion: target.completed_code }[task];
  if (code === undefined || seen.has(code)) continue;
  seen.add(code);
  count(code, context.tables);
}

function count(code, tables) {
  const set = Object.keys(tables).toSorted().join();
  const columns = new Map();
  for (const { schema } of Object.values(tables)) {
    for (const [i, [name, type]] of [...parseSchema(schema)].entries()) {
      columns.set(name, columnClass(name, type, i === 0));
      words.add(wordsOf(name).at(-1), schema[name]);
    }
  }
  const present = [...new Set(columns.values())];
  walk(parseProgram(code), (node) => {
    if (node.kind === 'Compare') countComparison(node, columns);
    if (node.kind === 'Attribute') countMember(node, columns);
    if (node.kind !== 'Call') return;
    const callee = calleeOf(node.callee);
    if (callee === undefined) return;
    if (VARIADIC.has(callee)) {
      const named = node.args.filter(
        ({ kind, value }) => kind === 'positional' && value.kind === 'Str',
      );
      if (named.length > 0 && named.length === node.args.length) sizes.add(callee, named.length);
    }
    for (const [i, arg] of node.args.entries())
      countArgument(callee, i, arg, columns, present, set);
  });
}

function countMember({ object, attr }, columns) {
  const head = headOf(object);
  const owner = { ibis: 'ibis', s: 'selectors' }[head] ?? '';
  if (columns.has(attr.name) || !API_NAMES.has(`${owner}.${attr.name}`)) return;
  follows.add(head, attr.name);
}

function countArgument(callee, i, { kind, name, value }, columns, present, set) {
  const free = kind === 'keyword' && !PARAMETERS.has(`${callee}.${name.name}`);
  const place = kind !== 'keyword' ? (VARIADIC.has(callee) ? '*' : i) : free ? '**' : name.name;
  const slot = `${callee}/${place}`;
  if (kind === 'keyword' && !free) keywords.add(callee, name.name);
  if (kind === 'keyword' && free) keywords.add(callee, '**');
  const literal = literalText(value);
  const named = (value.items ?? [value]).some((item) => columns.has(item.value));
  if (literal !== undefined && !named) literals.add(slot, literal);
  const spine = spineOf(value);
  const found = spine === undefined ? undefined : (columns.get(spine.column) ?? 'other');
  if (spine === undefined || (value.kind === 'Str' && found === 'other')) return;
  const type = spine.column === '' ? 'rows' : found;
  if (type === 'other') return;
  picked.add(slot, type);
  for (const each of present) available.add(slot, each);
  available.add(slot, 'rows');
  const next = value.kind === 'Str' ? 'name' : spine.next;
  continued.add(`${slot} ${type}`, next);
  if (free) {
    const own = new Set(wordsOf(spine.column));
    for (const word of wordsOf(name.name)) if (!own.has(word)) nameWords.add(word, next);
  }
  const ofSubject = set.split(',').some((each) => free && name.name.includes(each));
  if (free && !ofSubject && spine.next.startsWith('.')) {
    const pattern = spine.column === '' ? name.name : name.name.replace(spine.column, '{}');
    const method = spine.next.slice(1);
    names.add(method, pattern);
    const key = `${method} ${pattern}`;
    namedIn.set(key, (namedIn.get(key) ?? new Set()).add(set));
  }
}

/** The column (or `_` itself: '') that an expression begins with, and what is done with it first. */
function spineOf(value) {
  if (value.kind === 'Str') return { column: value.value, next: 'name' };
  let node = value;
  let next = '';
  for (;;) {
    if (node.kind === 'Lambda') node = node.body;
    else if (node.kind === 'Compare') [next, node] = [node.ops[0], node.left];
    else if (node.kind === 'BinOp') [next, node] = [node.op, node.left];
    else if (node.kind === 'UnaryOp') node = node.operand;
    else if (node.kind === 'Subscript') [next, node] = ['[', node.object];
    else if (node.kind === 'Call' && node.callee.kind === 'Attribute') {
      const { object, attr } = node.callee;
      if (object.kind === 'Name') {
        if (object.name === 's') return undefined;
        if (object.name === 'ibis') return ofFunction(attr.name, node.args[0]?.value);
        return { column: '', next: `.${attr.name}` };
      }
      [next, node] = [`.${attr.name}`, object];
    } else if (node.kind === 'Attribute' && node.object.kind === 'Name') {
      return { column: node.attr.name, next };
    } else return undefined;
  }
}

/** `ibis.desc("n")` is written `ibis.desc "`, `ibis.desc(_.n)` without the quote. */
function ofFunction(name, first) {
  if (first?.kind === 'Str') return { column: first.value, next: `ibis.${name} "` };
  if (first?.kind === 'Attribute') return { column: first.attr.name, next: `ibis.${name}` };
  return { column: '', next: `ibis.${name}` };
}

function countComparison({ left, ops, rights }, columns) {
  const literal = literalText(rights[0]);
  if (literal === undefined) return;
  const spine = spineOf(left);
  if (spine === undefined) return;
  if (left.kind === 'Attribute') {
    compared.add(`column ${spine.column}`, literal);
    compared.add(`${columns.get(spine.column) ?? 'other'} ${ops[0]}`, literal);
  } else if (left.kind === 'Call' && left.callee.kind === 'Attribute') {
    compared.add(`.${left.callee.attr.name}`, `${ops[0]} ${literal}`);
  }
}

function literalText(node) {
  if (node === undefined) return undefined;
  if (node.kind === 'Str') return JSON.stringify(node.value);
  if (node.kind === 'Constant') {
    const { value } = node;
    if (value === null) return 'None';
    if (typeof value === 'boolean') return value ? 'True' : 'False';
    if (typeof value === 'bigint' || typeof value === 'number') return String(value);
    return undefined;
  }
  if (node.kind !== 'List' && node.kind !== 'Tuple') return undefined;
  const items = node.items.map(literalText);
  if (items.includes(undefined) || items.length === 0) return undefined;
  return node.kind === 'List' ? `[${items.join(', ')}]` : `(${items.join(', ')})`;
}

/** What stands before a dot: the method called last, or what kind of name. */
function headOf(node) {
  if (node.kind === 'Call') return calleeOf(node.callee) ?? '()';
  if (node.kind === 'Name') return ['ibis', 's', '_'].includes(node.name) ? node.name : 'table';
  if (node.kind === 'Attribute') return 'column';
  return '()';
}

function calleeOf(node) {
  if (node.kind === 'Attribute') return node.attr.name;
  return undefined;
}

/** Rate at which a class of column is taken where it is at hand. */
function fits() {
  return picked
    .top(8, 2)
    .map(([slot, row]) => [
      slot,
      row
        .map(([type, n]) => [type, Math.round((100 * n) / available.get(slot, type))])
        .filter(([, rate]) => rate > 0),
    ]);
}

/** Names of results that programs over several sets of tables have. */
const namesOfMany = () =>
  names
    .top(20, 3)
    .map(([method, row]) => [
      method,
      row.filter(([pattern]) => namedIn.get(`${method} ${pattern}`).size > 3).slice(0, 3),
    ]);

const table = (rows) =>
  `{\n${rows
    .filter(([, row]) => row.length > 0)
    .map(([key, row]) => {
      const text = row.map(([value, n]) => `${value}\t${n}`).join('\n');
      return `  ${JSON.stringify(key)}: ${JSON.stringify(text)},`;
    })
    .join('\n')}\n}`;

const text = `// Written by scripts/completion-usage.mjs from ${seen.size} programs; do not edit.
import { CountTable } from './usage.js';

/** What follows a dot, by the method or the kind of name before it. */
export const FOLLOWS = new CountTable(${table(follows.top(40, 2))});

/** Keywords by function; \`**\` stands for names of columns. */
export const KEYWORDS = new CountTable(${table(keywords.top(8, 2))});

/** Literals by function and place of the argument. */
export const LITERALS = new CountTable(${table(literals.top(5, 2))});

/** Literals that are compared with, by column, by class of column and operator, by method. */
export const COMPARED = new CountTable(${table(compared.top(4, 2))});

/** How readily a class of column is taken for an argument, in per cent of the programs that have one. */
export const PICKED = new CountTable(${table(fits())});

/** What is done first with a column in an argument, by argument and class of column. */
export const CONTINUED = new CountTable(${table(continued.top(10, 2))});

/** Names given to results, by method; \`{}\` stands for the column. */
export const RESULT_NAMES = new CountTable(${table(namesOfMany())});

/** How many columns are named in a call that only names columns. */
export const SIZES = new CountTable(${table(sizes.top(3, 5))});

/** What is done first with a column, by the words of the name that the result gets. */
export const NAME_WORDS = new CountTable(${table(nameWords.top(4, 3))});

/** Types of columns by the last word of their name. */
export const WORD_TYPES = new CountTable(${table(words.top(1, 2))});
`;
writeFileSync(new URL('../packages/tasks/src/complete/usage-table.ts', import.meta.url), text);
