import { PythonError } from '@ibert/ibis';
import type { PythonAst, Token } from '@ibert/ibis';

import { bindingsOf } from './bindings.js';
import type { Binding } from './bindings.js';
import type { PythonModule } from './module.js';
import type { Block, Item } from './outline.js';

/** What one namespace of Python sees: a module, a cell (which sees the cells before it), a function. */
export interface Scope {
  readonly kind: 'module' | 'function' | 'class';
  readonly module: PythonModule;
  readonly items: readonly Item[];
  /** Where names that it does not bind are looked up. */
  readonly parent: Scope | undefined;
  /** The scope whose variables are these too: of cells the first. */
  readonly space: object;
  /** The function's own definition. */
  readonly definition: PythonAst.FunctionDef | undefined;
  /** Name → bindings in the order of the text. */
  readonly bindings: ReadonlyMap<string, readonly Binding[]>;
}

/** The scope of a module's statements; `before` is that of the cell before it. */
export function moduleScope(module: PythonModule, before?: Scope): Scope {
  return {
    kind: 'module',
    module,
    items: module.items,
    parent: before,
    space: before?.space ?? module,
    definition: undefined,
    bindings: bindingsOf(module, module.items, undefined),
  };
}

/** The scope of a function's or class's body; undefined for a function beyond our Python. */
export function bodyScope(block: Block, parent: Scope): Scope | undefined {
  const { module } = parent;
  const [clause] = block.clauses;
  if (clause === undefined) return undefined;
  const { body } = clause;
  if (block.keyword === 'class') {
    const bindings = bindingsOf(module, body, undefined);
    const rest = { kind: 'class', definition: undefined, space: block } as const;
    return { ...rest, module, items: body, parent, bindings };
  }
  const definition = definitionOf(module, block);
  if (definition === undefined) return undefined;
  const bindings = bindingsOf(module, body, definition);
  return { kind: 'function', definition, space: block, module, items: body, parent, bindings };
}

/**
 * The definition of a function; of one whose body is beyond our Python the parameters and decorators,
 * with an empty body.
 */
export function definitionOf(
  module: PythonModule,
  block: Block,
): PythonAst.FunctionDef | undefined {
  const whole = functionIn(module.parse(block.tokens));
  if (whole !== undefined) return whole;
  const body = firstBodyToken(block);
  if (body === undefined) return undefined;
  const at = block.tokens.findIndex(({ start }) => start >= body.start);
  const colon = block.tokens.slice(0, at).findLastIndex(({ text }) => text === ':');
  const header = block.tokens.slice(0, colon + 1);
  const end = header.at(-1)?.end ?? 0;
  const pass: Token = { ...body, type: body.type, text: '...', start: end, end };
  return functionIn(module.parse([...header, { ...pass, type: DOTS }]));
}

/** The type of operator tokens, such as `...`. */
const DOTS = 8 satisfies Token['type'];

const firstBodyToken = (block: Block): ({ readonly start: number } & Token) | undefined =>
  firstToken(block.clauses[0]?.body[0]);

const firstToken = (item: Item | undefined): Token | undefined =>
  item?.tokens.find(({ text }) => text !== '');

function functionIn(
  parsed: readonly PythonAst.Statement[] | PythonError,
): PythonAst.FunctionDef | undefined {
  if (parsed instanceof PythonError) return undefined;
  const [first] = parsed;
  return first?.kind === 'FunctionDef' ? first : undefined;
}

/** A binding and the scope that has it. */
export interface Resolved {
  readonly binding: Binding;
  readonly scope: Scope;
}

/** The binding that a name has at an offset of a scope's text; undefined: built in, or unknown. */
export function resolve(from: Scope, name: string, offset: number): Resolved | undefined {
  let at = offset;
  for (let scope: Scope | undefined = from; scope !== undefined; scope = scope.parent) {
    if (scope.kind !== 'class' || scope === from) {
      const seen = scope.bindings
        .get(name)
        ?.filter(({ from: start, to }) => start <= at && at < to);
      const last = seen?.at(-1);
      if (last !== undefined) return { binding: last, scope };
    }
    // A function runs after the module is read, and a cell after those before it.
    at = Number.MAX_SAFE_INTEGER;
  }
  return undefined;
}
