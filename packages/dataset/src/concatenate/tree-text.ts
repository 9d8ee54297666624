import {
  type DataType,
  isRelation,
  isValue,
  type LiteralValue,
  OPERATIONS,
  printType,
  type Relation,
  type Value,
} from '@ibert/ir';

/** `exact`: everything but identities. `skeleton`: names and literals are erased as well. */
export type TreeDetail = 'exact' | 'skeleton';

/**
 * A query as text, equal for two programs exactly when they build the same tree, however they are
 * written. A skeleton has numbers in place of the names of tables and columns, counted in the order
 * of first use, coarse types in place of literals, no sizes of LIMIT or of samples, and no columns
 * that are passed on with all the others: two skeletons are equal when the queries differ in names,
 * values and the width of their tables only.
 */
export function treeText(relation: Relation, detail: TreeDetail): string {
  return new TreeWriter(detail === 'skeleton').write(relation);
}

/** Keys of relations and plain arguments of operations that hold a name or names that users choose. */
const NAMES: ReadonlySet<string> = new Set(
  'name names columnName dropped field catalog database alias'.split(' '),
);
/** Operations whose `name` says what they do. */
const NAMED_FUNCTIONS: ReadonlySet<string> = new Set(['ScalarUDF', 'AggUDF']);
/** Keys that hold counters of a session. */
const IDENTITIES: ReadonlySet<string> = new Set(['identifier', 'counter']);
/** Keys that hold sizes and chances, which are literals of the user's. */
const SIZES: ReadonlySet<string> = new Set(['n', 'fraction', 'seed']);
/** What every node has and its text follows from the rest. */
const DERIVED: ReadonlySet<string> = new Set(['is', 'kind', 'hash', 'schema']);

class TreeWriter {
  readonly #erase: boolean;
  /** Numbers given to names, identities and relations, in the order of first use. */
  readonly #names = new Map<string, number>();
  readonly #identities = new Map<string, number>();
  readonly #relations = new Map<string, number>();
  readonly #known = new Map<Relation, number>();

  constructor(erase: boolean) {
    this.#erase = erase;
  }

  write(relation: Relation): string {
    const root = this.#relation(relation);
    return `${[...this.#relations.keys()].join('\n')}\n${root}`;
  }

  /** The number of a relation; equal relations have one text and one number. */
  #relation(relation: Relation): string {
    let number = this.#known.get(relation);
    if (number === undefined) {
      const text = this.#relationText(relation);
      number = this.#relations.get(text) ?? this.#relations.size;
      this.#relations.set(text, number);
      this.#known.set(relation, number);
    }
    return `r${number}`;
  }

  #relationText(relation: Relation): string {
    if (relation.kind === 'UnboundTable') return `UnboundTable ${this.#name(relation.name, 't')}`;
    if (relation.kind === 'InMemoryTable' && this.#erase) return 'InMemoryTable';
    const written = this.#erase ? writtenColumns(relation) : undefined;
    const parts = Object.entries(relation)
      .filter(([key]) => !DERIVED.has(key))
      .map(([key, part]) => {
        const starred = key === 'values' && written !== undefined;
        return starred
          ? `values=*${this.#part(relation.kind, key, written)}`
          : `${key}=${this.#part(relation.kind, key, part)}`;
      });
    return `${relation.kind} ${parts.join(' ')}`;
  }

  #value(value: Value): string {
    if (value.kind === 'Literal') return this.#literal(value);
    const parts = Object.keys(paramsOf(value.kind)).map((key) =>
      this.#part(value.kind, key, value.args[key]),
    );
    return `${value.kind}(${parts.join(',')})`;
  }

  #literal({ args, dtype }: Value): string {
    const value = args['value'] as LiteralValue;
    if (value === null) return 'NULL';
    if (this.#erase) return `?${coarse(dtype)}`;
    return `${literalText(value)}:${printType(dtype)}`;
  }

  #part(kind: string, key: string, part: unknown): string {
    if (isRelation(part)) return this.#relation(part);
    if (isValue(part)) return this.#value(part);
    if (Array.isArray(part)) {
      return `[${part.map((item: unknown) => this.#part(kind, key, item)).join(',')}]`;
    }
    if (part instanceof Map) {
      const columns = [...(part as ReadonlyMap<string, unknown>)];
      return `{${columns.map(([name, item]) => `${this.#name(name, 'c')}:${this.#part(kind, key, item)}`).join(',')}}`;
    }
    if (typeof part === 'string') {
      const named = NAMES.has(key) && !NAMED_FUNCTIONS.has(kind);
      const offset = kind === 'TableUnnest' && key === 'offset';
      return named || offset ? this.#name(part, 'c') : part;
    }
    if (typeof part === 'number') return this.#number(key, part);
    if (typeof part === 'bigint') return this.#erase ? '#' : String(part);
    if (typeof part === 'object' && part !== null) return this.#object(kind, part);
    return String(part);
  }

  #number(key: string, value: number): string {
    if (IDENTITIES.has(key)) return String(numberOf(this.#identities, `${key} ${value}`));
    const sized = SIZES.has(key) || key === 'buckets' || (key === 'offset' && value !== 0);
    return this.#erase && sized ? '#' : String(value);
  }

  #object(kind: string, part: object): string {
    if (isType(part)) return this.#erase ? coarse(part) : printType(part);
    const entries = Object.entries(part).filter(([key]) => !DERIVED.has(key));
    return `{${entries.map(([key, item]) => `${key}=${this.#part(kind, key, item)}`).join(' ')}}`;
  }

  #name(name: string, letter: 't' | 'c'): string {
    if (!this.#erase) return JSON.stringify(name);
    return `${letter}${numberOf(this.#names, `${letter}${name}`)}`;
  }
}

/**
 * The columns of a relation that passes all columns of its parent on, but for those that it passes
 * on as they are: `mutate`, `rename` and a join say the same about wide and narrow tables.
 */
function writtenColumns(relation: Relation): ReadonlyMap<string, Value> | undefined {
  if (relation.kind !== 'Project' && relation.kind !== 'JoinChain') return undefined;
  const join = relation.kind === 'JoinChain';
  const parent = join ? relation.first : relation.parent;
  const { values } = relation;
  const sources = new Set([...values.values()].map(fieldName));
  const passesAll = [...parent.schema.keys()].every(
    (name) => values.has(name) || sources.has(name),
  );
  if (!passesAll) return undefined;
  const written = [...values].filter(([name, value]) => {
    const field = fieldName(value);
    return join ? field === undefined : field !== name;
  });
  return new Map(written);
}

const fieldName = ({ kind, args }: Value): string | undefined =>
  kind === 'Field' ? (args['name'] as string) : undefined;

const paramsOf = (kind: string): object => OPERATIONS[kind as keyof typeof OPERATIONS].params;

function numberOf(numbers: Map<string, number>, key: string): number {
  const known = numbers.get(key);
  if (known !== undefined) return known;
  numbers.set(key, numbers.size);
  return numbers.size - 1;
}

const isType = (part: object): part is DataType => 'nullable' in part && 'kind' in part;

/** The family of a type: what a reader would call it, without widths, precision, time zones. */
function coarse(type: DataType): string {
  if (type.kind === 'array') return `array<${coarse(type.value)}>`;
  if (/^u?int\d/.test(type.kind)) return 'int';
  return type.kind.startsWith('float') ? 'float' : type.kind;
}

const literalText = (value: LiteralValue): string =>
  JSON.stringify(value, (_, part: unknown) => {
    if (typeof part === 'bigint') return `${part}n`;
    if (part instanceof Map) return [...(part as ReadonlyMap<string, LiteralValue>)];
    if (typeof part === 'number' && !Number.isFinite(part)) return String(part);
    return Object.is(part, -0) ? '-0' : part;
  });
