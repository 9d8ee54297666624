import type { PythonAst } from '@ibert/ibis';

import { needsNoArgument } from '../api-names.js';
import { type Candidate, type Edit, inserted, replaced, type Rule } from '../candidate.js';
import { dotBefore, type Fault, isName } from '../fault.js';
import { asReceiver } from '../operands.js';

const ACCESSORS: Readonly<Record<string, string>> = {
  str: 'texts',
  dt: 'dates',
  list: 'arrays',
  arr: 'arrays',
  struct: 'structs',
  cat: 'categories',
  values: 'values',
};

/** `x.str.upper()` → `x.upper()`, all of the program at once. */
export const accessors: Rule = (fault) => {
  const found = fault.nodes.flatMap((node) => {
    if (node.kind !== 'Attribute' && node.kind !== 'Subscript') return [];
    const inner = node.object;
    if (inner.kind !== 'Attribute' || !Object.hasOwn(ACCESSORS, inner.attr.name)) return [];
    return [{ outer: node, inner }];
  });
  return [...new Set(found.map(({ inner }) => inner.attr.name))].map((name) => {
    const edits = found
      .filter(({ inner }) => inner.attr.name === name)
      .map(({ outer, inner }): Edit => ({
        start: inner.object.end,
        end: outer.kind === 'Attribute' ? outer.attr.start : inner.end,
        text: outer.kind === 'Attribute' ? '.' : '',
      }));
    const kind = ACCESSORS[name] ?? 'values';
    const why = `\`.${name}\` is an accessor of pandas; in Ibis ${kind} have the methods themselves.`;
    return { edits, cost: 0.8, why };
  });
};

/** Methods that are not called: `x.year` → `x.year()`. */
export const uncalledMethods: Rule = (fault) => {
  const callees = new Set(
    fault.nodes.flatMap((node) => (node.kind === 'Call' ? [node.callee] : [])),
  );
  const found = fault.nodes.filter(
    (node): node is PythonAst.Attribute =>
      node.kind === 'Attribute' &&
      !callees.has(node) &&
      needsNoArgument(node.attr.name) &&
      !fault.hasColumn(node.attr.name),
  );
  const method =
    /'(?:function|method|builtin_function_or_method)' object|method \w+\.(\w+)|<bound method/.test(
      fault.error,
    );
  return found.map(({ attr }) =>
    inserted(
      attr.end,
      '()',
      method ? 0.9 : 1.2,
      `\`${attr.name}\` is a method and has to be called: \`${attr.name}()\`.`,
    ),
  );
};

/** Columns and tables that are called: `t.age()`, `t("age")`. */
export const calledObjects: Rule = (fault) => {
  if (!/object is not callable/.test(fault.error)) return [];
  return fault.nodes.flatMap((node): Candidate[] => {
    if (node.kind !== 'Call') return [];
    const open = fault.text.indexOf('(', node.callee.end);
    const inner = fault.text.slice(open + 1, node.end - 1);
    if (node.args.length === 0) {
      const name =
        node.callee.kind === 'Attribute' ? node.callee.attr.name : fault.slice(node.callee);
      const why = `\`${name}\` is a column and no method; it stands without parentheses.`;
      return [replaced({ start: node.callee.end, end: node.end }, '', 1, why)];
    }
    const [only] = node.args;
    const why = `\`${fault.slice(node.callee)}\` is no function: a method is missing, or brackets are meant.`;
    const item = only?.value.kind === 'Str' && node.args.length === 1 ? 0.95 : 1.5;
    const methods = ['filter', 'select', 'mutate'].map((method, index) =>
      inserted(node.callee.end, `.${method}`, 1.1 + index / 50, why),
    );
    const item1 = replaced({ start: node.callee.end, end: node.end }, `[${inner}]`, item, why);
    return node.callee.kind === 'Name' ? [item1, ...methods] : [item1];
  });
};

const USELESS =
  /^(?:reset_index|copy|collect|show|to_frame|compute|persist|lazy|rdd|ungroup|droplevel|squeeze|to_list|tolist|toPandas|cache|display|print|end|build|values|as_index|clone|eager)$/;

/** Steps of other libraries that Ibis does not need: the call is left out. */
export const uselessSteps: Rule = (fault) => {
  const name = /has no attribute '?(\w+)'?/.exec(fault.failure.message)?.[1];
  return fault.calls
    .filter((call) => call.name.name === name && USELESS.test(call.name.name))
    .map(({ call, name }) => {
      const step = name.name;
      const before = fault.text.slice(0, dotBefore(fault, name)).trimEnd().length;
      const why = `\`${step}\` is a step of another library that Ibis has not and does not need.`;
      return replaced({ start: before, end: call.end }, '', 0.9, why);
    });
};

/** `t.iloc[:5]`, `t.loc[condition]`, `t.loc[condition, ["a"]]`, `len(t)`, `t.shape[0]`. */
export const indexers: Rule = (fault) =>
  fault.nodes.flatMap((node): Candidate[] => {
    if (node.kind === 'Call' && isName(node.callee, 'len') && node.args[0] !== undefined) {
      const value = fault.slice(node.args[0]);
      const why = 'An Ibis expression has no length in Python; rows are counted with `count`.';
      return [
        replaced(node, `${asReceiver(value)}.count()`, 1, why),
        replaced(node, `${asReceiver(value)}.length()`, 1.1, why),
      ];
    }
    if (node.kind !== 'Subscript' || node.object.kind !== 'Attribute') return [];
    const { object, index } = node;
    const table = fault.slice(object.object);
    const write = (text: string, cost = 0.8): Candidate =>
      replaced(
        node,
        text,
        cost,
        `\`.${object.attr.name}[…]\` is an indexer of pandas; in Ibis it is \`${text}\`.`,
      );
    if (object.attr.name === 'shape') {
      return [write(fault.slice(index) === '0' ? `${table}.count()` : `len(${table}.columns)`)];
    }
    if (object.attr.name === 'iloc') return ilocOf(fault, index).map((text) => write(table + text));
    if (object.attr.name !== 'loc') return [];
    const [rows, columns] = index.kind === 'Tuple' ? index.items : [index, undefined];
    if (rows === undefined) return [];
    const filtered = rows.kind === 'Slice' ? table : `${table}.filter(${fault.slice(rows)})`;
    if (columns === undefined) return [write(filtered)];
    if (columns.kind === 'Slice') return [write(filtered)];
    const select = write(`${filtered}.select(${fault.slice(columns)})`);
    return columns.kind === 'Str'
      ? [write(`${filtered}[${fault.slice(columns)}]`), select]
      : [select];
  });

function ilocOf(fault: Fault, index: PythonAst.Expression): readonly string[] {
  const rows = index.kind === 'Tuple' ? index.items[0] : index;
  if (rows === undefined) return [];
  if (rows.kind !== 'Slice') return [`.limit(1, offset=${fault.slice(rows)})`];
  const lower = rows.lower === undefined ? undefined : fault.slice(rows.lower);
  const upper = rows.upper === undefined ? undefined : fault.slice(rows.upper);
  if (upper === undefined) return lower === undefined ? [''] : [`.limit(None, offset=${lower})`];
  if (lower === undefined || lower === '0') return [`.limit(${upper})`];
  return [`.limit(${Number(upper) - Number(lower)}, offset=${lower})`];
}

/** `x.apply(lambda v: v.upper())` → `x.upper()`; `t.apply(lambda r: …)` keeps the function. */
export const appliedFunctions: Rule = (fault) =>
  fault
    .callsOf('apply', 'map', 'applymap', 'transform', 'assign', 'map_elements', 'pipe')
    .flatMap(({ call, object }) => {
      const [only] = call.args;
      if (only?.kind !== 'positional' || call.args.length !== 1) return [];
      const why = 'A database runs no Python function per value: the expression itself is written.';
      if (only.value.kind === 'Lambda') {
        const [parameter] = only.value.params.list;
        if (parameter === undefined) return [];
        const body = fault.slice(only.value.body);
        const subject = fault.slice(object);
        const text = body.replaceAll(
          new RegExp(`(?<![\\w.])${parameter.name.name}(?!\\w)`, 'g'),
          () => asReceiver(subject),
        );
        return [replaced(call, text, 0.85, why)];
      }
      if (only.value.kind === 'Dict') {
        const text = `${fault.slice(object)}.substitute(${fault.slice(only.value)})`;
        return [
          replaced(call, text, 0.9, 'Values are replaced by a dictionary with `substitute`.'),
        ];
      }
      const name =
        only.value.kind === 'Name'
          ? only.value.name
          : only.value.kind === 'Attribute'
            ? only.value.attr.name
            : only.value.kind === 'Str'
              ? only.value.value
              : undefined;
      if (name === undefined) return [];
      const method = name === 'len' ? 'length' : name;
      return [replaced(call, `${fault.slice(object)}.${method}()`, 0.9, why)];
    });

/** `t.city.unique()` → `t.select("city").distinct()`: only tables have distinct rows. */
export const distinctColumns: Rule = (fault) =>
  fault.callsOf('unique', 'distinct', 'drop_duplicates').flatMap(({ call, object }) => {
    const [table, column] =
      object.kind === 'Attribute'
        ? [object.object, object.attr.name]
        : object.kind === 'Subscript' && object.index.kind === 'Str'
          ? [object.object, object.index.value]
          : [];
    if (table === undefined || column === undefined || call.args.length > 0) return [];
    const text = `${fault.slice(table)}.select("${column}").distinct()`;
    const why = `A column has no \`distinct\` of its own: its table is reduced to it first, \`${text}\`.`;
    return [replaced(call, text, 0.84, why)];
  });
