import { field, isOp, isOpen, printType, REST, sameType, UNKNOWN, valueOf } from '@ibert/ir';
import type { DataType, Relation, UnboundTable, Value } from '@ibert/ir';

import { limitExceeded } from '../python/index.js';
import type { PyContext, PyType, PyValue } from '../python/index.js';
import type { GroupedTableObj, TableObj, ValueObj, ValueOperators } from './objects.js';

/** What expressions can do; injected, for these tables build expressions themselves. */
export interface ApiTables {
  readonly operators: ValueOperators;
  /** The names of a table's methods. */
  readonly tableMethods: readonly string[];
  /** The attribute of a value expression, or undefined. */
  valueAttribute(value: ValueObj, name: string, ctx: PyContext): PyValue | undefined;
  /** The attribute of a table expression (not its columns), or undefined. */
  tableAttribute(table: TableObj, name: string, ctx: PyContext): PyValue | undefined;
  tableItem(table: TableObj, key: PyValue, ctx: PyContext): PyValue;
  groupedAttribute(grouped: GroupedTableObj, name: string, ctx: PyContext): PyValue | undefined;
  groupedItem(grouped: GroupedTableObj, key: PyValue, ctx: PyContext): PyValue;
  /** The class of an object as `repr` shows it. */
  classOf(value: PyValue): string;
  /** The class of an expression: `type(expr)`. */
  typeObject(value: ValueObj | TableObj): PyType | undefined;
  /** A node as Python shows an object that has no text of its own. */
  reprObject(node: Value | Relation): string;
  /** The text that Python's `repr` gives an expression. */
  repr(node: Value | Relation): string;
}

/** The columns of an open table, as far as the program tells. */
export type OpenColumns = Map<string, DataType>;

/** Thrown to start over once a program turned out to need a column nobody had heard of. */
export class NewEvidence extends Error {}

/** What is left of {@link MAX_COLUMNS}; several evaluations can count together. */
export interface ColumnBudget {
  columns: number;
}

/** A longer text is no column's name: it may be that of a table shown, and grow with the table. */
const MAX_NAME_LENGTH = 256;

/** Columns of all tables that a program makes on its way, in total. */
export const MAX_COLUMNS = 60_000;

/**
 * One evaluation of one program: its counters and, where tables are not given, what is learnt
 * about them. Nothing outlives it.
 */
export class Session {
  readonly api: ApiTables;
  /** Tables whose columns are not stated, with those learnt so far. */
  readonly openTables: Map<string, OpenColumns>;
  private counter = 0;
  private parameters = 0;
  private readonly functions = new Map<string, number>();

  private readonly budget: ColumnBudget;

  constructor(
    api: ApiTables,
    openTables: Map<string, OpenColumns> = new Map(),
    budget: ColumnBudget = { columns: MAX_COLUMNS },
  ) {
    this.api = api;
    this.openTables = openTables;
    this.budget = budget;
  }

  /** Counts the columns of a table that the program makes; a loop can make any number of them. */
  countColumns(columns: number): void {
    this.budget.columns -= columns;
    if (this.budget.columns >= 0) return;
    throw limitExceeded(
      'MemoryError',
      `the tables of the program have more than ${MAX_COLUMNS} columns in total`,
      'Make fewer or smaller tables.',
    );
  }

  /** A number not used before in this session, for the identity of views and joins. */
  nextId(): number {
    this.counter += 1;
    return this.counter;
  }

  /** The number of a new `ibis.param`; they count on their own, from 0. */
  nextParameter(): number {
    this.parameters += 1;
    return this.parameters - 1;
  }

  /** How many functions of the database of this name were declared before. */
  nextUdf(name: string): number {
    const count = this.functions.get(name) ?? 0;
    this.functions.set(name, count + 1);
    return count;
  }

  /**
   * A column of a relation, or undefined when it has none of this name.
   *
   * @throws NewEvidence when the relation is open: the column is then known to the next attempt.
   */
  field(relation: Relation, name: string): Value | undefined {
    if (relation.schema.has(name)) return field(relation, name);
    if (!isOpen(relation.schema)) return undefined;
    if (name.length > MAX_NAME_LENGTH) return undefined;
    const home = openTableOf(relation);
    const columns = home === undefined ? undefined : this.openTables.get(home.name);
    if (columns === undefined || columns.has(name)) return undefined;
    columns.set(name, UNKNOWN);
    throw new NewEvidence();
  }

  /**
   * Notes that a value must be of a type, if it is a column of an open table and nothing was known
   * of its type.
   */
  learn(value: Value, type: DataType): void {
    if (this.openTables.size === 0 || type.kind === 'unknown' || type.kind === 'null') return;
    const origin = originOf(value);
    if (origin === undefined) return;
    const columns = this.openTables.get(origin.table.name);
    const known = columns?.get(origin.column);
    if (columns === undefined || known === undefined || known.kind !== 'unknown') return;
    if (!sameType(known, type)) columns.set(origin.column, { ...type, nullable: true });
  }

  /** A short form of what is known, to see whether an attempt added to it. */
  knowledge(): string {
    return [...this.openTables]
      .map(
        ([name, columns]) =>
          `${name}(${[...columns].map(([c, t]) => `${c} ${printType(t)}`).join()})`,
      )
      .join(';');
  }
}

/** The open table whose columns a relation passes on. */
function openTableOf(relation: Relation): UnboundTable | undefined {
  let rest =
    valueOf(relation, REST) ?? (relation.schema.has(REST) ? field(relation, REST) : undefined);
  while (rest !== undefined && isOp(rest, 'Field')) {
    const { rel, name } = rest.args;
    if (rel.kind === 'UnboundTable') return rel;
    if (rel.kind === 'SelfReference' || rel.kind === 'AliasedRelation') {
      rest = field(rel.parent, name);
    } else {
      rest = valueOf(rel, name);
    }
  }
  return undefined;
}

function originOf(
  value: Value,
): { readonly table: UnboundTable; readonly column: string } | undefined {
  let current: Value | undefined = isOp(value, 'Alias') ? value.args.arg : value;
  while (current !== undefined && isOp(current, 'Field')) {
    const { rel, name }: { rel: Relation; name: string } = current.args;
    if (rel.kind === 'UnboundTable') return { table: rel, column: name };
    current =
      rel.kind === 'SelfReference' || rel.kind === 'AliasedRelation'
        ? field(rel.parent, name)
        : valueOf(rel, name);
  }
  return undefined;
}

export type { PyContext };
