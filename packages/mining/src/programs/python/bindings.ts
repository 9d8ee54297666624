import { PythonError, walk } from '@ibert/ibis';
import type { Located, PythonAst, Token } from '@ibert/ibis';

import type { PythonModule } from './module.js';
import { changedName, freeNames, targetNames } from './names.js';
import type { Block, Item } from './outline.js';

type Statement = PythonAst.Statement;
type Expression = PythonAst.Expression;

/** What gives a name its value. */
export interface Binding {
  readonly name: string;
  /** Offsets between which the name has this value, if no later binding is there. */
  readonly from: number;
  readonly to: number;
  readonly source: BindingSource;
}

export type BindingSource =
  | { readonly kind: 'assignment'; readonly statement: Statement; readonly value: Expression }
  /** A statement that binds or changes it in another way: it counts as a whole. */
  | { readonly kind: 'statement'; readonly statement: Statement }
  /** `name` is what is imported from the module; undefined for the module itself. */
  | {
      readonly kind: 'import';
      readonly module: string;
      readonly member: string | undefined;
      /** Whether an alias was given: `import a.b` binds `a`, `import a.b as c` binds `a.b`. */
      readonly aliased: boolean;
    }
  | { readonly kind: 'function'; readonly block: Block }
  | { readonly kind: 'parameter'; readonly parameter: PythonAst.Parameter }
  /** `with value as name` */
  | { readonly kind: 'manager'; readonly value: Expression | undefined }
  /** Something that slices cannot hold. */
  | { readonly kind: 'opaque'; readonly what: string };

const ALWAYS = Number.POSITIVE_INFINITY;

/** Methods that change the list, dict or set whose method they are. */
const CHANGING: ReadonlySet<string> = new Set(
  'add append clear extend insert pop remove reverse setdefault sort update'.split(' '),
);

/** The names that the statements of one scope bind. */
export function bindingsOf(
  module: PythonModule,
  items: readonly Item[],
  definition: PythonAst.FunctionDef | undefined,
): ReadonlyMap<string, readonly Binding[]> {
  const found = new Map<string, Binding[]>();
  const add = (name: string, from: number, to: number, source: BindingSource): void => {
    const known = found.get(name);
    const binding = { name, from, to, source };
    if (known === undefined) found.set(name, [binding]);
    else known.push(binding);
  };
  for (const parameter of definition?.params.list ?? []) {
    add(parameter.name.name, definition?.start ?? 0, ALWAYS, { kind: 'parameter', parameter });
  }
  collect(module, items, ALWAYS, add);
  for (const list of found.values()) list.sort((a, b) => a.from - b.from);
  return found;
}

type Add = (name: string, from: number, to: number, source: BindingSource) => void;

function collect(module: PythonModule, items: readonly Item[], to: number, add: Add): void {
  for (const item of items) {
    if (item.kind === 'line') {
      const parsed = module.parse(item.tokens);
      if (parsed instanceof PythonError) opaqueLine(item.tokens, item, to, add);
      else for (const statement of parsed) bindStatement(statement, to, add);
    } else if (item.keyword === 'def' || item.keyword === 'class') {
      const name = nameAfter(item.tokens, item.keyword);
      if (name === undefined) continue;
      const isFunction = item.keyword === 'def';
      const source: BindingSource = isFunction
        ? { kind: 'function', block: item }
        : { kind: 'opaque', what: 'a class' };
      add(name, item.start, to, source);
    } else collectBlock(module, item, to, add);
  }
}

/** The word after `def` or `class`. */
const nameAfter = (tokens: readonly Token[], keyword: string): string | undefined =>
  tokens[tokens.findIndex(({ text }) => text === keyword) + 1]?.text;

function collectBlock(module: PythonModule, block: Block, to: number, add: Add): void {
  if (block.keyword === 'with') {
    for (const clause of block.clauses) {
      for (const { value, name } of managersOf(module, clause.header)) {
        if (name !== undefined) add(name, block.start, to, { kind: 'manager', value });
      }
      collect(module, clause.body, to, add);
    }
    return;
  }
  // Inside of a block its own bindings are seen; below it, the block as a whole is what binds.
  const inner: string[] = [];
  // A lookup at the block's start asks for what is before it.
  const inside = block.start + 1;
  const source: BindingSource = { kind: 'opaque', what: `a '${block.keyword}' statement` };
  const addInner: Add = (name, from, _to, binding) => {
    inner.push(name);
    if (binding.kind === 'import') add(name, from, to, binding);
    else add(name, from, block.end, binding);
  };
  for (const { keyword, header, body } of block.clauses) {
    if (keyword === 'for') {
      for (const name of loopNames(module, header)) addInner(name, inside, to, source);
    }
    const exceptName = keyword === 'except' ? header.at(-1)?.text : undefined;
    if (exceptName !== undefined) addInner(exceptName, inside, to, source);
    collect(module, body, block.end, addInner);
  }
  const parsed = module.parse(block.tokens);
  const [statement] = parsed instanceof PythonError ? [] : parsed;
  const changed = statement === undefined ? [] : changedIn(statement);
  for (const name of new Set([...inner, ...changed])) {
    add(name, block.end, to, statement === undefined ? source : { kind: 'statement', statement });
  }
}

/** The variables that a block changes without binding them. */
function changedIn(statement: Statement): readonly string[] {
  const names: string[] = [];
  walk(statement, (node) => {
    if (node.kind === 'Assign') {
      for (const target of node.targets) {
        const name = changedName(target)?.name;
        if (name !== undefined) names.push(name);
      }
    }
    if (node.kind === 'Call') {
      const name = changedByCall(node);
      if (name !== undefined) names.push(name);
    }
    return node.kind !== 'FunctionDef' && node.kind !== 'Lambda';
  });
  return names;
}

function changedByCall(call: PythonAst.Call): string | undefined {
  const { callee } = call;
  if (callee.kind !== 'Attribute' || !CHANGING.has(callee.attr.name)) return undefined;
  return callee.object.kind === 'Name' ? callee.object.name : undefined;
}

function loopNames(module: PythonModule, header: readonly Token[]): readonly string[] {
  const at = header.findIndex(({ text }) => text === 'in');
  const target = expressionIn(module, header.slice(0, at));
  return target === undefined ? [] : targetNames(target).map(({ name }) => name);
}

function expressionIn(module: PythonModule, tokens: readonly Token[]): Expression | undefined {
  const parsed = module.parse(tokens);
  if (parsed instanceof PythonError) return undefined;
  const [first] = parsed;
  return first?.kind === 'Expression' ? first.value : undefined;
}

/** What a `with` header manages. */
export interface Manager {
  readonly value: Expression | undefined;
  readonly name: string | undefined;
}

/** The managers of the header of a `with` statement. */
export function managersOf(module: PythonModule, header: readonly Token[]): readonly Manager[] {
  return splitAt(unwrapped(header), ',').map((part) => {
    const at = part.findIndex(({ text }) => text === 'as');
    const value = expressionIn(module, at < 0 ? part : part.slice(0, at));
    return { value, name: at < 0 ? undefined : part[at + 1]?.text };
  });
}

/** `(a as b, c)` without its brackets. */
function unwrapped(header: readonly Token[]): readonly Token[] {
  const isWrapped =
    header[0]?.text === '(' &&
    header.at(-1)?.text === ')' &&
    splitAt(header, ',').length === 1 &&
    header.some(({ text }) => text === 'as');
  return isWrapped ? header.slice(1, -1) : header;
}

function splitAt(tokens: readonly Token[], separator: string): readonly (readonly Token[])[] {
  const parts: Token[][] = [[]];
  let depth = 0;
  for (const token of tokens) {
    if ('([{'.includes(token.text) && token.text !== '') depth += 1;
    if (')]}'.includes(token.text) && token.text !== '') depth -= 1;
    if (token.text === separator && depth === 0) parts.push([]);
    else parts.at(-1)?.push(token);
  }
  return parts.filter((part) => part.length > 0);
}

/** A line that cannot be parsed still binds: what it binds is not known. */
function opaqueLine(tokens: readonly Token[], at: Located, to: number, add: Add): void {
  const sign = tokens.findIndex(({ text }) => text === '=');
  for (const { text } of tokens.slice(0, Math.max(sign, 0))) {
    if (/^\w+$/.test(text))
      add(text, at.end, to, { kind: 'opaque', what: 'a line that is not understood' });
  }
}

function bindStatement(statement: Statement, to: number, add: Add): void {
  const { end } = statement;
  switch (statement.kind) {
    case 'Assign':
      bindTargets(statement, to, add);
      return;
    case 'AnnAssign':
      if (statement.target.kind === 'Name' && statement.value !== undefined) {
        const { value } = statement;
        add(statement.target.name, end, to, { kind: 'assignment', statement, value });
      }
      return;
    case 'AugAssign': {
      const name = targetNames(statement.target)[0] ?? changedName(statement.target);
      if (name !== undefined) add(name.name, end, to, { kind: 'statement', statement });
      return;
    }
    case 'Import':
      for (const { name, alias } of statement.names) {
        const bound = alias?.name ?? name.name.split('.')[0] ?? name.name;
        const module = alias === undefined ? bound : name.name;
        const aliased = alias !== undefined;
        add(bound, end, to, { kind: 'import', module, member: undefined, aliased });
      }
      return;
    case 'ImportFrom':
      for (const { name, alias } of statement.names) {
        const source = { kind: 'import', module: statement.module.name, aliased: true } as const;
        add(alias?.name ?? name.name, end, to, { ...source, member: name.name });
      }
      return;
    case 'Expression': {
      const name = statement.value.kind === 'Call' ? changedByCall(statement.value) : undefined;
      if (name !== undefined) add(name, end, to, { kind: 'statement', statement });
      walrus(statement, to, add);
      return;
    }
    case 'Delete':
      for (const target of statement.targets.flatMap(targetNames)) {
        add(target.name, end, to, { kind: 'opaque', what: "a 'del' statement" });
      }
      return;
    default:
      walrus(statement, to, add);
  }
}

function walrus(statement: Statement, to: number, add: Add): void {
  walk(statement, (node) => {
    if (node.kind === 'NamedExpr') {
      add(node.target.name, statement.end, to, { kind: 'statement', statement });
    }
    return node.kind !== 'FunctionDef';
  });
}

function bindTargets(statement: PythonAst.Assign, to: number, add: Add): void {
  const { targets, value, end } = statement;
  const [only] = targets;
  for (const target of targets) {
    if (target.kind === 'Name') {
      const isPlain = targets.length === 1 && only === target;
      const source: BindingSource = isPlain
        ? { kind: 'assignment', statement, value }
        : { kind: 'statement', statement };
      add(target.name, end, to, source);
      continue;
    }
    for (const { name } of targetNames(target))
      add(name, end, to, { kind: 'statement', statement });
    const changed = changedName(target);
    // Options of the library are no part of a program.
    if (changed !== undefined && changed.name !== 'ibis') {
      add(changed.name, end, to, { kind: 'statement', statement });
    }
  }
  if (freeNames(value).length > 0) walrus(statement, to, add);
}
