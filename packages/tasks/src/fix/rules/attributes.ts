import type { PythonAst } from '@ibert/ibis';

import { apiNames } from '../api-names.js';
import { type Candidate, type Edit, type Rule } from '../candidate.js';
import { type Fault, isName } from '../fault.js';
import { functionsMeant, methodsMeant } from '../foreign-names.js';
import { similarNames } from '../similar-names.js';

const NO_ATTRIBUTE = /has no attribute '?(\w+)'?/;

/** The attribute that an error names, wherever the program has it. */
function attributesNamed(fault: Fault): readonly PythonAst.Attribute[] {
  const bare =
    fault.failure.type === 'AttributeError' ? /^\w+$/.exec(fault.failure.message)?.[0] : undefined;
  const name = NO_ATTRIBUTE.exec(fault.failure.message)?.[1] ?? bare;
  const called = /(?:Array|Table)' object is not (?:callable|subscriptable)/.test(fault.error);
  return fault.nodes.filter((node): node is PythonAst.Attribute => {
    if (node.kind !== 'Attribute') return false;
    if (name !== undefined) return node.attr.name === name;
    return called && isGrouped(node.object) && within(fault, node);
  });
}

const isGrouped = (node: PythonAst.Expression): boolean =>
  node.kind === 'Call' &&
  node.callee.kind === 'Attribute' &&
  /^(?:group_by|having)$/.test(node.callee.attr.name);

const within = ({ failure: { span } }: Fault, node: PythonAst.Located): boolean =>
  span === undefined || (node.start >= span.start && node.end <= span.end);

/** What may take the place of a name, and how dear it is. */
interface Option {
  readonly name: string;
  readonly cost: number;
  readonly why: string;
}

/** Methods, functions and columns by names that do not exist: of other libraries, or misspelt. */
export const attributeNames: Rule = (fault) => {
  const nodes = attributesNamed(fault);
  return [...new Set(nodes.map(({ attr }) => attr.name))].flatMap((name) => {
    const places = nodes.filter(({ attr }) => attr.name === name);
    const isCalled = places.some((node) =>
      fault.calls.some(({ name: callee }) => callee === node.attr),
    );
    const isModule = places.some(({ object }) => isName(object, 'ibis', 's', 'selectors'));
    const options = isModule ? moduleOptions(fault, name) : objectOptions(fault, name, isCalled);
    return options.flatMap((option) => renamings(places, option));
  });
};

/** All places at once, and each alone. */
function renamings(places: readonly PythonAst.Attribute[], option: Option): Candidate[] {
  const edits = places.map(({ attr }): Edit => ({
    start: attr.start,
    end: attr.end,
    text: option.name,
  }));
  const all: Candidate = { edits, cost: option.cost, why: option.why };
  if (edits.length < 2) return [all];
  return [all, ...edits.map((edit) => ({ ...all, edits: [edit], cost: option.cost + 0.1 }))];
}

function moduleOptions(fault: Fault, name: string): readonly Option[] {
  const { ibis, selectors } = apiNames();
  const names = /selectors/.test(fault.error) ? selectors : ibis;
  const meant = functionsMeant(name).map((right): Option => ({
    name: right,
    cost: 1,
    why: `Ibis 12 has no \`ibis.${name}\`; the function is \`ibis.${right}\`.`,
  }));
  const near = similarNames(name, names).map(({ name: right, distance }): Option => ({
    name: right,
    cost: 1 + distance,
    why: `The module has no \`${name}\`; the nearest name is \`${right}\`.`,
  }));
  return [...meant, ...near];
}

function objectOptions(fault: Fault, name: string, isCalled: boolean): readonly Option[] {
  const { table, grouped, value } = apiNames();
  const owner = /^'?(\w+)'?/.exec(fault.failure.message)?.[1] ?? '';
  const kind = owner.startsWith('Grouped')
    ? 'grouped'
    : owner === 'Table' || owner === 'Join'
      ? 'table'
      : 'value';
  const methods = { grouped, table, value }[kind];
  const what = { grouped: 'A grouped table', table: 'A table', value: 'Such a value' }[kind];
  const synonyms = methodsMeant(name)
    .filter((right) => methods.has(right))
    .toSorted((a, b) =>
      /^(?:String|Array|Map)/.test(owner) ? Number(b === 'length') - Number(a === 'length') : 0,
    )
    .map((right, index): Option => ({
      name: right,
      cost: (isCalled ? 0.95 : 1.3) + index / 50,
      why: `${what} has no method \`${name}\`; in Ibis it is \`${right}\`.`,
    }));
  // What is not called is a column, unless the method's name is nearly there.
  const likely = similarNames(name, methods).filter(({ distance }) => isCalled || distance < 0.25);
  const near = likely.map(({ name: right, distance }): Option => ({
    name: right,
    cost: (isCalled ? 1 : 1.4) + distance,
    why: `${what} has no method \`${name}\`; the nearest name is \`${right}\`.`,
  }));
  const columns = similarNames(name, fault.columns).map(({ name: right, distance }): Option => ({
    name: right,
    cost: (isCalled ? 1.6 : 1) + distance,
    why: `There is no column \`${name}\`; the nearest name is \`${right}\`.`,
  }));
  const fields = fault.fields.map((right, index): Option => ({
    name: right,
    cost: 1.6 + index / 50,
    why: `There is no field \`${name}\`; the struct has \`${right}\`.`,
  }));
  const later = fault.renamed.get(name);
  const renamed: readonly Option[] =
    later === undefined
      ? []
      : [
          {
            name: later,
            cost: 0.9,
            why: `The column \`${name}\` has been renamed to \`${later}\`.`,
          },
        ];
  return [
    ...renamed,
    ...synonyms,
    ...near,
    ...columns,
    ...(/^\w+$/.test(fault.failure.message) ? fields : []),
  ];
}

/** Attributes that are not methods of the value but of its table, and the other way round. */
export const wrongTable: Rule = (fault) => {
  const name = NO_ATTRIBUTE.exec(fault.failure.message)?.[1];
  if (name === undefined) return [];
  return attributesNamed(fault).flatMap((node): Candidate[] => {
    const { object } = node;
    if (object.kind !== 'Name') return [];
    const beside = comparedWith(fault, node);
    const owners = Object.entries(fault.tables).filter(
      ([table, schema]) => table !== object.name && schema.has(name),
    );
    const others = [...owners.map(([table]) => table), '_', ...fault.variables];
    return others
      .filter(
        (table) =>
          table !== object.name && table !== beside && (beside === undefined || table !== '_'),
      )
      .map((table, index) => ({
        edits: [{ start: object.start, end: object.end, text: table }],
        cost: (owners.length > index ? 0.95 : 1.3) + index / 50,
        why: `\`${object.name}\` has no column \`${name}\`; it is reached as \`${table}.${name}\`.`,
      }));
  });
};

/** The table whose column an attribute is compared with. */
function comparedWith(fault: Fault, node: PythonAst.Attribute): string | undefined {
  const compare = fault.nodes.find(
    (one): one is PythonAst.Compare =>
      one.kind === 'Compare' && (one.left === node || one.rights.includes(node)),
  );
  const other = compare?.left === node ? compare.rights[0] : compare?.left;
  return other?.kind === 'Attribute' && other.object.kind === 'Name'
    ? other.object.name
    : undefined;
}
