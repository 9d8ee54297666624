import type { TableExpr } from './ast-tables.js';

export type * from './ast-tables.js';

/** Where a node stands in the text: offsets in UTF-16 code units, the end exclusive. */
export interface Place {
  readonly start: number;
  readonly end: number;
}

/** A name as written; an unquoted one is matched without regard to case. */
export interface Ident extends Place {
  readonly text: string;
  readonly quoted: boolean;
}

/** A type as written: `DECIMAL(10, 2)`, `INT[]`, `STRUCT(a INT)`. */
export interface TypeName extends Place {
  /** Lower case, words joined by one space: `double precision`, `timestamp with time zone`. */
  readonly name: string;
  readonly args: readonly number[];
  /** Element, key and value types of arrays, lists and maps. */
  readonly inner: readonly TypeName[];
  readonly fields: readonly { readonly name: string; readonly type: TypeName }[];
  /** How many times `[]` follows. */
  readonly dimensions: number;
}

type NullsOrder = 'first' | 'last' | null;

export interface OrderItem extends Place {
  readonly expr: Expr;
  readonly direction: 'asc' | 'desc' | null;
  readonly nulls: NullsOrder;
  /** `ORDER BY ALL`. */
  readonly all: boolean;
}

type FrameUnit = 'rows' | 'range' | 'groups';
export interface FrameBound extends Place {
  readonly side: 'preceding' | 'following' | 'current';
  /** Null: unbounded (or the current row). */
  readonly distance: Expr | null;
}
export interface Frame extends Place {
  readonly unit: FrameUnit;
  readonly from: FrameBound;
  readonly to: FrameBound | null;
  readonly exclude: string | null;
}
export interface WindowSpec extends Place {
  /** The named window that it refers to or extends. */
  readonly base: Ident | null;
  readonly partitionBy: readonly Expr[];
  readonly orderBy: readonly OrderItem[];
  readonly frame: Frame | null;
}

export type LikeOperator = 'like' | 'ilike' | 'similar' | 'regexp' | 'regexpi' | 'glob';
export type Comparison = '=' | '<>' | '<' | '<=' | '>' | '>=';

export interface NodeOf<K extends string> extends Place {
  readonly kind: K;
}

interface NumberNode extends NodeOf<'number'> {
  readonly text: string;
}
interface StringNode extends NodeOf<'string'> {
  readonly value: string;
}
interface BlobNode extends NodeOf<'blob'> {
  readonly hex: string;
}
type NullNode = NodeOf<'null'>;
interface BoolNode extends NodeOf<'bool'> {
  readonly value: boolean;
}
/** `DATE '2024-01-01'`, `TIMESTAMP '…'`. */
export interface TypedStringNode extends NodeOf<'typed-string'> {
  readonly type: TypeName;
  readonly value: string;
}
/** `INTERVAL 3 DAY`, `INTERVAL '1 year 2 months'`. */
export interface IntervalNode extends NodeOf<'interval'> {
  readonly amount: Expr;
  readonly unit: string | null;
  readonly toUnit: string | null;
}
/** A column, or a field of a struct column: `a`, `t.a`, `t.a.b`. */
export interface NameNode extends NodeOf<'name'> {
  readonly parts: readonly Ident[];
}
export interface StarNode extends NodeOf<'star'> {
  readonly qualifier: readonly Ident[];
  readonly exclude: readonly Ident[];
  readonly replace: readonly { readonly expr: Expr; readonly name: Ident }[];
  readonly rename: readonly { readonly from: Ident; readonly to: Ident }[];
  readonly like: {
    readonly pattern: Expr;
    readonly operator: LikeOperator;
    readonly negated: boolean;
  } | null;
}
/** `#1`: a column by its place in FROM. */
interface PositionNode extends NodeOf<'position'> {
  readonly index: number;
}
interface ParameterNode extends NodeOf<'parameter'> {
  readonly text: string;
}
export interface UnaryNode extends NodeOf<'unary'> {
  readonly operator: 'not' | '-' | '+' | '~' | '@';
  readonly arg: Expr;
}
export interface BinaryNode extends NodeOf<'binary'> {
  /** The operator as written, in lower case: `and`, `+`, `||`, `->>`, `div`. */
  readonly operator: string;
  readonly operatorStart: number;
  readonly left: Expr;
  readonly right: Expr;
}
export interface IsNode extends NodeOf<'is'> {
  readonly arg: Expr;
  readonly what: 'null' | 'true' | 'false' | 'unknown';
  readonly negated: boolean;
}
export interface DistinctFromNode extends NodeOf<'distinct-from'> {
  readonly left: Expr;
  readonly right: Expr;
  readonly negated: boolean;
}
export interface BetweenNode extends NodeOf<'between'> {
  readonly arg: Expr;
  readonly low: Expr;
  readonly high: Expr;
  readonly negated: boolean;
  readonly symmetric: boolean;
}
export interface InListNode extends NodeOf<'in-list'> {
  readonly arg: Expr;
  readonly items: readonly Expr[];
  readonly negated: boolean;
}
export interface InQueryNode extends NodeOf<'in-query'> {
  readonly arg: Expr;
  readonly query: Query;
  readonly negated: boolean;
}
/** `a IN list_column`, as DuckDB has it. */
export interface InValueNode extends NodeOf<'in-value'> {
  readonly arg: Expr;
  readonly list: Expr;
  readonly negated: boolean;
}
export interface LikeNode extends NodeOf<'like'> {
  readonly operator: LikeOperator;
  readonly arg: Expr;
  readonly pattern: Expr;
  readonly escape: Expr | null;
  readonly negated: boolean;
}
export interface ExistsNode extends NodeOf<'exists'> {
  readonly query: Query;
}
export interface SubqueryNode extends NodeOf<'subquery'> {
  readonly query: Query;
}
/** `a > ALL (SELECT …)`, `a = ANY (list)`. */
export interface QuantifiedNode extends NodeOf<'quantified'> {
  readonly operator: Comparison;
  readonly left: Expr;
  readonly all: boolean;
  readonly right: Query | Expr;
}
export interface CaseNode extends NodeOf<'case'> {
  readonly subject: Expr | null;
  readonly branches: readonly { readonly when: Expr; readonly result: Expr }[];
  readonly otherwise: Expr | null;
}
export interface CastNode extends NodeOf<'cast'> {
  readonly arg: Expr;
  readonly type: TypeName;
  readonly safe: boolean;
  readonly format: Expr | null;
}
export interface CallNode extends NodeOf<'call'> {
  readonly name: readonly Ident[];
  readonly args: readonly Expr[];
  /**
   * How a call with syntax of its own was written: `from` of `EXTRACT(… FROM …)` and `SUBSTRING(x FROM
   * …)`, `in` of `POSITION(x IN y)`, `both`, `leading`, `trailing` of TRIM, `placing` of OVERLAY.
   */
  readonly syntax: string | null;
  readonly star: boolean;
  readonly distinct: boolean;
  readonly orderBy: readonly OrderItem[];
  /** `SEPARATOR` of MySQL's GROUP_CONCAT. */
  readonly separator: Expr | null;
  readonly nulls: 'ignore' | 'respect' | null;
  readonly withinGroup: readonly OrderItem[] | null;
  readonly filter: Expr | null;
  readonly over: WindowSpec | null;
}
interface ArrayNode extends NodeOf<'array'> {
  readonly items: readonly Expr[];
}
/** `ARRAY(SELECT …)`. */
interface ArrayQueryNode extends NodeOf<'array-query'> {
  readonly query: Query;
}
interface StructNode extends NodeOf<'struct'> {
  readonly entries: readonly { readonly name: string; readonly value: Expr }[];
}
interface MapNode extends NodeOf<'map'> {
  readonly entries: readonly { readonly key: Expr; readonly value: Expr }[];
}
export interface RowNode extends NodeOf<'row'> {
  readonly items: readonly Expr[];
}
export interface LambdaNode extends NodeOf<'lambda'> {
  readonly params: readonly Ident[];
  readonly body: Expr;
}
export interface NamedArgNode extends NodeOf<'named-arg'> {
  readonly name: Ident;
  readonly value: Expr;
}
export interface IndexNode extends NodeOf<'index'> {
  readonly arg: Expr;
  readonly index: Expr;
}
export interface SliceNode extends NodeOf<'slice'> {
  readonly arg: Expr;
  readonly from: Expr | null;
  readonly to: Expr | null;
}
/** A field of a value that is not a plain name: `(x).a`, `f(x).a`. */
interface MemberNode extends NodeOf<'member'> {
  readonly arg: Expr;
  readonly name: Ident;
}
interface AtTimeZoneNode extends NodeOf<'at-time-zone'> {
  readonly arg: Expr;
  readonly zone: Expr;
}
interface CollateNode extends NodeOf<'collate'> {
  readonly arg: Expr;
  readonly collation: string;
}

export type Expr =
  | NumberNode
  | StringNode
  | BlobNode
  | NullNode
  | BoolNode
  | TypedStringNode
  | IntervalNode
  | NameNode
  | StarNode
  | PositionNode
  | ParameterNode
  | UnaryNode
  | BinaryNode
  | IsNode
  | DistinctFromNode
  | BetweenNode
  | InListNode
  | InQueryNode
  | InValueNode
  | LikeNode
  | ExistsNode
  | SubqueryNode
  | QuantifiedNode
  | CaseNode
  | CastNode
  | CallNode
  | ArrayNode
  | ArrayQueryNode
  | StructNode
  | MapNode
  | RowNode
  | LambdaNode
  | NamedArgNode
  | IndexNode
  | SliceNode
  | MemberNode
  | AtTimeZoneNode
  | CollateNode;

export interface SelectItem extends Place {
  readonly expr: Expr;
  readonly alias: Ident | null;
}

export type GroupItem =
  | (NodeOf<'expr'> & { readonly expr: Expr })
  | (NodeOf<'rollup' | 'cube'> & { readonly sets: readonly (readonly Expr[])[] })
  | (NodeOf<'sets'> & { readonly items: readonly GroupItem[] })
  /** `()` or `(a, b)` as one member of grouping sets. */
  | (NodeOf<'set'> & { readonly exprs: readonly Expr[] });

export interface Sampling extends Place {
  readonly amount: number;
  readonly unit: 'percent' | 'rows';
  readonly method: string | null;
  readonly seed: number | null;
}

export interface SelectNode extends NodeOf<'select'> {
  readonly distinct: 'all' | 'distinct' | readonly Expr[];
  readonly top: { readonly count: Expr; readonly percent: boolean; readonly ties: boolean } | null;
  readonly items: readonly SelectItem[];
  /** Comma-separated tables, each with its joins. */
  readonly from: readonly TableExpr[];
  readonly where: Expr | null;
  readonly groupBy: readonly GroupItem[];
  readonly groupByAll: boolean;
  readonly having: Expr | null;
  readonly windows: readonly { readonly name: Ident; readonly spec: WindowSpec }[];
  readonly qualify: Expr | null;
  readonly sample: Sampling | null;
}
export interface ValuesNode extends NodeOf<'values'> {
  readonly rows: readonly (readonly Expr[])[];
}
export interface SetOperationNode extends NodeOf<'set-operation'> {
  readonly operator: 'union' | 'intersect' | 'except';
  readonly all: boolean;
  readonly byName: boolean;
  readonly left: QueryBody;
  readonly right: QueryBody;
}
/** A query in parentheses as an operand of a set operation. */
interface NestedQueryNode extends NodeOf<'nested'> {
  readonly query: Query;
}
/** DuckDB's statements `PIVOT t ON …` and `UNPIVOT t ON …`. */
interface TableQueryNode extends NodeOf<'table-query'> {
  readonly table: TableExpr;
}
export type QueryBody =
  | SelectNode
  | ValuesNode
  | SetOperationNode
  | NestedQueryNode
  | TableQueryNode;

export interface Cte extends Place {
  readonly name: Ident;
  readonly columns: readonly Ident[];
  readonly query: Query;
}
export interface Query extends Place {
  readonly kind: 'query';
  readonly ctes: readonly Cte[];
  readonly recursive: Place | null;
  readonly body: QueryBody;
  readonly orderBy: readonly OrderItem[];
  readonly limit: Expr | null;
  readonly limitPercent: boolean;
  readonly withTies: Place | null;
  readonly offset: Expr | null;
}

/** A comment with the text between its marks. */
export interface Comment extends Place {
  readonly text: string;
}
export interface StatementNode extends Place {
  readonly query: Query;
  readonly comments: readonly Comment[];
}
