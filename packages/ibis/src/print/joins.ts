import { fieldsOf, isOp, make, replace, REST, sameRelation, sameValue, some } from '@ibert/ir';
import type {
  JoinChain,
  JoinKind,
  JoinLink,
  JoinReference,
  Relation,
  Value,
  ValueNode,
} from '@ibert/ir';

import { Equalities } from '../api/equalities.js';
import { joinFields, templateRenamer } from '../api/methods/join.js';
import { extend } from './chain.js';
import type { Arg, Chain } from './chain.js';
import { atom } from './code.js';
import type { Code } from './code.js';
import { columnArgs } from './columns.js';
import { quote } from './literals.js';
import { Needs } from './printer.js';
import type { Printer } from './printer.js';
import { column, shownName } from './names.js';
import { ValuePrinter } from './values.js';

/** The methods that join in one way each; the others are `join(…, how=…)`. */
const METHODS: Partial<Record<JoinKind, string>> = {
  inner: 'join',
  left: 'left_join',
  right: 'right_join',
  outer: 'outer_join',
  semi: 'semi_join',
  anti: 'anti_join',
  any_inner: 'any_inner_join',
  any_left: 'any_left_join',
  cross: 'cross_join',
};

/** Templates for the names that both sides have. */
interface Renames {
  readonly lname: string;
  readonly rname: string;
}
const DEFAULT: Renames = { lname: '', rname: '{name}_right' };

/** What a join has come to after some of its links. */
interface State {
  readonly values: ReadonlyMap<string, Value>;
  readonly equalities: Equalities;
  readonly collides: boolean;
}

function after(
  state: State,
  { how, table, predicates }: JoinLink,
  { lname, rname }: Renames,
): State {
  const left = { chain: { values: state.values }, equalities: state.equalities };
  const { values, collisions, equalities } = joinFields(
    how,
    predicates,
    left,
    fieldsOf(table),
    templateRenamer(lname),
    templateRenamer(rname),
  );
  return { values, equalities, collides: state.collides || collisions.size > 0 };
}

const initial = (first: JoinReference): State => ({
  values: fieldsOf(first),
  equalities: new Equalities(),
  collides: false,
});

/** A chain of joins, followed by a select where the joins alone do not make its columns. */
export function joinChain(chain: JoinChain, printer: Printer): Chain {
  const guesses = chain.rest.map((link) => guess(chain, link));
  const isWhole = (last: State | undefined): boolean =>
    last !== undefined && !last.collides && sameColumns(last.values, chain.values);
  const renames =
    states(chain, guesses).at(-1)?.collides === true ? chain.rest.map(() => DEFAULT) : guesses;
  const steps = states(chain, renames);
  let text = printer.argument(chain.first.parent);
  if (chain.first.parent.kind === 'JoinChain') text = asTable(text, chain.first.parent);
  for (const [i, link] of chain.rest.entries()) {
    const before = steps[i];
    if (before !== undefined)
      text = joined(text, link, chain, before, renames[i] ?? DEFAULT, printer);
  }
  const last = steps.at(-1);
  if (last === undefined || isWhole(last)) return { ...text, openJoin: true };
  const p = new ValuePrinter(printer, {
    self: chain,
    context: 'plain',
    underscore: true,
    field: (value) => outputField(value, chain, last, printer),
    outputName: (value) =>
      isByOutput(value, chain, printer) ? outputName(value, last) : undefined,
    nameOf: (value) => shownName(replace(value, (v) => renamedField(v, chain, last, printer))),
  });
  return extend(text, 'select', columnArgs(chain.values, p));
}

/** A join that stands on its own: a table that further joins begin with. */
function asTable(text: Chain, { schema }: Relation): Chain {
  const names = [...schema.keys()].map(quote);
  const closed = text.openJoin === true ? extend(text, 'select', names) : text;
  return extend(closed, 'select', names);
}

/** What the joins have come to before each link, and after the last. */
function states(chain: JoinChain, renames: readonly Renames[]): State[] {
  const found = [initial(chain.first)];
  for (const [i, link] of chain.rest.entries()) {
    const state = found[i];
    if (state !== undefined) found.push(after(state, link, renames[i] ?? DEFAULT));
  }
  return found;
}

function sameColumns(a: ReadonlyMap<string, Value>, b: ReadonlyMap<string, Value>): boolean {
  if (a.size !== b.size) return false;
  const others = [...b];
  return [...a].every(([name, value], i) => {
    const other = others[i];
    return other !== undefined && other[0] === name && sameValue(other[1], value);
  });
}

/** The templates that the names of the link's columns in the output speak of. */
function guess(chain: JoinChain, { table }: JoinLink): Renames {
  const right = new Set<string>();
  const left = new Set<string>();
  for (const [name, value] of chain.values) {
    if (!isOp(value, 'Field') || value.args.name === name || !name.includes(value.args.name))
      continue;
    const template = name.replace(value.args.name, '{name}');
    const { rel } = value.args;
    const isRight = sameRelation(rel, table);
    const others = [chain.first, ...chain.rest.map((link) => link.table)].filter(
      (other) => !sameRelation(other, rel),
    );
    if (!others.some(({ schema }) => schema.has(value.args.name))) continue;
    if (isRight) right.add(template);
    else if (table.schema.has(value.args.name)) left.add(template);
  }
  const [rname] = right;
  const [lname] = left;
  return {
    rname: rname !== undefined && right.size === 1 ? rname : DEFAULT.rname,
    lname:
      lname !== undefined && left.size === 1 && chain.rest.length === 1 ? lname : DEFAULT.lname,
  };
}

function joined(
  text: Chain,
  link: JoinLink,
  chain: JoinChain,
  state: State,
  { lname, rname }: Renames,
  printer: Printer,
): Chain {
  const { how, table, predicates } = link;
  const right: Arg = { value: printer.argument(table.parent) };
  const isTrue = predicates.length === 1 && isOp(predicates[0] as Value, 'Literal');
  const codes = isTrue && how !== 'cross' ? [] : predicateCodes(link, chain, state, printer);
  const names: Arg[] = [
    ...(lname === DEFAULT.lname ? [] : [{ keyword: 'lname', value: quote(lname) }]),
    ...(rname === DEFAULT.rname ? [] : [{ keyword: 'rname', value: quote(rname) }]),
  ];
  if (how === 'asof') {
    const [on = '', ...others] = codes;
    return extend(text, 'asof_join', [right, on, ...listOf(others), ...names]);
  }
  const method = how === 'cross' && codes.length > 0 ? undefined : METHODS[how];
  const kind: Arg[] = method === undefined ? [{ keyword: 'how', value: quote(how) }] : [];
  return extend(text, method ?? 'join', [right, ...listOf(codes), ...kind, ...names]);
}

const listOf = (codes: readonly string[]): string[] => {
  const [only] = codes;
  if (only === undefined) return [];
  return [codes.length === 1 && !only.startsWith('(') ? only : `[${codes.join(', ')}]`];
};

/** The predicates of a link: column names where both sides have them, else conditions. */
function predicateCodes(
  link: JoinLink,
  chain: JoinChain,
  state: State,
  printer: Printer,
): string[] {
  const keys = link.predicates.map((predicate, i) => keyOf(predicate, link, state, i));
  const isNamed = (relation: Relation): boolean => printer.nameOf(relation) !== undefined;
  const needsTuple = keys.some((key) => key !== undefined && key.left !== key.right);
  const tables = [chain.first, ...chain.rest.map(({ table }) => table)];
  const used = tables.filter((table) =>
    link.predicates.some((v) => v.relations.some((rel) => sameRelation(rel, table))),
  );
  const byName = keys.every((key) => key !== undefined);
  const conditions = !byName || (needsTuple && used.every(({ parent }) => isNamed(parent)));
  if (!conditions || isAmbiguous(chain)) {
    const texts = keys.map((key) => (key === undefined ? undefined : keyText(key)));
    if (texts.every((text) => text !== undefined)) return texts;
  }
  const p = new ValuePrinter(printer, {
    self: undefined,
    context: 'plain',
    underscore: false,
    field: (value) => tableField(value, printer),
  });
  return link.predicates.map((predicate) => p.code(predicate).text);
}

interface Key {
  readonly left: string;
  readonly right: string;
}

const keyText = ({ left, right }: Key): string =>
  left === right ? quote(left) : `(${quote(left)}, ${quote(right)})`;

/** The columns that a predicate sets equal (or, for `on` of an asof join, compares), if it is no more than that. */
function keyOf(
  predicate: Value,
  { how, table }: JoinLink,
  state: State,
  index: number,
): Key | undefined {
  const wanted = how === 'asof' && index === 0 ? 'GreaterEqual' : 'Equals';
  if (predicate.kind !== wanted) return undefined;
  const { left, right } = predicate.args as { readonly left: Value; readonly right: Value };
  if (!isOp(right, 'Field') || !sameRelation(right.args.rel, table)) return undefined;
  const name = outputName(left, state);
  return name === undefined ? undefined : { left: name, right: right.args.name };
}

/** The name under which the joins so far put a column out. */
function outputName(value: Value, { values }: State): string | undefined {
  for (const [name, output] of values) if (name !== REST && sameValue(output, value)) return name;
  return undefined;
}

/** A column of a joined table by the table's variable. */
function tableField(value: ValueNode<'Field'>, printer: Printer): Code | undefined {
  const { rel, name } = value.args;
  if (rel.kind !== 'JoinReference') return undefined;
  const variable = printer.nameOf(rel.parent);
  if (variable === undefined) throw new Needs(rel.parent, 'variable');
  return atom(column(variable, name));
}

/** Whether a table occurs twice, so that its variable says nothing about which is meant. */
function isAmbiguous({ first, rest }: JoinChain, reference?: JoinReference): boolean {
  const parents = [first, ...rest.map(({ table }) => table)].map(({ parent }) => parent);
  return parents.some(
    (parent, i) =>
      (reference === undefined || sameRelation(parent, reference.parent)) &&
      parents.some((other, j) => j !== i && sameRelation(parent, other)),
  );
}

/** A stand-in that has the name under which the column is written. */
function renamedField(
  value: Value,
  chain: JoinChain,
  state: State,
  printer: Printer,
): Value | undefined {
  if (!isOp(value, 'Field') || !isByOutput(value, chain, printer)) return undefined;
  const name = outputName(value, state);
  if (name === undefined || name === value.args.name) return undefined;
  return make('Argument', { name, type: value.dtype, columnar: true });
}

const hasWindow = (value: Value): boolean => some(value, ({ kind }) => kind === 'WindowFunction');

/** Whether the column is written by its output name rather than by its table. */
function isByOutput(
  { args: { rel } }: ValueNode<'Field'>,
  chain: JoinChain,
  printer: Printer,
): boolean {
  if (rel.kind !== 'JoinReference' || printer.isPlain(chain)) return false;
  const byTable = !isAmbiguous(chain, rel) && printer.nameOf(rel.parent) !== undefined;
  // A window reads one relation: the join.
  return (
    !(byTable && printer.style.style === 'table') || [...chain.values.values()].some(hasWindow)
  );
}

/** A column of a joined table in the select after the joins: by its output name, or by its table. */
function outputField(
  value: ValueNode<'Field'>,
  chain: JoinChain,
  state: State,
  printer: Printer,
): Code | undefined {
  const { rel } = value.args;
  if (rel.kind !== 'JoinReference') return undefined;
  const name = isByOutput(value, chain, printer) ? outputName(value, state) : undefined;
  return name === undefined ? tableField(value, printer) : atom(column('_', name), true);
}
