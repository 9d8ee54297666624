import { IbertError } from '@ibert/core';
import { type AstNode, parseProgram, type PythonAst, walk } from '@ibert/ibis';
import { type DataType, printType } from '@ibert/ir';

import type { Failure, Tables } from './judge.js';
import { looseTokens, type Piece } from './loose-tokens.js';

/** `object.name(…)` */
export interface MethodCall {
  readonly call: PythonAst.Call;
  readonly object: PythonAst.Expression;
  readonly name: PythonAst.Identifier;
}

interface Place {
  readonly start: number;
  readonly end: number;
}

/** A program with a fault, and what rules ask of it. */
export class Fault {
  readonly text: string;
  readonly failure: Failure;
  /** `AttributeError: …` */
  readonly error: string;
  /** The tables that are given; empty where they are not. */
  readonly tables: Tables;
  /** Whether the tables are all there are: no other name is one. */
  readonly closed: boolean;
  readonly #types: ReadonlyMap<string, DataType>;
  #pieces: readonly Piece[] | undefined;
  #nodes: readonly AstNode[] | undefined;
  #calls: readonly MethodCall[] | undefined;

  constructor(
    text: string,
    failure: Failure,
    tables: Tables | undefined,
    types: ReadonlyMap<string, DataType>,
  ) {
    this.text = text;
    this.failure = failure;
    this.error = `${failure.type}: ${failure.message}`;
    this.tables = tables ?? {};
    this.closed = tables !== undefined;
    this.#types = types;
  }

  /** Tokens, also of what is no Python. */
  get pieces(): readonly Piece[] {
    this.#pieces ??= looseTokens(this.text);
    return this.#pieces;
  }

  /** Statements and expressions, outer ones first; none where the text is no Python. */
  get nodes(): readonly AstNode[] {
    if (this.#nodes === undefined) {
      const nodes: AstNode[] = [];
      try {
        walk(parseProgram(this.text), (node) => {
          nodes.push(node);
        });
      } catch (error) {
        if (!(error instanceof IbertError)) throw error;
      }
      this.#nodes = nodes;
    }
    return this.#nodes;
  }

  /** Calls of methods and of functions of modules. */
  get calls(): readonly MethodCall[] {
    this.#calls ??= this.nodes.flatMap((node) =>
      node.kind === 'Call' && node.callee.kind === 'Attribute'
        ? [{ call: node, object: node.callee.object, name: node.callee.attr }]
        : [],
    );
    return this.#calls;
  }

  callsOf(...names: readonly string[]): readonly MethodCall[] {
    return this.calls.filter(({ name }) => names.includes(name.name));
  }

  /** The calls that the error is about: those of the method it names, or all. */
  get calledHere(): readonly MethodCall[] {
    const named = /(?:^|\.|\s)(\w+)\(\)/.exec(this.failure.message)?.[1];
    const calls =
      named === undefined ? [] : this.callsOf(named, ...(named === 'aggregate' ? ['agg'] : []));
    return calls.length > 0 ? calls : this.calls;
  }

  /** Whether the text could not be read as Python. */
  get isSyntax(): boolean {
    return /^(?:Syntax|Indentation|Tab)Error$/.test(this.failure.type);
  }

  slice({ start, end }: Place): string {
    return this.text.slice(start, end);
  }

  /** The text from the first token to the one before `to`. */
  between(from: number, to: number): string {
    const [first, last] = [this.pieces[from], this.pieces[to - 1]];
    return first === undefined || last === undefined ? '' : this.text.slice(first.start, last.end);
  }

  /** The arguments of a call as written. */
  args(call: PythonAst.Call): readonly string[] {
    return call.args.map((argument) => this.slice(argument));
  }

  /** The name of a column's type, where all tables that have the column agree; else undefined. */
  typeOf(column: string): string | undefined {
    const stated = this.#types.get(column);
    if (stated !== undefined) return printType(stated);
    const types = new Set(
      Object.values(this.tables).flatMap((schema) => {
        const type = schema.get(column);
        return type === undefined ? [] : [printType(type)];
      }),
    );
    return types.size === 1 ? [...types][0] : undefined;
  }

  /** The columns that the error lists. */
  get listed(): readonly string[] {
    const listed = /Existing columns: (.*)\.$/s.exec(this.failure.message)?.[1] ?? '';
    return [...listed.matchAll(/'([^']*)'/g)].map(([, name]) => name ?? '');
  }

  /** Whether a given table has a column of this name. */
  hasColumn(name: string): boolean {
    return Object.values(this.tables).some((schema) => schema.has(name));
  }

  /** Columns of the tables, and those that the program names itself. */
  get columns(): ReadonlySet<string> {
    const given = Object.values(this.tables).flatMap((schema) => [...schema.keys()]);
    const made = this.calls.flatMap(({ call }) =>
      call.args.flatMap(({ name }) => (name === undefined ? [] : [name.name])),
    );
    const all = [
      ...this.listed,
      ...given,
      ...this.fields,
      ...made,
      ...this.#types.keys(),
      ...(this.closed ? [] : this.#used()),
    ];
    const joins = this.calls.some(({ name }) => /join$|^merge$/.test(name.name));
    return new Set([...all, ...(joins ? all.map((name) => `${name}_right`) : [])]);
  }

  /** Columns that `rename` has given another name: the old one → the new. */
  get renamed(): ReadonlyMap<string, string> {
    return new Map(
      this.callsOf('rename').flatMap(({ call }) =>
        call.args.flatMap(({ name, value }) =>
          name !== undefined && value.kind === 'Str' ? [[value.value, name.name] as const] : [],
        ),
      ),
    );
  }

  /** Fields of the structs among the columns. */
  get fields(): readonly string[] {
    return Object.values(this.tables).flatMap((schema) =>
      [...schema.values()].flatMap((type) =>
        type.kind === 'struct' ? [...type.fields.keys()] : [],
      ),
    );
  }

  /** What may be columns of tables that are not given: attributes and texts. */
  #used(): readonly string[] {
    const callees = new Set(this.calls.map(({ name }) => name));
    return this.nodes.flatMap((node) => {
      if (node.kind === 'Attribute') return callees.has(node.attr) ? [] : [node.attr.name];
      return node.kind === 'Str' && /^[\p{L}_]\w*$/u.test(node.value) ? [node.value] : [];
    });
  }

  /** Names that statements bind. */
  get variables(): ReadonlySet<string> {
    return new Set(
      this.nodes.flatMap((node) => {
        if (node.kind === 'FunctionDef') return [node.name.name];
        if (node.kind === 'Import' || node.kind === 'ImportFrom') {
          return node.names.map(({ name, alias }) => (alias ?? name).name);
        }
        if (node.kind !== 'Assign') return [];
        return node.targets.flatMap((target) => (target.kind === 'Name' ? [target.name] : []));
      }),
    );
  }

  /** Whether the program reaches columns through `_`. */
  get usesUnderscore(): boolean {
    return this.pieces.some(({ kind, text }) => kind === 'name' && text === '_');
  }
}

/** Where the step `.name(…)` of a chain begins: at its dot. */
export const dotBefore = ({ text }: Fault, { start }: PythonAst.Identifier): number =>
  text.lastIndexOf('.', start);

/** Whether an expression is one of these names. */
export const isName = (node: AstNode | undefined, ...names: readonly string[]): boolean =>
  node?.kind === 'Name' && names.includes(node.name);

/** The keyword argument of one of these names. */
export const keyword = (
  call: PythonAst.Call,
  ...names: readonly string[]
): PythonAst.Argument | undefined =>
  call.args.find(({ name }) => name !== undefined && names.includes(name.name));

/** The positional arguments. */
export const positional = (call: PythonAst.Call): readonly PythonAst.Argument[] =>
  call.args.filter(({ kind }) => kind === 'positional');
