import * as ir from '@ibert/ir';
import type { OpName, Relation, Value } from '@ibert/ir';

/** Rewrites of one operation; undefined where nothing is to be done. */
type Rule = (value: Value) => Value | undefined;
type Rules = Partial<Record<OpName, Rule>>;

const operand = (value: Value, name: string): Value => value.args[name] as Value;
const isLiteral = (value: Value): boolean => value.kind === 'Literal';
const isNumeric = ({ dtype }: Value): boolean => ir.isA(dtype, 'Numeric');
const sameTyped = (next: Value, value: Value): Value | undefined =>
  ir.sameType(next.dtype, value.dtype) ? next : undefined;

/** `1 + x` as `x + 1`, where the order of the operands makes no difference. */
const literalLast =
  (kind: 'Add' | 'Multiply'): Rule =>
  (value) => {
    const [left, right] = [operand(value, 'left'), operand(value, 'right')];
    if (!isLiteral(left) || isLiteral(right) || !isNumeric(left) || !isNumeric(right))
      return undefined;
    return sameTyped(ir.make(kind, { left: right, right: left }), value);
  };

/** `5 < x` as `x > 5`. */
const turned =
  (kind: 'Equals' | 'NotEquals' | 'Greater' | 'GreaterEqual' | 'Less' | 'LessEqual'): Rule =>
  (value) => {
    const folded = counted(ir.mapChildren(value, (side) => sumOfLiterals(side) ?? side));
    const [left, right] = [operand(folded, 'left'), operand(folded, 'right')];
    if (!isLiteral(left) || isLiteral(right)) return folded === value ? undefined : folded;
    return ir.make(kind, { left: right, right: left });
  };

/** `row_number() + 1 = 1`, as SQL counts, in Ibis's numbers from 0: `row_number() == 0`. */
function counted(value: Value): Value {
  const [left, right] = [operand(value, 'left'), operand(value, 'right')];
  if (!ir.isOp(left, 'Add') || !ir.isOp(right, 'Literal')) return value;
  const { left: window, right: one } = left.args;
  const isRank = ir.isOp(window, 'WindowFunction') && RANKS.has(window.args.func.kind);
  if (!isRank || !ir.isOp(one, 'Literal')) return value;
  const [n, bound] = [one.args.value, right.args.value];
  if (typeof n !== 'bigint' || typeof bound !== 'bigint') return value;
  const rest = ir.make('Literal', { value: bound - n, type: ir.inferInteger(bound - n) });
  return ir.build(value.kind, { ...value.args, left: window, right: rest });
}

const RANKS: ReadonlySet<string> = new Set(['RowNumber', 'MinRank', 'DenseRank']);

/** `1 + 10`, the bound of a comparison, as 11. */
function sumOfLiterals(value: Value): Value | undefined {
  if (!ir.isOp(value, 'Add') && !ir.isOp(value, 'Subtract')) return undefined;
  const [a, b] = [value.args.left, value.args.right].map((side) =>
    ir.isOp(side, 'Literal') && ir.isA(side.dtype, 'Integer') ? side.args.value : undefined,
  );
  if (typeof a !== 'bigint' || typeof b !== 'bigint') return undefined;
  const sum = value.kind === 'Add' ? a + b : a - b;
  if (sum > 2147483647n || sum < -2147483648n) return undefined;
  return ir.make('Literal', { value: sum, type: ir.inferInteger(sum) });
}

const not: Rule = (value) => {
  const arg = operand(value, 'arg');
  if (ir.isOp(arg, 'IsNull')) return ir.make('NotNull', { arg: arg.args.arg });
  if (ir.isOp(arg, 'NotNull')) return ir.make('IsNull', { arg: arg.args.arg });
  if (ir.isOp(arg, 'Equals')) return ir.make('NotEquals', arg.args);
  if (ir.isOp(arg, 'NotEquals')) return ir.make('Equals', arg.args);
  return ir.isOp(arg, 'Not') ? arg.args.arg : undefined;
};

/** The operands of a tree of one operator, in order. */
function operandsOf(value: Value, kind: 'And' | 'Or'): Value[] {
  if (value.kind !== kind) return [value];
  return [
    ...operandsOf(operand(value, 'left'), kind),
    ...operandsOf(operand(value, 'right'), kind),
  ];
}

const joinedBy = (kind: 'And' | 'Or', values: readonly Value[]): Value =>
  values.reduce((left, right) => ir.make(kind, { left, right }));

const sameKey = (a: Value, b: Value): boolean =>
  ir.sameValue(operand(a, 'left'), operand(b, 'left')) &&
  ir.sameType(operand(a, 'right').dtype, operand(b, 'right').dtype);

const isTest = (value: Value, kind: 'Equals' | 'NotEquals'): boolean => {
  if (value.kind !== kind || !isLiteral(operand(value, 'right'))) return false;
  return operand(value, 'right').args['value'] !== null && !isLiteral(operand(value, 'left'));
};

/** `x = 1 OR x = 2` as `x IN (1, 2)`; `x <> 1 AND x <> 2` as `x NOT IN (1, 2)`. */
function asMembership(values: readonly Value[], kind: 'Equals' | 'NotEquals'): readonly Value[] {
  const next: Value[] = [];
  const done = new Set<Value>();
  for (const value of values) {
    if (done.has(value)) continue;
    const group = isTest(value, kind)
      ? values.filter((other) => isTest(other, kind) && sameKey(value, other))
      : [];
    if (group.length < 2) {
      next.push(value);
      continue;
    }
    for (const member of group) done.add(member);
    const options = group.map((member) => operand(member, 'right'));
    const member = ir.make('InValues', { value: operand(value, 'left'), options });
    next.push(kind === 'Equals' ? member : ir.make('Not', { arg: member }));
  }
  return next.length === values.length ? values : next;
}

/** `(a & b) | (a & c)` as `a & (b | c)`: equal in three-valued logic too. */
function factored(alternatives: readonly Value[]): Value | undefined {
  const parts = alternatives.map((value) => operandsOf(value, 'And'));
  const [first, ...others] = parts;
  if (first === undefined || others.length === 0) return undefined;
  const has = (list: readonly Value[], value: Value): boolean =>
    list.some((other) => ir.sameValue(other, value));
  const common = first.filter((value) => others.every((part) => has(part, value)));
  if (common.length === 0) return undefined;
  const rests = parts.map((part) => part.filter((value) => !has(common, value)));
  // An alternative with nothing of its own holds wherever the others do.
  if (rests.some((rest) => rest.length === 0)) return joinedBy('And', common);
  const rest = joinedBy(
    'Or',
    rests.map((part) => joinedBy('And', part)),
  );
  return joinedBy('And', [...common, rest]);
}

const or: Rule = (value) => {
  const all = operandsOf(value, 'Or');
  const members = asMembership(all, 'Equals');
  const common = factored(members);
  if (common !== undefined) return common;
  return members === all ? undefined : joinedBy('Or', members);
};

const and: Rule = (value) => {
  const all = operandsOf(value, 'And');
  const members = asMembership(all, 'NotEquals');
  return members === all ? undefined : joinedBy('And', members);
};

/** `CASE WHEN c THEN a ELSE b END`: c.ifelse(a, b). */
const searchedCase: Rule = (value) => {
  if (!ir.isOp(value, 'SearchedCase')) return undefined;
  const { cases, results, default: other } = value.args;
  const [condition, result] = [cases[0], results[0]];
  if (condition === undefined || result === undefined || cases.length > 1) return undefined;
  if (isLiteral(condition) || condition.dtype.kind !== 'boolean') return undefined;
  const next = ir.make('IfElse', {
    bool_expr: condition,
    true_expr: result,
    false_null_expr: other,
  });
  return sameTyped(next, value);
};

/** Bounds and members that are sums of numbers, as numbers. */
const foldedBounds: Rule = (value) => {
  const next = ir.mapChildren(value, (bound) => sumOfLiterals(bound) ?? bound);
  return next === value ? undefined : next;
};

const cast: Rule = (value) => {
  const arg = operand(value, 'arg');
  if (arg.args['value'] === null && isLiteral(arg))
    return ir.make('Literal', { value: null, type: ir.withNullable(value.dtype, true) });
  return ir.sameType(arg.dtype, value.dtype) && !isLiteral(arg) ? arg : undefined;
};

/** The only reduction of a value that is otherwise made of literals. */
function soleReduction(value: Value): Value | undefined {
  const found: Value[] = [];
  let isPlain = true;
  const walk = (inner: Value): void => {
    const { role } = ir.specOf(inner.kind);
    if (role === 'reduction') found.push(inner);
    else if (role !== 'value' || ir.isOp(inner, 'Field')) isPlain = false;
    else for (const child of ir.childrenOf(inner)) walk(child);
  };
  walk(value);
  return isPlain && found.length === 1 ? found[0] : undefined;
}

/** A subquery under the name that its value has by itself; arithmetic around an aggregate outside of it. */
const scalarSubquery: Rule = (value) => {
  const rel = value.args['rel'] as Relation;
  if (rel.kind === 'Sort') return ir.make('ScalarSubquery', { rel: rel.parent });
  const [metric] = rel.kind === 'Aggregate' && rel.groups.size === 0 ? rel.metrics.values() : [];
  if (rel.kind !== 'Aggregate' || metric === undefined) return undefined;
  const reduction = soleReduction(metric);
  if (reduction === undefined) return undefined;
  const named = new Map([[ir.nameOf(reduction), reduction]]);
  if (reduction === metric && rel.metrics.has(ir.nameOf(reduction))) return undefined;
  const inner = ir.make('ScalarSubquery', {
    rel: ir.aggregate(rel.parent, new Map(), named),
  });
  const next = ir.replace(metric, (part) => (part === reduction ? inner : undefined));
  return sameTyped(next, value);
};

const RULES: Rules = {
  Add: literalLast('Add'),
  Multiply: literalLast('Multiply'),
  Equals: turned('Equals'),
  NotEquals: turned('NotEquals'),
  Greater: turned('Less'),
  GreaterEqual: turned('LessEqual'),
  Less: turned('Greater'),
  LessEqual: turned('GreaterEqual'),
  Not: not,
  Or: or,
  And: and,
  SearchedCase: searchedCase,
  Between: foldedBounds,
  InValues: foldedBounds,
  Cast: cast,
  Alias: (value) => operand(value, 'arg'),
  ScalarSubquery: scalarSubquery,
};

/** One value as a good Ibis user writes it, its operands being so already. */
export function idiomatic(value: Value): Value {
  const rule = RULES[value.kind as OpName];
  return rule?.(value) ?? value;
}
