import { IbertError } from '@ibert/core';
import { isOp, isValue, printType, specOf } from '@ibert/ir';
import type { DataType, Relation, Value } from '@ibert/ir';

import type { DialectSpec, Infix, Refusal } from '../dialects/spec.js';
import { run } from '../format/doc.js';
import type { Doc } from '../format/doc.js';
import { lookup } from '../plan/binding.js';
import type { Bound, ColumnRef, Env, Select, Source } from '../plan/query.js';
import { aggregateCall } from './aggregates.js';
import { isCondition, NEVER_NULL } from './conditions.js';
import { atom, call, PRECEDENCE, sql, tighter, wrap } from './sql.js';
import type { Precedence, Sql } from './sql.js';

/** What expressions need of the statement that they stand in. */
export interface StatementScope {
  readonly dialect: DialectSpec;
  /** The name that columns of the source are qualified with. */
  alias(source: Source): string;
  /** A query inside an expression, in parentheses. */
  subquery(relation: Relation, emitter: Emitter): Doc;
  /** `EXISTS (…)`. */
  exists(query: Relation | Select, emitter: Emitter): Sql;
}

/** The SELECT that expressions stand in. */
export interface Frame {
  readonly sources: readonly Source[];
  /** Whether columns carry the name of their source. */
  readonly qualified: boolean;
  /** Names that would be read as an output column here; their columns are qualified. */
  readonly shadowed: ReadonlySet<string>;
  /** Output columns that may be called by their name here. */
  readonly named: ReadonlyMap<Bound, string>;
  /** All names in use around this place, lower case. */
  readonly scope: ReadonlySet<string>;
}

const EMPTY_ENV: Env = { parents: [], outer: null };

/** The error for what a dialect cannot say. */
export const refusal = ({ label }: DialectSpec, what: string, reason: string): IbertError =>
  new IbertError('UNSUPPORTED_OPERATION', `${label} has no row for ${what}: ${reason}`, {
    hint: 'Choose another dialect or rewrite the expression without it.',
  });

/** Writes expressions of one SELECT; immutable, one per environment. */
export class Emitter {
  readonly statement: StatementScope;
  readonly frame: Frame;
  readonly env: Env;

  constructor(statement: StatementScope, frame: Frame, env: Env = EMPTY_ENV) {
    this.statement = statement;
    this.frame = frame;
    this.env = env;
  }

  get dialect(): DialectSpec {
    return this.statement.dialect;
  }

  bound(bound: Bound): Sql {
    const name = this.frame.named.get(bound);
    if (name !== undefined) return atom(this.dialect.identifier(name));
    if (bound.is === 'column') return this.column(bound);
    if (bound.is === 'computed') return this.in(bound.env).value(bound.value);
    const test = this.statement.exists(bound.query, this);
    return bound.negated ? sql(run('NOT ', test.doc), PRECEDENCE.not) : test;
  }

  /** Something bound where a condition stands, as in WHERE. */
  boundCondition(bound: Bound): Sql {
    const { booleans } = this.dialect;
    if (booleans === undefined || bound.is === 'exists') return this.bound(bound);
    return bound.is === 'computed' && !this.frame.named.has(bound)
      ? this.in(bound.env).condition(bound.value)
      : booleans.asCondition(this.bound(bound));
  }

  /** The text of a value where a condition stands: in AND and its kin, WHEN and WHERE. */
  condition(value: Value): Sql {
    const { booleans } = this.dialect;
    if (booleans === undefined) return this.value(value);
    if (isOp(value, 'Alias')) return this.condition(value.args.arg);
    if (isOp(value, 'Field')) {
      return this.boundCondition(lookup(this.env, value.args.rel, value.args.name).bound);
    }
    const written = this.written(value);
    return isCondition(value) ? written : booleans.asCondition(written);
  }

  conditionDoc(value: Value): Doc {
    return this.condition(value).doc;
  }

  /** A condition, parenthesised unless it binds at least as tightly as asked. */
  conditionOperand(value: Value, least: Precedence): Doc {
    return wrap(this.condition(value), least);
  }

  /** The text of a value. */
  value(value: Value): Sql {
    if (isOp(value, 'Field')) {
      return this.bound(lookup(this.env, value.args.rel, value.args.name).bound);
    }
    if (isOp(value, 'Alias')) return this.value(value.args.arg);
    const written = this.written(value);
    const { booleans } = this.dialect;
    return booleans === undefined || !isCondition(value)
      ? written
      : booleans.asValue(written, !NEVER_NULL.has(value.kind));
  }

  /** The value itself, where it stands behind columns that this very SELECT computes. */
  resolved(value: Value): Value {
    if (isOp(value, 'Alias')) return this.resolved(value.args.arg);
    if (!isOp(value, 'Field')) return value;
    const { bound } = lookup(this.env, value.args.rel, value.args.name);
    return bound.is === 'computed' && !this.frame.named.has(bound)
      ? this.in(bound.env).resolved(bound.value)
      : value;
  }

  private written(value: Value): Sql {
    const row = (this.dialect.rows as Readonly<Record<string, AnyRow | undefined>>)[value.kind];
    if (row === undefined) throw this.refusal(value.kind, 'it is not written yet');
    if (typeof row === 'function') return row(value.args, this, value);
    if (typeof row === 'string') return this.named(row, value);
    if (row.row === 'refusal') throw this.refusal(value.kind, row.reason);
    return this.infix(row, value.args as unknown as Operands);
  }

  doc(value: Value): Doc {
    return this.value(value).doc;
  }

  /** The text, parenthesised unless it binds at least as tightly as asked. */
  operand(value: Value, least: Precedence): Doc {
    return wrap(this.value(value), least);
  }

  /** A call with the values as arguments. */
  call(name: string, ...args: readonly Value[]): Sql {
    return call(name, ...args.map((arg) => this.doc(arg)));
  }

  cast(value: Value | Doc, to: DataType): Sql {
    const doc = isValue(value) ? this.doc(value) : (value as Doc);
    return atom(run('CAST(', doc, ` AS ${this.type(to)})`));
  }

  type(type: DataType): string {
    const name = this.dialect.type(type);
    if (name === undefined)
      throw this.refusal(`the type ${printType(type)}`, 'it has no such type');
    return name;
  }

  identifier(name: string): string {
    return this.dialect.identifier(name);
  }

  in(env: Env): Emitter {
    return env === this.env ? this : new Emitter(this.statement, this.frame, env);
  }

  /** For text where the names mean something else than the columns of that name. */
  shadowing(names: readonly string[]): Emitter {
    const shadowed = new Set([...this.frame.shadowed, ...names]);
    return new Emitter(this.statement, { ...this.frame, shadowed }, this.env);
  }

  refusal(what: string, reason: string): IbertError {
    return refusal(this.dialect, what, reason);
  }

  private column({ source, name }: ColumnRef): Sql {
    const { frame, dialect } = this;
    const foreign = !frame.sources.includes(source);
    const text = dialect.identifier(name);
    const bare =
      source.kind === 'unnest' && name === source.offset && dialect.unnest !== null
        ? dialect.unnest.position
        : null;
    if (!foreign && !frame.qualified && !frame.shadowed.has(name)) return atom(text);
    const full = `${dialect.identifier(this.statement.alias(source))}.${text}`;
    return bare === null ? atom(full) : sql(bare(full), PRECEDENCE.add);
  }

  private named(name: string, value: Value): Sql {
    const spec = specOf(value.kind);
    if (spec.role === 'reduction') return aggregateCall(this, name, value);
    const args: Doc[] = [];
    for (const key in spec.params) {
      const arg = value.args[key];
      if (isValue(arg)) args.push(this.doc(arg));
      else if (Array.isArray(arg)) {
        for (const item of arg as readonly unknown[]) if (isValue(item)) args.push(this.doc(item));
      }
    }
    return call(name, ...args);
  }

  /**
   * `left operator right`. Only arithmetic chains to the left without parentheses: to the right it
   * would be computed in another order, and dialects disagree about comparisons and bits.
   */
  infix({ operator, precedence }: Infix, { left, right }: Operands): Sql {
    const above = tighter(precedence);
    const leftLeast = precedence >= PRECEDENCE.add ? precedence : above;
    return sql(
      run(this.operand(left, leftLeast), ` ${operator} `, this.operand(right, above)),
      precedence,
    );
  }
}

interface Operands {
  readonly left: Value;
  readonly right: Value;
}

type AnyRow = string | Infix | Refusal | ((args: Value['args'], e: Emitter, node: Value) => Sql);
