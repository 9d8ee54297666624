import { type Candidate, replaced, type Rule } from '../candidate.js';
import { isName, positional } from '../fault.js';

const NOT_A_TABLE =
  /^(?:sum|mean|min|max|std|var|median|nunique|upper|lower|length|isnull|notnull|round|abs|cast|year|month|day|contains|isin|between|first|last|avg)$/;

/** Methods of columns on tables: `t.sum("x")` → `t.x.sum()`. */
export const methodsOfColumns: Rule = (fault) => {
  if (fault.isSyntax) return [];
  return fault.calls.flatMap(({ call, object, name }): Candidate[] => {
    const [first] = positional(call);
    const column = first?.value.kind === 'Str' ? first.value.value : undefined;
    const isTable =
      object.kind === 'Call' || (object.kind === 'Name' && !isName(object, 'ibis', 's'));
    if (!isTable || !NOT_A_TABLE.test(name.name) || column === undefined || first === undefined)
      return [];
    const rest = fault.args(call).slice(1).join(', ');
    const text = `${fault.slice(object)}.${column}.${name.name === 'avg' ? 'mean' : name.name}(${rest})`;
    const why = `\`${name.name}\` is a method of columns, not of tables: the column comes before it.`;
    return [replaced(call, text, 0.95, why)];
  });
};

/** What a function such as `select` is called by, in SQL's order: `select("a", t)`, `filter(t, …)`. */
export const functionsOfTables: Rule = (fault) =>
  fault.nodes.flatMap((node): Candidate[] => {
    if (node.kind !== 'Call' || node.callee.kind !== 'Name') return [];
    const [first, ...rest] = node.args;
    const isTable =
      first?.value.kind === 'Name' &&
      (Object.hasOwn(fault.tables, first.value.name) ||
        !fault.closed ||
        fault.variables.has(first.value.name));
    if (
      first === undefined ||
      !isTable ||
      !/^(?:select|filter|mutate|order_by|group_by|join|limit|distinct|head|arrange|summarise|summarize|count|drop|rename|agg)$/.test(
        node.callee.name,
      )
    )
      return [];
    const text = `${fault.slice(first)}.${node.callee.name}(${rest.map((argument) => fault.slice(argument)).join(', ')})`;
    return [
      replaced(node, text, 0.95, `\`${node.callee.name}\` is a method: the table comes before it.`),
    ];
  });

/** `t["x"] = value` and `t.x = value` → `t = t.mutate(x=value)`. */
export const assignedColumns: Rule = (fault) =>
  fault.nodes.flatMap((node): Candidate[] => {
    const [target] = node.kind === 'Assign' ? node.targets : [];
    if (node.kind !== 'Assign' || target === undefined) return [];
    if (target.kind !== 'Subscript' && target.kind !== 'Attribute') return [];
    const { object } = target;
    const name =
      target.kind === 'Attribute'
        ? target.attr.name
        : target.index.kind === 'Str'
          ? target.index.value
          : undefined;
    if (name === undefined || object.kind !== 'Name') return [];
    const column = /^[\p{L}_]\w*$/u.test(name) ? `${name}=` : `**{${JSON.stringify(name)}: `;
    const end = column.endsWith('=') ? '' : '}';
    const text = `${object.name} = ${object.name}.mutate(${column}${fault.slice(node.value)}${end})`;
    const why =
      'Tables of Ibis are never changed in place: a new column makes a new table, with `mutate`.';
    return [replaced(node, text, 0.85, why)];
  });
