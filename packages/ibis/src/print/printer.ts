import { printType } from '@ibert/ir';
import type { Relation, ValueNode } from '@ibert/ir';

import { flat, layOut, start } from './chain.js';
import type { Chain } from './chain.js';
import { quote } from './literals.js';
import { RelationMap } from './relation-map.js';
import { layOutText } from './text-layout.js';
import { GLOBAL_NAMES } from './reserved-names.js';
import { isGiven } from './tables.js';

/** How programs are written. */
export interface PrintStyle {
  /** Whether columns of named tables are written `t.a` or `_.a`. */
  readonly style: 'table' | 'deferred';
  /** Columns that a line should not pass. */
  readonly width: number;
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
  private readonly statements: string[] = [];
  private readonly parameters = new Map<number, string>();

  constructor(style: PrintStyle, decisions: Decisions, tables: readonly string[], show: Show) {
    this.style = style;
    this.show = show;
    this.decisions = decisions;
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
    const chain = this.show(relation, this);
    const name = this.fresh(STEMS[relation.kind]);
    const variable = { ...start(name), openJoin: chain.openJoin === true };
    this.variables.set(relation, variable);
    const prefix = `${name} = `;
    this.statements.push(prefix + layOut(chain, this.style.width, 0, prefix.length));
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

  /** {@link chain} on one line. */
  inline(relation: Relation): string {
    return flat(this.chain(relation));
  }

  /** The variable of a query parameter. */
  parameter(value: ValueNode<'ScalarParameter'>): string {
    const { counter, type } = value.args;
    const known = this.parameters.get(counter);
    if (known !== undefined) return known;
    const name = this.fresh('param');
    this.parameters.set(counter, name);
    this.statements.push(`${name} = ibis.param(${quote(printType(type))})`);
    return name;
  }

  /** The program: the statements so far, then the answer. */
  program(answer: Chain | string): string {
    const { width } = this.style;
    const last =
      typeof answer === 'string' ? layOutText(answer, width, 0, 0) : layOut(answer, width, 0, 0);
    return [...this.statements, last].join('\n');
  }

  private fresh(stem: string): string {
    let name = stem;
    for (let i = 2; this.taken.has(name); i += 1) name = `${stem}_${i}`;
    this.taken.add(name);
    return name;
  }
}
