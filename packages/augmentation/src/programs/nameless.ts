import { isRelation, isValue } from '@ibert/ir';
import type { DataType, LiteralValue, Relation, Schema, Value } from '@ibert/ir';

/** What may differ between two programs that are held against each other. */
export interface NamelessOptions {
  /** The table's name in the program that this one is compared with. */
  readonly tableName?: (name: string) => string;
  /** The constant that stands in its place there. */
  readonly literal?: (value: LiteralValue, type: DataType) => LiteralValue;
}

/**
 * Numbers relations and values so that two have one number exactly when they are the same tree but
 * for the names of columns: a column is its place in its relation. Output names, being names, do
 * not count; operations, constants, types, tables and the order of everything do.
 *
 * One instance compares any number of relations; it keeps them alive.
 */
export class NamelessForms {
  readonly #known = new Map<string, number>();

  /** The relation's number. */
  formOf(relation: Relation, options: NamelessOptions = {}): number {
    return new Numbering(this.#known, options).relation(relation);
  }
}

class Numbering {
  readonly #known: Map<string, number>;
  readonly #options: NamelessOptions;
  readonly #seen = new Map<object, number>();

  constructor(known: Map<string, number>, options: NamelessOptions) {
    this.#known = known;
    this.#options = options;
  }

  relation(relation: Relation): number {
    return this.#once(relation, () => this.#relationText(relation));
  }

  #value(value: Value): number {
    return this.#once(value, () => this.#valueText(value));
  }

  #once(node: object, text: () => string): number {
    const seen = this.#seen.get(node);
    if (seen !== undefined) return seen;
    const key = text();
    const number = this.#known.get(key) ?? this.#known.size;
    this.#known.set(key, number);
    this.#seen.set(node, number);
    return number;
  }

  #relationText(relation: Relation): string {
    const parts: string[] = [relation.kind];
    for (const [key, part] of Object.entries(relation)) {
      if (key === 'is' || key === 'kind' || key === 'hash') continue;
      parts.push(`${key}=${this.#relationPart(relation, key, part)}`);
    }
    return `R${parts.join(';')}`;
  }

  #relationPart(relation: Relation, key: string, part: unknown): string {
    if (key === 'schema') return typesOf(relation.schema);
    if (key === 'name') return this.#nameOfTable(relation);
    if (relation.kind === 'DropColumns' && key === 'dropped') {
      return relation.dropped.map((name) => placeOf(relation.parent.schema, name)).join();
    }
    if (relation.kind === 'TableUnnest' && key === 'columnName') {
      return placeOf(relation.parent.schema, relation.columnName);
    }
    if (relation.kind === 'TableUnnest' && key === 'offset') {
      return String(relation.offset !== null);
    }
    if (relation.kind === 'FillNull' && part instanceof Map) {
      const columns = part as ReadonlyMap<string, Value>;
      return [...columns]
        .map(([name, value]) => `${placeOf(relation.parent.schema, name)}:${this.#value(value)}`)
        .join();
    }
    // The other maps of relations have names of columns for keys; their order is the columns'.
    if (part instanceof Map) return [...part.values()].map((item) => this.#part(item)).join();
    return this.#part(part);
  }

  #nameOfTable(relation: Relation): string {
    if (relation.kind !== 'UnboundTable') return '';
    return JSON.stringify(this.#options.tableName?.(relation.name) ?? relation.name);
  }

  #valueText(value: Value): string {
    const { kind, args } = value;
    if (kind === 'Field') {
      const { rel, name } = args as { readonly rel: Relation; readonly name: string };
      return `VField ${this.relation(rel)}.${placeOf(rel.schema, name)}`;
    }
    if (kind === 'Alias') return `VAlias ${this.#part(args['arg'])}`;
    if (kind === 'Literal') return `VLiteral ${this.#literal(args as unknown as LiteralArgs)}`;
    const parts = Object.entries(args).map(([key, part]) => `${key}=${this.#part(part)}`);
    return `V${kind} ${parts.join(';')}`;
  }

  #literal({ value, type }: LiteralArgs): string {
    const { literal } = this.#options;
    const shown = literal === undefined ? value : literal(value, type);
    return `${looseType(type)} ${this.#part(shown)}`;
  }

  #part(part: unknown): string {
    if (isValue(part)) return `v${this.#value(part)}`;
    if (isRelation(part)) return `r${this.relation(part)}`;
    if (Array.isArray(part)) return `[${part.map((item) => this.#part(item)).join()}]`;
    if (part instanceof Uint8Array) return `bytes ${part.join()}`;
    if (part instanceof Map) {
      return `{${[...part].map(([key, item]) => `${this.#part(key)}:${this.#part(item)}`).join()}}`;
    }
    if (typeof part === 'object' && part !== null) {
      return `{${Object.entries(part)
        .map(([key, item]) => `${key}:${this.#part(item)}`)
        .join()}}`;
    }
    // -0 and 0, and 1 and 1n, are told apart.
    if (typeof part === 'number') return Object.is(part, -0) ? '-0' : String(part);
    return typeof part === 'bigint' ? `${part}n` : (JSON.stringify(part) ?? 'undefined');
  }
}

interface LiteralArgs {
  readonly value: LiteralValue;
  readonly type: DataType;
}

const placeOf = (schema: Schema, name: string): string => {
  const place = [...schema.keys()].indexOf(name);
  return place === -1 ? `?${name}` : String(place);
};

const typesOf = (schema: Schema): string => [...schema.values()].map((type) => type.kind).join();

/** How wide a number's type is follows from its digits, which may differ. */
function looseType({ kind }: DataType): string {
  return /^u?int\d+$/.test(kind) ? 'integer' : kind;
}
