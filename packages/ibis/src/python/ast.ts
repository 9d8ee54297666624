import type { BinaryOperator, CompareOperator, UnaryOperator } from './host.js';
import type { PyValue } from './values.js';

/** A stretch of the program: offsets in UTF-16 code units, end exclusive. */
export interface Located {
  readonly start: number;
  readonly end: number;
}

/** A name as written, where it is not an expression (attribute, keyword, parameter, alias). */
export interface Identifier extends Located {
  readonly name: string;
}

/** An expression. */
export type Expression =
  | Constant
  | Str
  | JoinedStr
  | Name
  | Sequence
  | DictDisplay
  | Comprehension
  | DictComprehension
  | Lambda
  | IfExp
  | BoolOp
  | Not
  | Compare
  | BinOp
  | UnaryOp
  | Attribute
  | Subscript
  | Slice
  | Call
  | Starred
  | NamedExpr;

/** A number, `True`, `False`, `None`, `...` or a bytes literal. */
export interface Constant extends Located {
  readonly kind: 'Constant';
  readonly value: PyValue;
}

/** A string literal; `pieces` are the literals that stand side by side, quotes included. */
export interface Str extends Located {
  readonly kind: 'Str';
  readonly value: string;
  readonly pieces: readonly Located[];
}

/** An f-string, or literals of which one is: plain text and replacement fields in turn. */
export interface JoinedStr extends Located {
  readonly kind: 'JoinedStr';
  readonly parts: readonly (string | ReplacementField)[];
  readonly pieces: readonly Located[];
}

/** `{expression!r:spec}` of an f-string. */
export interface ReplacementField extends Located {
  readonly expression: Expression;
  readonly conversion: 'r' | 's' | 'a' | undefined;
  readonly spec: readonly (string | ReplacementField)[] | undefined;
}

export interface Name extends Located {
  readonly kind: 'Name';
  readonly name: string;
}

/** A list, tuple or set display. */
export interface Sequence extends Located {
  readonly kind: 'List' | 'Tuple' | 'Set';
  readonly items: readonly Expression[];
}

/** `{key: value, **mapping}`; a mapping that is unpacked has no key. */
export interface DictDisplay extends Located {
  readonly kind: 'Dict';
  readonly items: readonly { readonly key: Expression | undefined; readonly value: Expression }[];
}

/** `for target in iterable if condition …` */
export interface ForClause extends Located {
  readonly target: Expression;
  readonly iterable: Expression;
  readonly conditions: readonly Expression[];
}

export interface Comprehension extends Located {
  readonly kind: 'ListComp' | 'SetComp' | 'GeneratorExp';
  readonly element: Expression;
  readonly clauses: readonly ForClause[];
  readonly locals: ReadonlySet<string>;
}

export interface DictComprehension extends Located {
  readonly kind: 'DictComp';
  readonly key: Expression;
  readonly value: Expression;
  readonly clauses: readonly ForClause[];
  readonly locals: ReadonlySet<string>;
}

/** One parameter of a function or lambda. */
export interface Parameter extends Located {
  readonly name: Identifier;
  readonly kind: 'positional-only' | 'plain' | 'keyword-only' | 'args' | 'kwargs';
  readonly default: Expression | undefined;
  /** Evaluated only where a decorator asks for it. */
  readonly annotation: Expression | undefined;
}

/** The parameters, in the order written. */
export interface Parameters {
  readonly list: readonly Parameter[];
  /** Whether every parameter is plain and without default: calls are bound the short way. */
  readonly simple: boolean;
}

export interface Lambda extends Located {
  readonly kind: 'Lambda';
  readonly params: Parameters;
  readonly body: Expression;
  readonly locals: ReadonlySet<string>;
}

export interface IfExp extends Located {
  readonly kind: 'IfExp';
  readonly test: Expression;
  readonly body: Expression;
  readonly otherwise: Expression;
}

export interface BoolOp extends Located {
  readonly kind: 'BoolOp';
  readonly op: 'and' | 'or';
  readonly values: readonly Expression[];
}

export interface Not extends Located {
  readonly kind: 'Not';
  readonly operand: Expression;
}

/** `left op right op right …`, chained as in Python. */
export interface Compare extends Located {
  readonly kind: 'Compare';
  readonly left: Expression;
  readonly ops: readonly (CompareOperator | 'in' | 'not in' | 'is' | 'is not')[];
  readonly rights: readonly Expression[];
}

export interface BinOp extends Located {
  readonly kind: 'BinOp';
  readonly op: BinaryOperator;
  readonly left: Expression;
  readonly right: Expression;
}

export interface UnaryOp extends Located {
  readonly kind: 'UnaryOp';
  readonly op: UnaryOperator;
  readonly operand: Expression;
}

export interface Attribute extends Located {
  readonly kind: 'Attribute';
  readonly object: Expression;
  readonly attr: Identifier;
}

export interface Subscript extends Located {
  readonly kind: 'Subscript';
  readonly object: Expression;
  readonly index: Expression;
}

/** `lower:upper:step`, only as (part of) a subscript. */
export interface Slice extends Located {
  readonly kind: 'Slice';
  readonly lower: Expression | undefined;
  readonly upper: Expression | undefined;
  readonly step: Expression | undefined;
}

/** An argument of a call: positional (maybe `Starred`), `name=value`, or `**value`. */
export interface Argument extends Located {
  readonly kind: 'positional' | 'keyword' | 'double-star';
  readonly name: Identifier | undefined;
  readonly value: Expression;
}

export interface Call extends Located {
  readonly kind: 'Call';
  readonly callee: Expression;
  readonly args: readonly Argument[];
  /** Whether all arguments are positional and none is starred. */
  readonly simple: boolean;
}

export interface Starred extends Located {
  readonly kind: 'Starred';
  readonly value: Expression;
}

export interface NamedExpr extends Located {
  readonly kind: 'NamedExpr';
  readonly target: Name;
  readonly value: Expression;
}

/** A statement. */
export type Statement =
  | ExpressionStatement
  | Assign
  | AugAssign
  | AnnAssign
  | FunctionDef
  | Return
  | If
  | For
  | While
  | Jump
  | Assert
  | Raise
  | Try
  | Delete
  | Import
  | ImportFrom
  | ScopeDeclaration;

export interface ExpressionStatement extends Located {
  readonly kind: 'Expression';
  readonly value: Expression;
}

/** `target = target = value` */
export interface Assign extends Located {
  readonly kind: 'Assign';
  readonly targets: readonly Expression[];
  readonly value: Expression;
}

export interface AugAssign extends Located {
  readonly kind: 'AugAssign';
  readonly target: Expression;
  readonly op: BinaryOperator;
  readonly value: Expression;
}

/** `target: annotation = value`; the annotation is kept and never evaluated. */
export interface AnnAssign extends Located {
  readonly kind: 'AnnAssign';
  readonly target: Expression;
  readonly annotation: Expression;
  readonly value: Expression | undefined;
}

export interface FunctionDef extends Located {
  readonly kind: 'FunctionDef';
  readonly name: Identifier;
  readonly params: Parameters;
  /** `-> annotation`; evaluated only where a decorator asks for it. */
  readonly returns: Expression | undefined;
  readonly body: readonly Statement[];
  readonly decorators: readonly Expression[];
  readonly doc: string | null;
  readonly locals: ReadonlySet<string>;
  readonly globals: ReadonlySet<string>;
}

export interface Return extends Located {
  readonly kind: 'Return';
  readonly value: Expression | undefined;
}

/** `if`/`elif`/`else`: the first branch whose test holds. */
export interface If extends Located {
  readonly kind: 'If';
  readonly branches: readonly { readonly test: Expression; readonly body: readonly Statement[] }[];
  readonly otherwise: readonly Statement[];
}

export interface For extends Located {
  readonly kind: 'For';
  readonly target: Expression;
  readonly iterable: Expression;
  readonly body: readonly Statement[];
  readonly otherwise: readonly Statement[];
}

export interface While extends Located {
  readonly kind: 'While';
  readonly test: Expression;
  readonly body: readonly Statement[];
  readonly otherwise: readonly Statement[];
}

export interface Jump extends Located {
  readonly kind: 'Pass' | 'Break' | 'Continue';
}

export interface Assert extends Located {
  readonly kind: 'Assert';
  readonly test: Expression;
  readonly message: Expression | undefined;
}

export interface Raise extends Located {
  readonly kind: 'Raise';
  readonly exception: Expression | undefined;
  readonly cause: Expression | undefined;
}

export interface ExceptHandler extends Located {
  readonly type: Expression | undefined;
  readonly name: Identifier | undefined;
  readonly body: readonly Statement[];
}

export interface Try extends Located {
  readonly kind: 'Try';
  readonly body: readonly Statement[];
  readonly handlers: readonly ExceptHandler[];
  readonly otherwise: readonly Statement[];
  readonly final: readonly Statement[];
}

export interface Delete extends Located {
  readonly kind: 'Delete';
  readonly targets: readonly Expression[];
}

/** `dotted.name as alias`; for `from m import *` the name is `*`. */
export interface ImportAlias extends Located {
  readonly name: Identifier;
  readonly alias: Identifier | undefined;
}

export interface Import extends Located {
  readonly kind: 'Import';
  readonly names: readonly ImportAlias[];
}

export interface ImportFrom extends Located {
  readonly kind: 'ImportFrom';
  /** Dotted name with its leading dots. */
  readonly module: Identifier;
  readonly names: readonly ImportAlias[];
}

export interface ScopeDeclaration extends Located {
  readonly kind: 'Global' | 'Nonlocal';
  readonly names: readonly Identifier[];
}

/** A parsed program together with its text. */
export interface Program {
  readonly text: string;
  readonly body: readonly Statement[];
}
