import type { Located, PythonAst } from '@ibert/ibis';

import type { Catalogue } from './catalogue.js';
import { fixturesOf } from './fixtures.js';
import type { Fixture } from './fixtures.js';
import { isUsedAsTable } from './open-use.js';
import type { Cases } from './plan.js';
import type { Binding } from './python/bindings.js';
import { kindOf } from './python/kinds.js';
import type { Kind, Placed } from './python/kinds.js';
import type { Resolved, Scope } from './python/scope.js';
import { tableSource } from './table-sources.js';
import type { TableSource } from './table-sources.js';

type Expression = PythonAst.Expression;

/** What is known of the expressions of a file's scopes, with one choice of cases. */
export interface Knowledge {
  readonly kindOf: (expression: Expression, scope: Scope, offset: number) => Kind;
  /** The table that an expression makes. */
  readonly sourceOf: (
    expression: Expression,
    scope: Scope,
    offset: number,
  ) => TableSource | undefined;
  /** What a parameter stands for: a case's value, its default, or a fixture's value. */
  readonly argument: (resolved: Resolved) => Placed | undefined;
  /** Whether a parameter's value is that of a case. */
  readonly isCase: (name: string, scope: Scope) => boolean;
  /** Whether a name that nothing is known of is taken for a table. */
  readonly isOpenTable: (name: string, scope: Scope) => boolean;
}

export function newKnowledge(catalogue: Catalogue, cases: Cases): Knowledge {
  const kinds = new Map<Binding, Kind>();
  const sources = new Map<Expression, TableSource | null>();
  const fixtures = new Map<object, ReadonlyMap<string, Fixture>>();
  const world = {
    kinds,
    isTable: (expression: Expression, scope: Scope, offset: number): boolean =>
      sourceOf(expression, scope, offset) !== undefined,
    argument,
    isOpenTable,
  };

  function sourceOf(expression: Expression, scope: Scope, offset: number): TableSource | undefined {
    const known = sources.get(expression);
    if (known !== undefined) return known ?? undefined;
    // A question about an expression that this one is asked for first.
    sources.set(expression, null);
    const isTableName = (name: string): boolean => catalogue.hasTable(name);
    const isTable = (name: string): boolean => isUsedAsTable(name, scope);
    const found = tableSource(expression, scope, offset, { kindOf: kind, isTableName, isTable });
    sources.set(expression, found ?? null);
    return found;
  }

  function kind(expression: Expression, scope: Scope, offset: number): Kind {
    return kindOf(expression, scope, offset, world);
  }

  function isOpenTable(name: string, scope: Scope): boolean {
    const { definition, module } = scope;
    const isKnown = catalogue.table(name, module.path) !== undefined;
    const isParameter = definition?.params.list.some((one) => one.name.name === name) === true;
    if (isKnown && isParameter && definition.name.name.startsWith('test')) return true;
    return isUsedAsTable(name, scope, isKnown);
  }

  const isCase = (name: string, { definition }: Scope): boolean =>
    definition !== undefined && cases.get(definition)?.has(name) === true;

  function argument({ binding, scope }: Resolved): Placed | undefined {
    if (binding.source.kind !== 'parameter' || scope.definition === undefined) return undefined;
    const { parameter } = binding.source;
    const { name } = parameter.name;
    const given = cases.get(scope.definition)?.get(name);
    if (given !== undefined) return { ...given, offset: given.expression.start };
    if (parameter.default !== undefined && scope.parent !== undefined) {
      return { expression: parameter.default, scope: scope.parent, offset: scope.definition.start };
    }
    return fixture(name, scope)?.value;
  }

  /** The fixture that a parameter of a test or of another fixture asks for. */
  function fixture(name: string, scope: Scope): Fixture | undefined {
    const { definition, module } = scope;
    if (definition === undefined) return undefined;
    if (!isFixture(scope) && !definition.name.name.startsWith('test')) return undefined;
    let top = scope;
    while (top.parent !== undefined) top = top.parent;
    let own = fixtures.get(top);
    if (own === undefined) {
      own = fixturesOf(top);
      fixtures.set(top, own);
    }
    const found = own.get(name);
    // A fixture may take the one of its name from a folder above.
    if (found !== undefined && found.scope.definition?.start !== definition.start) return found;
    return catalogue.fixture(name, module.path);
  }

  return { kindOf: kind, sourceOf, argument, isCase, isOpenTable };
}

/** Whether a scope is the body of a fixture. */
export const isFixture = ({ definition, module }: Scope): boolean =>
  definition?.decorators.some(({ start, end }: Located) =>
    module.text.slice(start, end).includes('fixture'),
  ) === true;
