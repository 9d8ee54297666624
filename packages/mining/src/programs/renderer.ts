import { walk } from '@ibert/ibis';
import type { AstNode, Located, PythonAst } from '@ibert/ibis';

import type { Knowledge } from './knowledge.js';
import { matchArguments, spread } from './lambda-arguments.js';
import { isOpenLine, layOut } from './layout.js';
import type { Edit, Part, Reference } from './layout.js';
import type { Plan } from './plan.js';
import { freeNames, scopedParts } from './python/names.js';
import { exactPathOf, STANDARD_NAMES } from './python/paths.js';
import { resolve } from './python/scope.js';
import type { Scope } from './python/scope.js';
import { afterToken, bare, uncached } from './source-edits.js';
import type { TableSource } from './table-sources.js';

type Expression = PythonAst.Expression;

/** What names are bound to inside of a node: undefined leaves the name as it is. */
export type Bound = ReadonlyMap<string, readonly Part[] | undefined>;
export const NOTHING: Bound = new Map();

/** Where a node stands and what its text is made for. */
export interface Around {
  readonly scope: Scope;
  readonly plan: Plan;
  readonly bound: Bound;
  /** Where names are looked up. */
  readonly offset: number;
}

/** What stands for names and tables; it may bring other statements into the plan. */
export interface Links {
  /** Undefined leaves the name as it is. */
  readonly reference: (name: PythonAst.Name, around: Around) => readonly Part[] | undefined;
  readonly table: (
    source: TableSource,
    at: Located,
    around: Around,
    variable?: Reference,
  ) => Reference;
}

/** Makes the text of nodes as it stands in a slice. */
export interface Renderer {
  readonly render: (node: AstNode, around: Around, edits?: readonly Edit[]) => readonly Part[];
  /** Adds the edits for a node, without those that are there. */
  readonly gather: (node: AstNode, around: Around, edits: Edit[]) => void;
  /** The text of an expression that becomes part of another one: in brackets if it needs them. */
  readonly embedded: (expression: Expression, around: Around) => readonly Part[];
}

/** Expressions that need no brackets inside of another one. */
export const ATOMS: ReadonlySet<string> = new Set(
  'Name Constant Str JoinedStr Attribute Call Subscript List Set Dict ListComp SetComp DictComp'.split(
    ' ',
  ),
);

export function newRenderer(knowledge: Knowledge, links: Links): Renderer {
  function render(node: AstNode, around: Around, extra: readonly Edit[] = []): readonly Part[] {
    const edits: Edit[] = [...extra];
    gather(node, around, edits);
    const { module } = around.scope;
    return layOut(module.text, module.tokensIn(node), node, edits);
  }

  function gather(root: AstNode, around: Around, edits: Edit[]): void {
    const { scope, bound } = around;
    const isDone = (at: Located): boolean =>
      edits.some((edit) => edit.start <= at.start && at.end <= edit.end);
    walk(root, (node) => {
      if (isDone(node)) return false;
      const parts = replacement(node, around);
      if (parts !== undefined) {
        avoid(parts, around);
        edits.push({ start: node.start, end: node.end, parts });
        return false;
      }
      if (node.kind === 'Name') return false;
      if (node.kind === 'AnnAssign') {
        const start = afterToken(node.target.end, scope);
        edits.push({ start, end: node.annotation.end, parts: [] });
      }
      if (node.kind === 'Call') edits.push(...uncached(node, scope));
      const scoped = scopedParts(node);
      if (scoped === undefined) return true;
      if (node.kind === 'FunctionDef') edits.push(...bare(node, scope));
      for (const part of scoped.outside) gather(part, around, edits);
      const locals = [...scoped.locals].map((name) => [name, undefined] as const);
      const inner = { ...around, bound: new Map([...bound, ...locals]) };
      for (const part of scoped.inside) gather(part, inner, edits);
      return false;
    });
  }

  /** What stands for a node that is more than its text: a name, a table, a case of a test. */
  function replacement(node: AstNode, around: Around): readonly Part[] | undefined {
    switch (node.kind) {
      case 'Name':
        return around.bound.has(node.name)
          ? around.bound.get(node.name)
          : links.reference(node, around);
      case 'JoinedStr': {
        const text = joinedText(node, around);
        return text === undefined ? undefined : [JSON.stringify(text)];
      }
      case 'Attribute':
      case 'Subscript':
      case 'Call': {
        if (isOfBound(node, around)) {
          return node.kind === 'Call' ? callReplacement(node, around) : undefined;
        }
        const source = knowledge.sourceOf(node, around.scope, around.offset);
        if (source !== undefined) return [links.table(source, node, around)];
        const standard = standardName(node, around);
        if (standard !== undefined) return [standard];
        return node.kind === 'Call' ? callReplacement(node, around) : undefined;
      }
      default:
        return undefined;
    }
  }

  function callReplacement(call: PythonAst.Call, around: Around): readonly Part[] | undefined {
    const { callee, args } = call;
    if (callee.kind !== 'Name' || around.bound.has(callee.name)) return undefined;
    if (callee.name === 'getattr' && args.length === 2) return member(args, around);
    const found = resolve(around.scope, callee.name, around.offset);
    const given = found === undefined ? undefined : knowledge.argument(found);
    if (given?.expression.kind !== 'Lambda') return undefined;
    return applied(given.expression, given.scope, args, around);
  }

  /** `getattr(x, "name")` as `x.name`. */
  function member(
    [object, name]: readonly PythonAst.Argument[],
    around: Around,
  ): readonly Part[] | undefined {
    if (object === undefined || name === undefined) return undefined;
    const text = constantText(name.value, around);
    if (text === undefined || !/^[A-Za-z_]\w*$/.test(text)) return undefined;
    return [...embedded(object.value, around), `.${text}`];
  }

  function constantText(
    expression: Expression,
    { scope, offset, bound }: Around,
  ): string | undefined {
    if (expression.kind === 'Str') return expression.value;
    if (expression.kind !== 'Name' || bound.has(expression.name)) return undefined;
    const found = resolve(scope, expression.name, offset);
    const given = found === undefined ? undefined : knowledge.argument(found);
    return given?.expression.kind === 'Str' ? given.expression.value : undefined;
  }

  /** The text of an f-string all of whose fields are texts that a case of the test gives. */
  function joinedText({ parts }: PythonAst.JoinedStr, around: Around): string | undefined {
    const texts = parts.map((part) => {
      if (typeof part === 'string') return part;
      const isPlain = part.conversion === undefined && part.spec === undefined;
      return isPlain ? constantText(part.expression, around) : undefined;
    });
    return texts.every((text) => text !== undefined) ? texts.join('') : undefined;
  }

  /** The body of a lambda with arguments in place of its parameters. */
  function applied(
    lambda: PythonAst.Lambda,
    home: Scope,
    args: readonly PythonAst.Argument[],
    around: Around,
  ): readonly Part[] | undefined {
    const matched = matchArguments(lambda, args);
    if (matched === undefined) return undefined;
    const { body } = lambda;
    const of = (value: Expression): readonly Part[] => embedded(value, around);
    // What the body does not ask for is not brought into the plan.
    const asked = new Set(freeNames(body).map(({ name }) => name));
    const values = matched.values.filter(([name]) => asked.has(name));
    const given = [...values.map(([, value]) => value), ...matched.rest.map(({ value }) => value)];
    if (given.some((value) => isCaptured(value, body, around))) return undefined;
    const bound = new Map(values.map(([name, value]) => [name, of(value)] as const));
    const edits = spread(lambda, matched.rest, home, of);
    const inner = { ...around, scope: home, bound, offset: body.start };
    const parts = render(body, inner, edits);
    return grouped(body, home, parts);
  }

  function embedded(expression: Expression, around: Around): readonly Part[] {
    const parts = render(expression, { ...around, offset: expression.start });
    return grouped(expression, around.scope, parts);
  }

  return { render, gather, embedded };
}

/** In brackets what would fall apart inside of another expression. */
function grouped(
  expression: Expression,
  { module }: Scope,
  parts: readonly Part[],
): readonly Part[] {
  const isOpen = isOpenLine(module.tokensIn(expression), module.text, expression);
  return ATOMS.has(expression.kind) && !isOpen ? parts : ['(', ...parts, ')'];
}

/** Whether a node speaks of what is bound inside: a parameter hides what has its name outside. */
const isOfBound = (node: AstNode, { bound }: Around): boolean =>
  bound.size > 0 && freeNames(node).some(({ name }) => bound.has(name));

/** Whether names stay as they are written here. */
const isLocal = (name: string, { bound }: Around): boolean =>
  bound.has(name) && bound.get(name) === undefined;

/** Keeps variables and tables from getting the name of a parameter that hides them. */
function avoid(parts: readonly Part[], around: Around): void {
  const { plan } = around;
  for (const part of parts) {
    if (typeof part === 'string') continue;
    const name = 'space' in part ? part.name : plan.tables.get(part.table)?.wanted;
    if (name !== undefined && isLocal(name, around)) plan.hidden.add(name);
  }
}

/** Whether a name that stays as it is written would mean another thing inside of a lambda's body. */
function isCaptured(value: Expression, body: Expression, around: Around): boolean {
  const kept = freeNames(value).filter(({ name }) => isLocal(name, around));
  if (kept.length === 0) return false;
  const inner = new Set<string>();
  walk(body, (node) => {
    for (const name of scopedParts(node)?.locals ?? []) inner.add(name);
    return true;
  });
  return kept.some(({ name }) => inner.has(name));
}

/** The name that programs find bound for what a path such as `ibis.selectors` leads to. */
function standardName(node: Expression, { scope, offset }: Around): string | undefined {
  const path = exactPathOf(node, scope, offset);
  return Object.entries(STANDARD_NAMES).find(([, of]) => of === path)?.[0];
}
