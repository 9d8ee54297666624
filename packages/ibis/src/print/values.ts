import { IbertError } from '@ibert/core';
import { isOp, nameOf, sameRelation, specOf } from '@ibert/ir';
import type { OpName, Relation, TypeClass, Value, ValueNode } from '@ibert/ir';

import { atom, call, list, receiver } from './code.js';
import type { Code } from './code.js';
import { bareLiteral, boxedLiteral } from './literals.js';
import { methodCode } from './methods.js';
import { column } from './names.js';
import { operatorCode } from './operators.js';
import { Needs } from './printer.js';
import type { Printer } from './printer.js';
import { SPECIAL } from './special-values.js';

/**
 * Where a value stands. What an aggregate means depends on it: `filter` makes a subquery of it,
 * `project` (select, mutate, order_by) a window over the relation.
 */
export type Context = 'filter' | 'project' | 'plain';

export interface Scope {
  /** The relation that `_` stands for. */
  readonly self: Relation | undefined;
  readonly context: Context;
  /** False where `_` would stand for something else or for nothing. */
  readonly underscore: boolean;
  /** Fields that are written in a way of their own. */
  readonly field?: (field: ValueNode<'Field'>) => Code | undefined;
  /** The output name by which a field can be asked for. */
  readonly outputName?: (field: ValueNode<'Field'>) => string | undefined;
  /** The name of a printed value once it is evaluated, where fields change theirs. */
  readonly nameOf?: (value: Value) => string;
}

/** Prints the values of one place of a program. */
export class ValuePrinter {
  readonly printer: Printer;
  readonly scope: Scope;

  constructor(printer: Printer, scope: Scope) {
    this.printer = printer;
    this.scope = scope;
  }

  /** The same place, seen otherwise. */
  inside(change: Partial<Scope>): ValuePrinter {
    return new ValuePrinter(this.printer, { ...this.scope, ...change });
  }

  /** A value as an Ibis expression, never as a plain Python value. */
  code(value: Value): Code {
    if (isOp(value, 'Literal')) return boxedLiteral(value);
    if (isOp(value, 'Field')) return this.field(value);
    const special = SPECIAL[value.kind as OpName];
    const code = special?.(value, this) ?? operatorCode(value, this) ?? methodCode(value, this);
    if (code !== undefined) return code;
    throw new IbertError(
      'UNPRINTABLE',
      `Ibis has no spelling for ${value.kind} of these arguments: ${nameOf(value)}`,
      {
        hint: 'Rewrite the expression with other operations.',
      },
    );
  }

  /** A value as an argument of a parameter of these classes: a plain Python value where that will do. */
  arg(value: Value, classes: readonly TypeClass[] = ['Any']): Code {
    const plain = isOp(value, 'Literal') ? bareLiteral(value, classes) : undefined;
    return plain ?? this.code(value);
  }

  /** Values as a plain list. */
  list(values: readonly Value[], classes: readonly TypeClass[] = ['Any']): Code {
    return list(values.map((value) => this.arg(value, classes)));
  }

  /** The argument for a parameter of the value's operation. */
  argOf(value: Value, parameter: string): Code {
    const param = specOf(value.kind).params[parameter];
    const classes: readonly TypeClass[] =
      param !== undefined && 'classes' in param ? param.classes : ['Any'];
    const arg = value.args[parameter] as Value;
    // None would leave out what need not be given.
    const isOptional = param !== undefined && 'optional' in param && param.optional;
    return isOptional && isOp(arg, 'Literal') && arg.args.value === null
      ? this.code(arg)
      : this.arg(arg, classes);
  }

  /** A method call; a receiver that is bound already takes no deferred arguments. */
  invoke(self: Code, name: string, args: readonly (Code | string)[] = []): Code {
    if (!self.deferred && args.some((arg) => typeof arg !== 'string' && arg.deferred))
      throw this.conflict();
    return call(self, name, args);
  }

  /** `self[key]`. */
  item(self: Code, key: Code | string): Code {
    if (typeof key === 'string') return atom(`${receiver(self)}[${key}]`, self.deferred);
    if (!self.deferred && key.deferred) throw this.conflict();
    return atom(`${receiver(self)}[${key.text}]`, self.deferred);
  }

  /** That `_` does not do here: the relation needs a name of its own. */
  conflict(): Error {
    const { self } = this.scope;
    if (self !== undefined)
      return new Needs(self, this.scope.outputName === undefined ? 'both' : 'plain');
    return new IbertError('UNPRINTABLE', 'an expression mixes columns that no one table has');
  }

  /** A relation inside a value: `_`, its variable, or the table expression. */
  relation(relation: Relation): Code {
    if (this.isUnderscore(relation)) return atom('_', true);
    return atom(this.printer.inline(relation));
  }

  private field(field: ValueNode<'Field'>): Code {
    const own = this.scope.field?.(field);
    if (own !== undefined) return own;
    const { rel, name } = field.args;
    if (this.isUnderscore(rel)) return atom(column('_', name), true);
    const variable = this.printer.nameOf(rel);
    if (variable === undefined) throw new Needs(rel, this.isSelf(rel) ? 'both' : 'variable');
    return atom(column(variable, name));
  }

  private isSelf(relation: Relation): boolean {
    return this.scope.self !== undefined && sameRelation(this.scope.self, relation);
  }

  private isUnderscore(relation: Relation): boolean {
    if (!this.isSelf(relation) || !this.scope.underscore || this.printer.isPlain(relation))
      return false;
    return this.printer.style.style === 'deferred' || this.printer.nameOf(relation) === undefined;
  }
}
