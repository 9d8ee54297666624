import { closest } from '@ibert/core';
import { expressionPrefix, isOp, isOpen } from '@ibert/ir';
import type { JoinChain, Relation, Value } from '@ibert/ir';

import { typeError, valueError } from '../python/index.js';
import type {
  PythonError,
  BinaryOperator,
  CompareOperator,
  HostObject,
  PyContext,
  PySingleton,
  PyType,
  PyValue,
  UnaryOperator,
} from '../python/index.js';
import { missingColumn, ibisError } from './errors.js';
import { checkExpressionSize } from './expression-size.js';
import type { Session } from './session.js';
import type { Equalities } from './equalities.js';

/** Operators on values; injected with the session's tables, since they build values. */
export interface ValueOperators {
  binary(
    left: PyValue,
    op: BinaryOperator,
    right: PyValue,
    session: Session,
    ctx: PyContext,
    self: ValueObj,
  ): PyValue | PySingleton;
  compare(
    self: ValueObj,
    op: CompareOperator,
    other: PyValue,
    ctx: PyContext,
  ): PyValue | PySingleton;
  unary(self: ValueObj, op: UnaryOperator, ctx: PyContext): PyValue;
  item(self: ValueObj, key: PyValue, ctx: PyContext): PyValue;
}

const noTruth = (): never => {
  throw valueError('The truth value of an Ibis expression is not defined');
};

/** The name of the expression class that Ibis has for a value: `IntegerColumn`. */
export const className = (value: Value): string =>
  expressionPrefix(value.dtype) + (value.shape === 'columnar' ? 'Column' : 'Scalar');

/** A value expression in a program. */
export class ValueObj implements HostObject {
  readonly kind = 'host';
  readonly session: Session;
  readonly node: Value;

  constructor(session: Session, node: Value) {
    checkExpressionSize(node);
    this.session = session;
    this.node = node;
  }

  get pyType(): string {
    return className(this.node);
  }
  getAttr(name: string, ctx: PyContext): PyValue | undefined {
    return this.session.api.valueAttribute(this, name, ctx);
  }
  /** A column that is called was no column: the table has no such method. */
  callError(): Error | undefined {
    const { node } = this;
    if (!isOp(node, 'Field') || !isOpen(node.args.rel.schema)) return undefined;
    const nearest = closest(node.args.name, this.session.api.tableMethods);
    return noTableAttribute(
      'Table',
      node.args.name,
      nearest === undefined ? undefined : `Did you mean ${nearest}?`,
    );
  }
  getItem(key: PyValue, ctx: PyContext): PyValue {
    return this.session.api.operators.item(this, key, ctx);
  }
  binary(
    op: BinaryOperator,
    other: PyValue,
    reflected: boolean,
    ctx: PyContext,
  ): PyValue | PySingleton {
    const { operators } = this.session.api;
    return reflected
      ? operators.binary(other, op, this, this.session, ctx, this)
      : operators.binary(this, op, other, this.session, ctx, this);
  }
  compare(op: CompareOperator, other: PyValue, ctx: PyContext): PyValue | PySingleton {
    return this.session.api.operators.compare(this, op, other, ctx);
  }
  unary(op: UnaryOperator, ctx: PyContext): PyValue {
    return this.session.api.operators.unary(this, op, ctx);
  }
  truth(): boolean {
    return noTruth();
  }
  iterate(): Iterable<PyValue> {
    throw typeError(`'${this.pyType}' object is not iterable`);
  }
  contains(): boolean {
    if (this.node.dtype.kind === 'string') throw typeError('Use string_expr.contains(arg)');
    throw typeError(`argument of type '${this.pyType}' is not iterable`);
  }
  immutable(): string {
    return this.session.api.classOf(this);
  }
  typeObject(): PyType | undefined {
    return this.session.api.typeObject(this);
  }
  repr(): string {
    return this.session.api.repr(this.node);
  }
  hashKey(): object {
    return this.node;
  }
}

/** A table expression in a program. */
export class TableObj implements HostObject {
  readonly kind = 'host';
  readonly pyType: string = 'Table';
  readonly session: Session;
  readonly relation: Relation;

  constructor(session: Session, relation: Relation) {
    checkExpressionSize(relation);
    session.countColumns(relation.schema.size);
    this.session = session;
    this.relation = relation;
  }

  /** The relation as the source of further operations. */
  finished(): Relation {
    return this.relation;
  }
  /** A column by name. */
  column(name: string): ValueObj {
    const { relation, session } = this;
    const node = session.field(relation, name);
    if (node === undefined) throw missingColumn(name, relation.schema.keys());
    return new ValueObj(session, node);
  }
  getAttr(name: string, ctx: PyContext): PyValue | undefined {
    const method = this.session.api.tableAttribute(this, name, ctx);
    if (method !== undefined) return method;
    // Of an open table, such an attribute is not taken for a column: Ibis has private ones.
    const isPrivate = name.startsWith('_') && !this.relation.schema.has(name);
    const node = isPrivate ? undefined : this.session.field(this.relation, name);
    if (node !== undefined) return new ValueObj(this.session, node);
    throw noTableAttribute(this.pyType, name);
  }
  getItem(key: PyValue, ctx: PyContext): PyValue {
    return this.session.api.tableItem(this, key, ctx);
  }
  truth(): boolean {
    return noTruth();
  }
  contains(item: PyValue): boolean {
    return typeof item === 'string' && this.relation.schema.has(item);
  }
  length(): number {
    throw ibisError('ExpressionError', 'Use .count() instead');
  }
  iterate(): Iterable<PyValue> {
    throw typeError(`'${this.pyType}' object is not iterable`);
  }
  immutable(): string {
    return this.session.api.classOf(this);
  }
  typeObject(): PyType | undefined {
    return this.session.api.typeObject(this);
  }
  repr(): string {
    return this.session.api.repr(this.relation);
  }
  hashKey(): object {
    return this.relation;
  }
}

/** Names that Ibis itself suggests a correction for. */
const TYPOS: ReadonlyMap<string, string> = new Map([
  ['sort', 'order_by'],
  ['sort_by', 'order_by'],
  ['sortby', 'order_by'],
  ['orderby', 'order_by'],
  ['groupby', 'group_by'],
]);

/** Ibis's complaint about a name that a table does not have. */
function noTableAttribute(pyType: string, name: string, hint?: string): PythonError {
  const typo = TYPOS.get(name);
  if (typo !== undefined) {
    const words = `${pyType} object has no attribute '${name}', did you mean '${typo}'`;
    return ibisError('AttributeError', words);
  }
  // Ibis says 'Table' for joins as well.
  return ibisError('AttributeError', `'Table' object has no attribute '${name}'`, hint);
}

/** A chain of joins that can still grow, with what later steps must know of it. */
export class JoinObj extends TableObj {
  override readonly pyType = 'Join';
  readonly chain: JoinChain;
  /** Output names that two columns want; an error once the join is used as a table. */
  readonly collisions: ReadonlySet<string>;
  readonly equalities: Equalities;

  constructor(
    session: Session,
    chain: JoinChain,
    collisions: ReadonlySet<string>,
    equalities: Equalities,
  ) {
    super(session, chain);
    this.chain = chain;
    this.collisions = collisions;
    this.equalities = equalities;
  }

  override finished(): Relation {
    if (this.collisions.size > 0) {
      const names = [...this.collisions].map((name) => `'${name}'`).join(', ');
      throw ibisError(
        'IntegrityError',
        `Name collisions: {${names}}`,
        'Give the join lname= or rname=.',
      );
    }
    return this.chain;
  }
}

/** `t.group_by(...)`: keys, and what was said about order and groups to keep. */
export class GroupedTableObj implements HostObject {
  readonly kind = 'host';
  readonly pyType = 'GroupedTable';
  readonly table: TableObj;
  readonly groupings: readonly Value[];
  readonly orderings: readonly Value[];
  readonly havings: readonly Value[];

  constructor(
    table: TableObj,
    groupings: readonly Value[],
    orderings: readonly Value[] = [],
    havings: readonly Value[] = [],
  ) {
    this.table = table;
    this.groupings = groupings;
    this.orderings = orderings;
    this.havings = havings;
  }

  getAttr(name: string, ctx: PyContext): PyValue | undefined {
    return this.table.session.api.groupedAttribute(this, name, ctx);
  }
  getItem(key: PyValue, ctx: PyContext): PyValue {
    return this.table.session.api.groupedItem(this, key, ctx);
  }
  /** Python asks for the items 0, 1, ... of what has subscripts. */
  iterate(ctx: PyContext): Iterable<PyValue> {
    return [this.getItem(0n, ctx)];
  }
  repr(): string {
    const { api } = this.table.session;
    const reprObject = (node: Value | Relation): string => api.reprObject(node);
    const tuple = (nodes: readonly Value[]): string =>
      `(${nodes.map(reprObject).join(', ')}${nodes.length === 1 ? ',' : ''})`;
    const { table, groupings, orderings, havings } = this;
    return `GroupedTable(table=${reprObject(table.relation)}, groupings=${tuple(groupings)}, orderings=${tuple(orderings)}, havings=${tuple(havings)})`;
  }
}

/** Something that stands for columns of a table not known yet: a selector. */
export abstract class Expandable implements HostObject {
  readonly kind = 'host';
  abstract readonly pyType: string;
  /** The values it stands for on a table. */
  abstract expand(table: TableObj, ctx: PyContext): Value[];
  abstract getAttr(name: string, ctx: PyContext): PyValue | undefined;
  abstract repr(): string;
}
