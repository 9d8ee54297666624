import { PythonError } from '@ibert/ibis';
import type { PythonAst } from '@ibert/ibis';

import type { Tables } from '../finding.js';
import type { Catalogue } from './catalogue.js';
import { fixtureName } from './fixtures.js';
import { isFixture } from './knowledge.js';
import type { Knowledge } from './knowledge.js';
import { bracketed, isOpenLine } from './layout.js';
import type { Edit, Part, Reference } from './layout.js';
import { FREE_MODULES } from './modules.js';
import { SliceFault } from './plan.js';
import type { Plan } from './plan.js';
import { importPath, STANDARD_NAMES } from './python/paths.js';
import { definitionOf, resolve } from './python/scope.js';
import type { Resolved, Scope } from './python/scope.js';
import { changedNames, givenNames } from './python/statement-names.js';
import { ATOMS, NOTHING } from './renderer.js';
import type { Around, Bound, Links, Renderer } from './renderer.js';

type Statement = PythonAst.Statement;
type Variable = Extract<Reference, { space: object }>;

/** Statements that a slice may need one for another, and in total. */
const MAX_DEPTH = 100;
const MAX_PIECES = 60;

/** Finds what names stand for, and brings the statements that bind them into the plan. */
export interface References {
  readonly reference: Links['reference'];
  /** The text of a whole statement. */
  readonly statement: (statement: Statement, scope: Scope, plan: Plan) => readonly Part[];
}

export function newReferences(
  catalogue: Catalogue,
  knowledge: Knowledge,
  { render, embedded }: Renderer,
  table: Links['table'],
): References {
  const ranks = new Map<object, number>();
  let depth = 0;

  function guarded<T>(step: () => T): T {
    if (depth >= MAX_DEPTH) throw tooMuch();
    depth += 1;
    try {
      return step();
    } finally {
      depth -= 1;
    }
  }

  const reference: Links['reference'] = (name, around) => {
    const { scope, plan, offset } = around;
    const found = resolve(scope, name.name, offset);
    if (found === undefined) return unknownName(name.name, scope, plan);
    const { binding, scope: home } = found;
    const { source } = binding;
    const variable: Variable = { space: home.space, name: name.name };
    switch (source.kind) {
      case 'import':
        return imported(found, variable, plan);
      case 'assignment': {
        const { start } = source.statement;
        const made = knowledge.sourceOf(source.value, home, start);
        if (made === undefined) return bound(source.statement, found, variable, plan);
        plan.bindings.add(binding);
        const there = { scope: home, plan, bound: NOTHING, offset: start };
        return [table(made, source.value, there, variable)];
      }
      case 'statement':
        return bound(source.statement, found, variable, plan);
      case 'function':
        return bound(definition(found, name.name), found, variable, plan);
      case 'parameter':
        return parameter(found, variable, plan);
      case 'manager':
        throw new SliceFault('BACKEND', `${name.name} is what a 'with' statement opens`);
      case 'opaque':
        throw new SliceFault('CONTEXT_UNKNOWN', `${name.name} is bound by ${source.what}`);
    }
  };

  function unknownName(name: string, scope: Scope, plan: Plan): readonly Part[] | undefined {
    if (Object.hasOwn(STANDARD_NAMES, name) || !knowledge.isOpenTable(name, scope)) {
      return undefined;
    }
    return [openTable(name, catalogue.table(name, scope.module.path), plan)];
  }

  function parameter(found: Resolved, variable: Variable, plan: Plan): readonly Part[] {
    const { scope } = found;
    const { name } = variable;
    const given = knowledge.argument(found);
    if (given === undefined) {
      if (knowledge.isOpenTable(name, scope)) {
        return [openTable(name, catalogue.table(name, scope.module.path), plan)];
      }
      throw new SliceFault('CONTEXT_UNKNOWN', `the parameter ${name} can be anything`);
    }
    const { expression, scope: home, offset } = given;
    const there: Around = { scope: home, plan, bound: NOTHING, offset };
    const made = knowledge.sourceOf(expression, home, offset);
    if (made !== undefined) return [table(made, expression, there, variable)];
    const { module } = home;
    // A fixture's chain of several lines is one value: it stands once, however often it is used.
    const isOpen = isOpenLine(module.tokensIn(expression), module.text, expression);
    if (knowledge.isCase(name, scope) || (ATOMS.has(expression.kind) && !isOpen)) {
      return guarded(() => embedded(expression, there));
    }
    if (!plan.pieces.has(found.binding)) {
      plan.pieces.set(found.binding, UNFINISHED);
      const text = guarded(() => render(expression, there));
      const parts = [variable, ' = ', ...(isOpen ? bracketed(text) : text)];
      plan.pieces.set(found.binding, { parts, rank: rankOf(home), offset: expression.start });
    }
    return [variable];
  }

  /** The variable, whose statement goes into the plan. */
  function bound(
    statement: Statement,
    { binding, scope }: Resolved,
    variable: Variable,
    plan: Plan,
  ): readonly Part[] {
    plan.bindings.add(binding);
    if (plan.pieces.has(statement)) return [variable];
    if (plan.pieces.size > MAX_PIECES) throw tooMuch();
    plan.pieces.set(statement, UNFINISHED);
    const parts = guarded(() => whole(statement, scope, plan));
    plan.pieces.set(statement, { parts, rank: rankOf(scope), offset: statement.start });
    return [variable];
  }

  function whole(statement: Statement, scope: Scope, plan: Plan): readonly Part[] {
    const { space } = scope;
    const given = givenNames(statement);
    const own = statement.kind === 'FunctionDef' ? [statement.name, ...given] : given;
    // Names that the statement gives values are its scope's own, whatever they were before.
    const edits: Edit[] = own.map(({ name, start, end }) => ({
      start,
      end,
      parts: [{ space, name }],
    }));
    const around = { scope, plan, bound: NOTHING, offset: statement.start };
    for (const name of changedNames(statement)) reference(name, around);
    const fresh = given.filter(({ name }) => resolve(scope, name, statement.start) === undefined);
    const inner: Bound = new Map(fresh.map(({ name }) => [name, [{ space, name }]]));
    return render(statement, { ...around, bound: inner }, edits);
  }

  /** Scopes in the order in which their statements are to stand. */
  function rankOf(scope: Scope): number {
    let level = 0;
    for (let at = scope.parent; at !== undefined; at = at.parent) level += 1;
    if (scope.kind === 'module') return level;
    const known = ranks.get(scope.space);
    if (known !== undefined) return known;
    const rank = isFixture(scope) ? FIXTURES + ranks.size : BODIES + level;
    ranks.set(scope.space, rank);
    return rank;
  }

  return { reference, statement: whole };
}

/** Ranks of what stands below a module's statements: fixtures as they are met, then functions. */
const FIXTURES = 100_000;
const BODIES = 1_000_000;

/** Holds a statement's place while its text is made. */
const UNFINISHED = { parts: [], rank: 0, offset: 0 };

const tooMuch = (): SliceFault =>
  new SliceFault('NOT_PURE', 'the code depends on too many statements');

function openTable(name: string, columns: Tables[string] | undefined, plan: Plan): Reference {
  const key = `free ${name}`;
  if (!plan.tables.has(key)) plan.tables.set(key, { wanted: name, columns, variable: null });
  return { table: key };
}

function definition({ binding, scope }: Resolved, name: string): PythonAst.FunctionDef {
  const { source } = binding;
  if (source.kind !== 'function') throw new SliceFault('NOT_PURE', `${name} is no function`);
  if (fixtureName(source.block, scope) !== undefined) {
    throw new SliceFault('CONTEXT_UNKNOWN', `${name} is a fixture`);
  }
  const found = definitionOf(scope.module, source.block);
  const isWhole = !(scope.module.parse(source.block.tokens) instanceof PythonError);
  if (found !== undefined && isWhole) return found;
  throw new SliceFault('NOT_PURE', `the function ${name} is beyond what is evaluated`);
}

/** An import; what programs find bound needs none. */
function imported(
  { binding }: Resolved,
  variable: Variable,
  plan: Plan,
): readonly Part[] | undefined {
  const { source } = binding;
  if (source.kind !== 'import') return undefined;
  const path = importPath(source.module, source.member);
  const standard = Object.entries(STANDARD_NAMES).find(([, of]) => of === path);
  if (standard !== undefined) return [standard[0]];
  const { name } = variable;
  const root = path.split('.')[0] ?? path;
  if (path.startsWith('.')) {
    throw new SliceFault('CONTEXT_UNKNOWN', `${name} comes from the module ${source.module}`);
  }
  if (root !== 'ibis' && !FREE_MODULES.has(root)) {
    throw new SliceFault('BACKEND', `${name} comes from the library ${root}`);
  }
  if (!plan.pieces.has(binding)) {
    const as = (original: string): readonly Part[] =>
      original === name ? [variable] : [`${original} as `, variable];
    const parts: readonly Part[] =
      source.member === undefined
        ? ['import ', ...(source.aliased ? as(source.module) : [source.module])]
        : [`from ${source.module} import `, ...as(source.member)];
    plan.pieces.set(binding, { parts, rank: -1, offset: 0 });
  }
  return [variable];
}
