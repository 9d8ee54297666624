import {
  childrenOf,
  field,
  isOp,
  isRelation,
  isValue,
  make,
  parentsOf,
  some,
  valueOf,
} from '@ibert/ir';
import type { Relation, Value } from '@ibert/ir';

/** A fault of real Ibis 12.0.0 that composed programs can run into. */
export interface UpstreamFault {
  /** Its key in the table of known differences, after `random/`; the reason stands there. */
  readonly name: string;
  /** Small programs that show it, over the tables of every type. */
  readonly ibis: readonly string[];
  /** Whether a value of a program runs into it. */
  readonly occurs: (value: Value) => boolean;
}

const BITWISE: ReadonlySet<string> = new Set([
  'BitwiseAnd',
  'BitwiseOr',
  'BitwiseXor',
  'BitwiseLeftShift',
  'BitwiseRightShift',
]);

/** Tests whose operands stand beside an operator. */
const TESTS: ReadonlySet<string> = new Set([
  'Equals',
  'NotEquals',
  'Greater',
  'GreaterEqual',
  'Less',
  'LessEqual',
  'IdenticalTo',
  'Between',
  'InValues',
  'InSubquery',
  'IsNull',
  'NotNull',
]);

/** Tests that Ibis leaves without parentheses where they are operands. */
const LOOSE: ReadonlySet<string> = new Set([
  'Not',
  'IdenticalTo',
  'Between',
  'InValues',
  'InSubquery',
  'IsNull',
  'NotNull',
  'StringSQLLike',
  'StringSQLILike',
]);

/** Tests that Ibis gives no parentheses to: their operands bind otherwise than they were meant. */
const BARE: ReadonlySet<string> = new Set(['IdenticalTo', 'Between', 'InValues', 'InSubquery']);
const CONDITIONS: ReadonlySet<string> = new Set([...TESTS, 'And', 'Or', 'Xor']);

/** Arithmetic that DuckDB binds tighter than a prefix ~. */
const ARITHMETIC: ReadonlySet<string> = new Set([
  'Add',
  'Subtract',
  'Multiply',
  'Divide',
  'Modulus',
]);
/** Chains of these Ibis writes without parentheses. */
const CHAINED: ReadonlySet<string> = new Set(['Add', 'Multiply']);

/** Whether a value's text, as the left operand of the operator, ends in a prefix ~ with its operand. */
function endsInComplement(value: Value, operator: string): boolean {
  const { kind, args } = resolved(value);
  if (kind === 'BitwiseNot') return true;
  return (
    kind === operator && CHAINED.has(kind) && endsInComplement(args['right'] as Value, operator)
  );
}

/** Positions, to which Ibis adds 1 or compares them first. */
const POSITIONS: Readonly<Record<string, readonly string[]>> = {
  StringFind: ['start'],
  Substring: ['start'],
  StringSlice: ['start', 'end'],
  ArrayIndex: ['index'],
  ArraySlice: ['start', 'stop'],
  NthValue: ['nth'],
};

const isComplement = (arg: unknown): boolean => isValue(arg) && resolved(arg).kind === 'BitwiseNot';

/** What a column is computed by, below the relations that pass it on: Ibis merges these. */
export function resolved(value: Value): Value {
  let current: Value | undefined = value;
  let last = value;
  while (current !== undefined && isOp(current, 'Field')) {
    last = current;
    current = valueOf(current.args.rel, current.args.name);
  }
  return current ?? last;
}

const holds = (arg: unknown, kinds: ReadonlySet<string>): boolean =>
  isValue(arg) && some(arg, (v) => kinds.has(resolved(v).kind));

const isFirst = ({ kind }: Value): boolean =>
  kind === 'First' || kind === 'Last' || kind === 'ArrayCollect';

/** What real Ibis gets wrong, with the smallest programs. */
export const UPSTREAM_FAULTS: readonly UpstreamFault[] = [
  {
    name: 'first-where-or',
    ibis: [
      'parts.group_by("s").agg(x=_.d.month().first(where=_.flag | _.flag, order_by=_.part_id))',
    ],
    occurs: (value) => isFirst(value) && holds(value.args['where'], new Set(['Or'])),
  },
  {
    name: 'bitwise-not-of-operator',
    ibis: ['parts.select(x=~(parts.i | 1))'],
    occurs: (value) => isOp(value, 'BitwiseNot') && BITWISE.has(resolved(value.args.arg).kind),
  },
  {
    name: 'bitwise-not-beside-arithmetic',
    ibis: [
      'bare.select(x=~_.k + _.i)',
      'bare.select(x=~_.k % 3)',
      'bare.select(x=_.i + ~_.k + _.i)',
      'bare.select(y=~_.k, k=_.k).select(x=_.y - _.k)',
      'bare.select(x=_.s.find("10", ~_.k))',
    ],
    occurs: ({ kind, args }) =>
      (ARITHMETIC.has(kind) && endsInComplement(args['left'] as Value, kind)) ||
      (POSITIONS[kind] ?? []).some((name) => isComplement(args[name])),
  },
  {
    name: 'json-odd-key',
    ibis: ['things.select(x=_.j[" "])'],
    occurs: (value) =>
      isOp(value, 'JSONGetItem') &&
      isOp(value.args.index, 'Literal') &&
      typeof value.args.index.args.value === 'string' &&
      !/^\w+$/.test(value.args.index.args.value),
  },
  {
    name: 'tests-as-operands',
    ibis: [
      'bare.select((~_.flag).name("x")).drop_null()',
      'bare.select(x=_.flag.identical_to(_.flag) <= _.flag)',
      'bare.select(x=(_.flag | True).isin([False]))',
    ],
    occurs: (value) =>
      childrenOf(value).some((child) => {
        const { kind } = resolved(child);
        return (
          ((TESTS.has(value.kind) || isFirst(value)) && LOOSE.has(kind)) ||
          (BARE.has(value.kind) && CONDITIONS.has(kind))
        );
      }),
  },
];

/** The faults that a program runs into. */
export function faultsOf(root: Relation): readonly string[] {
  const found = new Set<string>();
  eachValue(root, (value) => {
    for (const { name, occurs } of UPSTREAM_FAULTS) if (occurs(value)) found.add(name);
  });
  return [...found];
}

/** Every value of a program, those of subqueries too. */
export function eachValue(root: Relation, look: (value: Value) => void): void {
  const seen = new Set<unknown>();
  const visitValue = (value: Value): void => {
    look(value);
    for (const arg of Object.values(value.args)) if (isRelation(arg)) visit(arg);
    for (const child of childrenOf(value)) visitValue(child);
  };
  const visit = (relation: Relation): void => {
    if (seen.has(relation)) return;
    seen.add(relation);
    for (const parent of parentsOf(relation)) visit(parent);
    for (const value of valuesOf(relation)) visitValue(value);
  };
  visit(root);
}

/** The values that a relation holds; drop_null tests columns for NULL. */
export function valuesOf(relation: Relation): readonly Value[] {
  if (relation.kind === 'JoinChain') {
    return [...relation.values.values(), ...relation.rest.flatMap((link) => link.predicates)];
  }
  if (relation.kind === 'DropNull') {
    const { parent } = relation;
    const tested = relation.subset ?? [...parent.schema.keys()].map((name) => field(parent, name));
    return tested.map((arg) => make('NotNull', { arg }));
  }
  return (Object.values(relation) as unknown[])
    .flatMap((part): readonly unknown[] =>
      part instanceof Map ? [...part.values()] : Array.isArray(part) ? part : [part],
    )
    .filter(isValue);
}
