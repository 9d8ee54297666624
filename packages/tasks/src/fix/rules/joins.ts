import type { PythonAst } from '@ibert/ibis';

import { type Candidate, type Edit, replaced, type Rule } from '../candidate.js';
import { type Fault, isName, keyword, positional } from '../fault.js';
import { similarNames } from '../similar-names.js';
import { missingColumn } from './columns.js';

const JOIN = /^(?:\w+_)?join$|^merge$|^joinWith$/;
const KINDS: Readonly<Record<string, string>> = {
  full: 'outer',
  full_outer: 'outer',
  fullouter: 'outer',
  'full outer': 'outer',
  left_outer: 'left',
  leftouter: 'left',
  'left outer': 'left',
  'left join': 'left',
  right_outer: 'right',
  rightouter: 'right',
  'right outer': 'right',
  'inner join': 'inner',
  leftanti: 'anti',
  left_anti: 'anti',
  leftsemi: 'semi',
  left_semi: 'semi',
  natural: 'inner',
};

const textOf = (node: PythonAst.Expression | undefined): string | undefined =>
  node?.kind === 'Str' ? node.value : undefined;

/** The columns that an expression is known to have. */
function columnsOf(fault: Fault, node: PythonAst.Expression | undefined): readonly string[] {
  return node?.kind === 'Name' ? [...(fault.tables[node.name]?.keys() ?? [])] : [];
}

/** `left_on`/`right_on`, names of kinds, tables in quotes, suffixes. */
export const joinArguments: Rule = (fault) =>
  fault.calls.flatMap(({ call, name, object }): Candidate[] => {
    if (!JOIN.test(name.name)) return [];
    const [other, keys] = positional(call);
    const candidates: Candidate[] = [];
    const table = textOf(other?.value);
    if (other !== undefined && table !== undefined) {
      candidates.push(
        replaced(
          other,
          table,
          0.95,
          `"${table}" is a text; a join takes the table itself, \`${table}\`.`,
        ),
      );
    }
    const how =
      keyword(call, 'how', 'type', 'kind', 'join_type') ??
      (textOf(keys?.value) !== undefined && Object.hasOwn(KINDS, textOf(keys?.value) ?? '')
        ? keys
        : undefined);
    const kind = textOf(how?.value)?.toLowerCase();
    if (how !== undefined && kind !== undefined && Object.hasOwn(KINDS, kind)) {
      candidates.push(
        replaced(
          how.value,
          `"${KINDS[kind]}"`,
          0.9,
          `Ibis knows no join "${kind}"; it is "${KINDS[kind]}".`,
        ),
      );
    }
    const right = other === undefined ? '' : fault.slice(other);
    candidates.push(...keyPairs(fault, call, object, table ?? right));
    candidates.push(...pairedKeys(fault, call, object, right, table ?? right));
    return candidates;
  });

/** `join(u, "a", "b")` and `join(u, [t.a, u.b])` → `t.a == u.b`. */
function keyPairs(
  fault: Fault,
  call: PythonAst.Call,
  object: PythonAst.Expression,
  other: string,
): Candidate[] {
  const [, first, second] = positional(call);
  const why = 'A join takes its condition: the two columns compared.';
  const [left, right] = [textOf(first?.value), textOf(second?.value)];
  if (first !== undefined && second !== undefined && left !== undefined && right !== undefined) {
    const text =
      object.kind === 'Name'
        ? `${object.name}.${left} == ${other}.${right}`
        : `[("${left}", "${right}")]`;
    return [replaced({ start: first.start, end: second.end }, text, 0.9, why)];
  }
  const items =
    first?.value.kind === 'List' || first?.value.kind === 'Tuple' ? first.value.items : [];
  const [a, b] = items;
  if (
    first === undefined ||
    a?.kind !== 'Attribute' ||
    b?.kind !== 'Attribute' ||
    items.length !== 2
  )
    return [];
  return [replaced(first, `${fault.slice(a)} == ${fault.slice(b)}`, 0.95, why)];
}

/** `left_on="a", right_on="b"` → `t.a == u.b`. */
function pairedKeys(
  fault: Fault,
  call: PythonAst.Call,
  object: PythonAst.Expression,
  right: string,
  other: string,
): Candidate[] {
  const [first, second] = [keyword(call, 'left_on', 'left'), keyword(call, 'right_on', 'right')];
  const suffixes = keyword(call, 'suffixes', 'suffix');
  const candidates: Candidate[] = [];
  if (suffixes?.value.kind === 'Tuple' || suffixes?.value.kind === 'List') {
    const [left, last] = suffixes.value.items.map(textOf);
    const parts = [left ? `lname="{name}${left}"` : '', `rname="{name}${last ?? '_right'}"`].filter(
      (part) => part !== '',
    );
    candidates.push(
      replaced(
        suffixes,
        parts.join(', '),
        0.9,
        'Names of both tables are told apart with `lname` and `rname`.',
      ),
    );
  }
  if (first === undefined || second === undefined) return candidates;
  const keys = [first, second].map(({ value }) =>
    value.kind === 'List' ? value.items.map(textOf) : [textOf(value)],
  );
  const owner = object.kind === 'Name' ? object.name : '_';
  const pairs = (keys[0] ?? []).map((left, index) => {
    const key = keys[1]?.[index];
    return left === key
      ? `"${left}"`
      : owner === '_'
        ? `("${left}", "${key}")`
        : `${owner}.${left} == ${other}.${key}`;
  });
  if (right === '' || keys.flat().includes(undefined)) return candidates;
  const text =
    pairs.length > 1 || pairs[0]?.startsWith('(') ? `[${pairs.join(', ')}]` : (pairs[0] ?? '');
  const [from, to] = first.start < second.start ? [first, second] : [second, first];
  const why = `A join takes its condition, not the two columns apart: \`${text}\`.`;
  const between = fault.text.slice(from.end, to.start);
  const edits: Edit[] = [
    {
      start: from.start,
      end: from.end,
      text: from.start === call.args[1]?.start ? text : `predicates=${text}`,
    },
    { start: from.end, end: to.end, text: between.replace(/,\s*$/, '') },
  ];
  return [...candidates, { edits, cost: 0.8, why }];
}

/** A key that one of the tables has not: columns that may belong together. */
export const joinKeys: Rule = (fault) => {
  const missed =
    missingColumn(fault) ?? /has no attribute '(\w+)'/.exec(fault.failure.message)?.[1];
  return fault.calls.flatMap(({ call, name, object }): Candidate[] => {
    if (!JOIN.test(name.name)) return [];
    const [other, given] = positional(call);
    const keys = given ?? keyword(call, 'predicates', 'on');
    if (other === undefined || keys === undefined) return [];
    const value =
      keys.value.kind === 'List' && keys.value.items.length === 1
        ? (keys.value.items[0] ?? keys.value)
        : keys.value;
    const bare = bareCondition(fault, value, object, other.value);
    if (bare.length > 0) return bare;
    if (value.kind === 'Compare') return swappedSides(fault, value);
    const key = textOf(value);
    if (key === undefined || (missed !== undefined && missed !== key)) return [];
    const [left, right] = [columnsOf(fault, object), columnsOf(fault, other.value)];
    const shared = left.filter((column) => right.includes(column));
    const pairs = [
      ...right
        .filter(() => left.length === 0 || left.includes(key))
        .map((column) => [key, column] as const),
      ...left.filter(() => right.includes(key)).map((column) => [column, key] as const),
    ];
    const table = fault.slice(other);
    const owner = object.kind === 'Name' ? object.name : '_';
    const why = `Not both tables have a column "${key}".`;
    const isKey = (column: string): boolean => /(?:^|_)(?:id|key|code|no)$/.test(column);
    const listed = left.length > 0 && right.length > 0 ? [] : [...fault.listed].filter(isKey);
    const same = [...new Set([...shared, ...listed])].map((column) => {
      const [near] = similarNames(key, [column]);
      const cost = near === undefined ? (isKey(column) ? 1.25 : 1.7) : 1 + near.distance;
      return replaced(value, `"${column}"`, cost, `${why} Both have "${column}".`);
    });
    const apart = pairs
      .filter(([a, b]) => a !== b)
      .map(([a, b]) => ({ a, b, cost: pairCost(fault, a, b, table, owner) }))
      .toSorted((x, y) => x.cost - y.cost)
      .slice(0, 4)
      .map(({ a, b, cost }) =>
        replaced(
          value,
          owner === '_' || other.value.kind !== 'Name'
            ? `[("${a}", "${b}")]`
            : `${owner}.${a} == ${table}.${b}`,
          cost,
          `${why} The rows are matched by \`${a}\` and \`${b}\`.`,
        ),
      );
    return [...same, ...apart];
  });
};

/** How unlikely two columns are to be the two sides of a key. */
function pairCost(fault: Fault, a: string, b: string, right: string, left: string): number {
  const stem = (table: string): string => table.replace(/ies$/, 'y').replace(/s$/, '');
  const isKey =
    (b === 'id' && (a === `${stem(right)}_id` || a.endsWith('_id'))) ||
    (a === 'id' && (b === `${stem(left)}_id` || b.endsWith('_id')));
  if (isKey) return 1;
  const [near] = similarNames(a, [b]);
  return near === undefined || near.distance > 0.35
    ? fault.typeOf(a) === fault.typeOf(b)
      ? 1.7
      : 2
    : 1.1 + near.distance;
}

/** `t.b == u.a` where the columns are of the other tables. */
function swappedSides(fault: Fault, { left, rights, ops }: PythonAst.Compare): Candidate[] {
  const [right] = rights;
  if (
    right === undefined ||
    ops.length !== 1 ||
    left.kind !== 'Attribute' ||
    right.kind !== 'Attribute'
  )
    return [];
  const why = 'The columns of the join condition belong to the other tables.';
  const columns = [
    { start: left.attr.start, end: left.attr.end, text: right.attr.name },
    { start: right.attr.start, end: right.attr.end, text: left.attr.name },
  ];
  const others = [left, right].flatMap((side, index): Candidate[] => {
    if (side.object.kind !== 'Name') return [];
    const schema = fault.tables[side.object.name];
    if (schema === undefined || schema.has(side.attr.name)) return [];
    const partner = index === 0 ? right : left;
    return [...schema.keys()]
      .map((column) => ({
        column,
        cost: pairCost(
          fault,
          index === 0 ? column : partner.attr.name,
          index === 0 ? partner.attr.name : column,
          '',
          '',
        ),
      }))
      .filter(({ cost }) => cost < 1.6)
      .map(({ column, cost }) =>
        replaced(
          side.attr,
          column,
          cost + 0.2,
          `\`${side.attr.name}\` is no column of \`${fault.slice(side.object)}\`; the key is \`${column}\`.`,
        ),
      );
  });
  return [{ edits: columns, cost: 1.1, why }, ...others];
}

/** Columns of a table that is joined, filtered or grouped by now: reached through `_`. */
export const staleReferences: Rule = (fault) => {
  if (!/belong to another relation|IntegrityError|Ambiguous|not found in table/.test(fault.error))
    return [];
  const tables = new Set([...Object.keys(fault.tables), ...fault.variables]);
  const roots = fault.nodes.flatMap((node) =>
    node.kind === 'Attribute' &&
    node.object.kind === 'Name' &&
    !isName(node.object, '_', 'ibis', 's')
      ? [node.object]
      : [],
  );
  const within = ({ start }: PythonAst.Located): boolean =>
    fault.failure.span === undefined ||
    (start >= fault.failure.span.start && start <= fault.failure.span.end);
  const bases = new Set(
    fault.calls.flatMap(({ object }) => (object.kind === 'Name' ? [object.start] : [])),
  );
  return roots
    .filter((node) => within(node) && !bases.has(node.start))
    .filter(({ name }) => tables.has(name) || !fault.closed)
    .map((node) =>
      replaced(
        node,
        '_',
        1,
        `\`${node.name}\` is not the table that this step works on; its columns are reached through \`_\`.`,
      ),
    );
};

/** Columns of the two tables of a union that differ in one name. */
export const unionNames: Rule = (fault) => {
  if (!/schemas must be equal for set operations/.test(fault.error)) return [];
  const names = (side: string): readonly string[] => {
    const block = new RegExp(`missing from the ${side}:\\s*ibis\\.Schema \\{([^}]*)\\}`).exec(
      fault.failure.message,
    )?.[1];
    return [...(block ?? '').matchAll(/^\s*(\w+)\s/gm)].map(([, name]) => name ?? '');
  };
  const [ofRight, ofLeft] = [names('left'), names('right')];
  const pairs =
    ofRight.length === ofLeft.length
      ? ofRight.map((name, index) => [name, ofLeft[index] ?? name] as const)
      : [];
  return [pairs, pairs.map(([a, b]) => [b, a] as const)].flatMap((renames, index) => {
    const edits = fault.calls.flatMap(({ call }) =>
      call.args.flatMap(({ name }): Edit[] => {
        const right = renames.find(([from]) => from === name?.name)?.[1];
        return name === undefined || right === undefined
          ? []
          : [{ start: name.start, end: name.end, text: right }];
      }),
    );
    const why = 'The tables of a set operation must have columns of the same names and types.';
    return edits.length === 0 ? [] : [{ edits, cost: 1 + index / 10, why }];
  });
};

/** `join(u, a == b)` and `join(u, "a = b")`, where the names are columns: `t.a == u.b`. */
function bareCondition(
  fault: Fault,
  value: PythonAst.Expression,
  left: PythonAst.Expression,
  right: PythonAst.Expression,
): Candidate[] {
  const names =
    value.kind === 'Str'
      ? /^\s*(?:\w+\.)?(\w+)\s*==?\s*(?:\w+\.)?(\w+)\s*$/.exec(value.value)?.slice(1)
      : value.kind === 'Compare' && value.ops[0] === '=='
        ? [value.left, ...value.rights].flatMap((side) => (side.kind === 'Name' ? [side.name] : []))
        : [];
  const [a, b] = names ?? [];
  if (a === undefined || b === undefined || left.kind !== 'Name' || right.kind !== 'Name')
    return [];
  const [ours, theirs] = [columnsOf(fault, left), columnsOf(fault, right)];
  const [one, two] = ours.includes(a) && theirs.includes(b) ? [a, b] : [b, a];
  if (!ours.includes(one) || !theirs.includes(two)) return [];
  const text = `${left.name}.${one} == ${right.name}.${two}`;
  const why = `The condition of a join compares columns of the two tables: \`${text}\`.`;
  return [replaced(value, text, 0.8, why)];
}
