import { nameOf, REST } from '@ibert/ir';
import type { DataType, Relation, Value } from '@ibert/ir';

import {
  NOT_IMPLEMENTED,
  PyList,
  setFrom,
  toArray,
  truth,
  typeError,
  typeName,
} from '../python/index.js';
import type {
  BinaryOperator,
  PyContext,
  PySingleton,
  PyValue,
  UnaryOperator,
} from '../python/index.js';
import { ibisError } from './errors.js';
import { bindMethod, method } from './methods/method.js';
import type { MethodTable } from './methods/method.js';
import { Expandable, TableObj, ValueObj } from './objects.js';

type Choose = (table: TableObj, ctx: PyContext) => readonly string[];

/** A choice of columns that is made once the table is known: `s.numeric() & ~s.cols("id")`. */
export class SelectorObj extends Expandable {
  /** The name of Ibis's class: `OfType`, `Cols`, `Or`. */
  readonly pyType: string;
  private readonly choose: Choose;
  private readonly fields: string;

  /** @param fields What its `repr` shows of it. */
  constructor(pyType: string, choose: Choose, fields = '') {
    super();
    this.pyType = pyType;
    this.choose = choose;
    this.fields = fields;
  }

  expand(table: TableObj, ctx: PyContext): Value[] {
    const chosen = this.names(table, ctx);
    return [...table.relation.schema.keys()]
      .filter((name) => chosen.has(name))
      .map((name) => table.column(name).node);
  }
  names(table: TableObj, ctx: PyContext): ReadonlySet<string> {
    return new Set(this.choose(table, ctx));
  }
  getAttr(name: string): PyValue | undefined {
    return bindMethod(SELECTOR, name, this, null);
  }
  binary(op: BinaryOperator, other: PyValue, reflected: boolean): PyValue | PySingleton {
    if (reflected || (op !== '&' && op !== '|') || !(other instanceof SelectorObj))
      return NOT_IMPLEMENTED;
    return op === '&' ? allOf('And', [this, other]) : anyOf('Or', [this, other]);
  }
  unary(op: UnaryOperator): PyValue {
    if (op !== '~') throw typeError(`bad operand type for unary ${op}: '${this.pyType}'`);
    return new SelectorObj('Not', (table, ctx) => {
      const chosen = this.names(table, ctx);
      return columnNames(table).filter((name) => !chosen.has(name));
    });
  }
  repr(): string {
    return `${this.pyType}(${this.fields})`;
  }
}

/** What each selector chooses; Python has no union of no sets. */
function setsOf(
  parts: readonly SelectorObj[],
  how: 'union' | 'intersection',
  table: TableObj,
  ctx: PyContext,
): ReadonlySet<string>[] {
  if (parts.length === 0) throw typeError(`unbound method frozenset.${how}() needs an argument`);
  return parts.map((part) => part.names(table, ctx));
}

/** Columns that all of the selectors choose. */
export const allOf = (pyType: string, parts: readonly SelectorObj[]): SelectorObj =>
  new SelectorObj(pyType, (table, ctx) => {
    const sets = setsOf(parts, 'intersection', table, ctx);
    return columnNames(table).filter((name) => sets.every((set) => set.has(name)));
  });

/** Columns that any of the selectors chooses. */
export const anyOf = (pyType: string, parts: readonly SelectorObj[]): SelectorObj =>
  new SelectorObj(pyType, (table, ctx) => {
    const sets = setsOf(parts, 'union', table, ctx);
    return columnNames(table).filter((name) => sets.some((set) => set.has(name)));
  });

/** Values made of chosen columns: `s.across`, `s.if_any`. They do not combine with selectors. */
export class ValuesOf extends Expandable {
  readonly pyType: string;
  private readonly make: (table: TableObj, ctx: PyContext) => Value[];

  constructor(pyType: string, make: (table: TableObj, ctx: PyContext) => Value[]) {
    super();
    this.pyType = pyType;
    this.make = make;
  }
  expand(table: TableObj, ctx: PyContext): Value[] {
    return this.make(table, ctx);
  }
  getAttr(name: string): PyValue | undefined {
    return bindMethod({ ...EXPANDABLE, owner: this.pyType }, name, this, null);
  }
  repr(): string {
    return `${this.pyType}()`;
  }
}

const tableArgument = (value: PyValue): TableObj => {
  if (value instanceof TableObj) return value;
  throw ibisError('AttributeError', `'${typeName(value)}' object has no attribute 'schema'`);
};

/** What stands for columns of a table can be asked which. */
const EXPANDABLE: MethodTable<Expandable, null> = {
  owner: 'Expandable',
  methods: {
    expand: method('table', ({ self, args, ctx }) => {
      const table = tableArgument(args['table'] ?? null);
      return new PyList(self.expand(table, ctx).map((node) => new ValueObj(table.session, node)));
    }),
  },
};

const SELECTOR: MethodTable<SelectorObj, null> = {
  owner: 'Selector',
  methods: {
    ...(EXPANDABLE.methods as MethodTable<SelectorObj, null>['methods']),
    expand_names: method('table', ({ self, args, ctx }) =>
      setFrom([...self.names(tableArgument(args['table'] ?? null), ctx)], true),
    ),
  },
};

/** The columns of a table, which must be known. */
export function columnNames(table: TableObj): string[] {
  requireKnown(table.relation);
  return [...table.relation.schema.keys()];
}

function requireKnown(relation: Relation): void {
  if (!relation.schema.has(REST)) return;
  throw ibisError(
    'IbisInputError',
    'a selector needs the columns of the table, which are not known',
    'Give the schema of the table, e.g. --schema "a: int64, b: string".',
  );
}

/** Columns by their name and type. */
export const where = (
  pyType: string,
  test: (name: string, type: DataType) => boolean,
  fields?: string,
): SelectorObj =>
  new SelectorObj(
    pyType,
    (table) =>
      columnNames(table).filter((name) => test(name, table.relation.schema.get(name) as DataType)),
    fields,
  );

/** A selector from what Ibis takes for one: a selector, a column, a name, or a list of those. */
export function toSelector(value: PyValue, ctx: PyContext): SelectorObj {
  if (value instanceof SelectorObj) return value;
  if (value instanceof ValueObj) return byName([nameOf(value.node)]);
  if (typeof value === 'string') return byName([value]);
  if (value instanceof Expandable) {
    throw ibisError('IbisInputError', `Cannot compose ${value.pyType} with other selectors`);
  }
  if (!truth(value, ctx)) return where('NoColumns', () => false);
  if (value === null || typeof value !== 'object') {
    throw typeError(
      `ibis.selectors.any_of() argument after * must be an iterable, not ${typeName(value)}`,
    );
  }
  return anyOf(
    'Any',
    toArray(value, ctx).map((part) => toSelector(part, ctx)),
  );
}

/** Columns by name; all must exist. */
export function byName(names: readonly string[]): SelectorObj {
  return new SelectorObj(
    'Cols',
    (table) => {
      for (const name of names) if (table.relation.schema.has(REST)) table.column(name);
      const missing = names.filter((name) => !table.relation.schema.has(name));
      if (missing.length > 0) {
        const columns = columnNames(table).map((n) => `'${n}'`);
        const known = columns.length === 1 ? `${columns[0]},` : columns.join(', ');
        const shown = missing
          .toSorted()
          .map((n) => `'${n}'`)
          .join(', ');
        throw ibisError('IbisInputError', `Columns [${shown}] are not present in (${known})`);
      }
      return names;
    },
    `names=frozenset({${[...new Set(names)].map((name) => `'${name}'`).join(', ')}})`,
  );
}
