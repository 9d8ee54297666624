import { parseProgram, type PythonAst, type AstNode, walk } from '@ibert/ibis';
import type { DataType, Schema } from '@ibert/ir';

/** A call of a method or of a function of a module: `object.name(…)`. */
export interface MethodCall {
  readonly call: PythonAst.Call;
  readonly name: PythonAst.Identifier;
  readonly object: PythonAst.Expression;
}

/** A place where the program names a column of its tables. */
export interface ColumnUse {
  readonly name: string;
  /** Where the name stands, quotes left out. */
  readonly start: number;
  readonly end: number;
  /** `attribute`: `_.name` or `table.name`; `text`: `"name"`. */
  readonly form: 'attribute' | 'text';
  readonly node: PythonAst.Attribute | PythonAst.Str;
}

/** A correct program with what the search for places of mistakes asks of it. */
export class Source {
  readonly text: string;
  readonly tables: Readonly<Record<string, Schema>>;
  readonly body: readonly PythonAst.Statement[];
  readonly nodes: readonly AstNode[];
  readonly calls: readonly MethodCall[];
  readonly columns: readonly ColumnUse[];
  /** Names that the program assigns. */
  readonly assigned: ReadonlySet<string>;
  readonly #types = new Map<string, DataType>();
  readonly #callees = new Set<AstNode>();

  constructor(text: string, tables: Readonly<Record<string, Schema>>) {
    this.text = text;
    this.tables = tables;
    const program = parseProgram(text);
    this.body = program.body;
    const nodes: AstNode[] = [];
    walk(program, (node) => {
      nodes.push(node);
    });
    this.nodes = nodes;
    this.assigned = new Set(
      nodes.flatMap((node) =>
        node.kind === 'Assign'
          ? node.targets.flatMap((target) => (target.kind === 'Name' ? [target.name] : []))
          : [],
      ),
    );
    for (const schema of Object.values(tables)) {
      for (const [name, type] of schema) this.#types.set(name, type);
    }
    this.calls = nodes.flatMap((node) => {
      if (node.kind !== 'Call') return [];
      this.#callees.add(node.callee);
      if (node.callee.kind !== 'Attribute') return [];
      return [{ call: node, name: node.callee.attr, object: node.callee.object }];
    });
    this.columns = nodes.flatMap((node): ColumnUse[] => {
      if (node.kind === 'Attribute') return this.#attributeUse(node);
      return node.kind === 'Str' ? this.#textUse(node) : [];
    });
  }

  /** The text of a node or of what lies between two offsets. */
  slice({ start, end }: { readonly start: number; readonly end: number }): string {
    return this.text.slice(start, end);
  }

  /** A column's type in the tables; undefined for a name that the program made. */
  typeOf(column: string): DataType | undefined {
    return this.#types.get(column);
  }

  /** Names of all columns of the tables. */
  get columnNames(): readonly string[] {
    return [...this.#types.keys()];
  }

  /** Calls of these methods, wherever they stand. */
  callsOf(...names: readonly string[]): readonly MethodCall[] {
    return this.calls.filter(({ name }) => names.includes(name.name));
  }

  /** Calls of functions of the `ibis` module. */
  get ibisCalls(): readonly MethodCall[] {
    return this.calls.filter(({ object }) => isName(object, 'ibis'));
  }

  /** Calls of methods of tables and columns: not of a module's functions. */
  get methodCalls(): readonly MethodCall[] {
    return this.calls.filter(({ object }) => !isName(object, 'ibis') && !isName(object, 's'));
  }

  /** Whether an attribute is the callee of a call. */
  isCalled(node: AstNode): boolean {
    return this.#callees.has(node);
  }

  /** Uses of names that are tables or variables, in what is evaluated. */
  namesIn(names: ReadonlySet<string>): readonly PythonAst.Name[] {
    const targets = new Set(
      this.nodes.flatMap((node) => (node.kind === 'Assign' ? node.targets : [])),
    );
    return this.nodes.filter(
      (node): node is PythonAst.Name =>
        node.kind === 'Name' && names.has(node.name) && !targets.has(node),
    );
  }

  #attributeUse(node: PythonAst.Attribute): ColumnUse[] {
    const { name, start, end } = node.attr;
    if (!this.#types.has(name) || this.#callees.has(node)) return [];
    return [{ name, start, end, form: 'attribute', node }];
  }

  #textUse(node: PythonAst.Str): ColumnUse[] {
    const plain = this.text[node.start] === '"' && this.slice(node) === `"${node.value}"`;
    if (!plain || !this.#types.has(node.value)) return [];
    return [{ name: node.value, start: node.start + 1, end: node.end - 1, form: 'text', node }];
  }
}

/** Whether an expression is this very name. */
export const isName = (node: AstNode | undefined, name: string): boolean =>
  node?.kind === 'Name' && node.name === name;
