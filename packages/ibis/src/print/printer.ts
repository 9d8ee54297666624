import { parentsOf, printType } from '@ibert/ir';
import type { Relation, ValueNode } from '@ibert/ir';

import { flat, start } from './chain.js';
import type { Chain } from './chain.js';
import { quote } from './literals.js';
import { RelationMap } from './relation-map.js';
import { withNotes } from './heading.js';
import type { Notes, Statement } from './heading.js';
import { layOut } from './layout.js';
import { GLOBAL_NAMES } from './reserved-names.js';
import { isGiven } from './tables.js';

/** How programs are written. */
export interface PrintStyle {
  /** Whether columns of named tables are written `t.a` or `_.a`. */
  readonly style: 'table' | 'deferred';
  /** Columns that a line should not pass. */
  readonly width: number;
  /** Whether long arguments become variables, as a reader likes it. */
  readonly idiomatic: boolean;
}

/** What an attempt turned out to lack: a variable for a relation, columns of it without `_`, or both. */
export class Needs extends Error {
  readonly relation: Relation;
  readonly what: 'variable' | 'plain' | 'both';

  constructor(relation: Relation, what: Needs['what']) {
    super('a relation needs a name');
    this.relation = relation;
    this.what = what;
  }
}

/** Which relations get variables, and for which of them columns are written without `_`. */
export interface Decisions {
  readonly named: RelationMap<true>;
  readonly plain: RelationMap<true>;
}

/** The variable names to choose from, by what a relation is. */
const STEMS: Readonly<Record<Relation['kind'], string>> = {
  UnboundTable: 'table',
  InMemoryTable: 'rows',
  DummyTable: 'row',
  Project: 'selected',
  DropColumns: 'trimmed',
  Filter: 'filtered',
  Sort: 'ordered',
  Limit: 'limited',
  Aggregate: 'totals',
  Distinct: 'unique',
  Sample: 'sampled',
  DropNull: 'complete',
  FillNull: 'filled',
  Union: 'combined',
  Intersection: 'common',
  Difference: 'remaining',
  TableUnnest: 'unnested',
  SelfReference: 'other',
  JoinReference: 'table',
  AliasedRelation: 'aliased',
  JoinChain: 'joined',
};

/** Columns of an expression of several calls that may stand inside of another one. */
const SHORT = 60;

/** The name of the one table that a relation is made of in steps without a join. */
function baseOf(relation: Relation): string | undefined {
  if (isGiven(relation)) return relation.name;
  const [parent, ...others] = parentsOf(relation);
  return parent === undefined || others.length > 0 ? undefined : baseOf(parent);
}

/** Writes a relation as a table expression, whether it has a variable or not. */
export type Show = (relation: Relation, printer: Printer) => Chain;

/** One attempt at a program. Throws {@link Needs} when a decision was wrong. */
export class Printer {
  readonly style: PrintStyle;
  private readonly decisions: Decisions;
  private readonly show: Show;
  private readonly variables = new RelationMap<Chain>();
  private readonly printed = new RelationMap<true>();
  private readonly taken = new Set<string>(GLOBAL_NAMES);
  private readonly statements: Statement[] = [];
  private readonly parameters = new Map<number, string>();
  private readonly stems: RelationMap<string>;

  /** @param stems Names for the variables of some relations. */
  constructor(
    style: PrintStyle,
    decisions: Decisions,
    tables: readonly string[],
    show: Show,
    stems: RelationMap<string>,
  ) {
    this.style = style;
    this.show = show;
    this.decisions = decisions;
    this.stems = stems;
    for (const name of tables) this.taken.add(name);
  }

  /** Whether `_` may not stand for the relation. */
  isPlain(relation: Relation): boolean {
    return this.decisions.plain.get(relation) === true;
  }

  /** The variable of a relation, defined if need be; undefined when it has none. */
  nameOf(relation: Relation): string | undefined {
    return this.variableOf(relation)?.head;
  }

  private variableOf(relation: Relation): Chain | undefined {
    if (isGiven(relation)) return start(relation.name);
    const known = this.variables.get(relation);
    if (known !== undefined) return known;
    if (relation.kind !== 'UnboundTable' && this.decisions.named.get(relation) !== true)
      return undefined;
    return this.define(relation, this.show(relation, this));
  }

  private define(relation: Relation, chain: Chain): Chain {
    const name = this.fresh(this.stems.get(relation) ?? this.stemOf(relation));
    const variable = { ...start(name), openJoin: chain.openJoin === true };
    this.variables.set(relation, variable);
    this.statements.push({ text: layOut(flat(chain), this.style.width, name), relation });
    return variable;
  }

  /** A relation as a table expression: its variable, or the expression itself. */
  chain(relation: Relation): Chain {
    const variable = this.variableOf(relation);
    if (variable !== undefined) return variable;
    if (this.printed.get(relation) === true) throw new Needs(relation, 'variable');
    this.printed.set(relation, true);
    return this.show(relation, this);
  }

  /**
   * A relation as an argument: its variable where it is long, so that the argument can be read.
   *
   * @param calls From how many calls on it may be long.
   */
  argument(relation: Relation, calls = 2): Chain {
    const chain = this.chain(relation);
    const isShort = chain.calls.length < calls || flat(chain).length <= SHORT / (3 - calls);
    return isShort || !this.style.idiomatic ? chain : this.define(relation, chain);
  }

  /** {@link argument} on one line. */
  inline(relation: Relation, calls = 2): string {
    return flat(this.argument(relation, calls));
  }

  /** The variable of a query parameter. */
  parameter(value: ValueNode<'ScalarParameter'>): string {
    const { counter, type } = value.args;
    const known = this.parameters.get(counter);
    if (known !== undefined) return known;
    const name = this.fresh('param');
    this.parameters.set(counter, name);
    this.statements.push({
      text: `${name} = ibis.param(${quote(printType(type))})`,
      relation: undefined,
    });
    return name;
  }

  /** The program: the statements so far, then the answer; with the number of the answer's lines. */
  program(
    answer: Chain | string,
    notes?: Notes,
  ): { readonly text: string; readonly lines: number } {
    const last = typeof answer === 'string' ? answer : flat(answer);
    const text = layOut(last, this.style.width);
    const statements = [...this.statements, { text, relation: undefined }];
    return { text: withNotes(statements, notes), lines: text.split('\n').length };
  }

  private stemOf(relation: Relation): string {
    const stem = STEMS[relation.kind];
    if (!this.style.idiomatic) return stem;
    const table =
      relation.kind === 'SelfReference' ? this.nameOf(relation.parent) : baseOf(relation);
    if (table === undefined) return stem;
    return relation.kind === 'SelfReference' ? `${table}_2` : `${stem}_${table}`;
  }

  private fresh(stem: string): string {
    let name = stem;
    for (let i = 2; this.taken.has(name); i += 1) name = `${stem}_${i}`;
    this.taken.add(name);
    return name;
  }
}
