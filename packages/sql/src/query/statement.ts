import { isRelation } from '@ibert/ir';
import type { Relation } from '@ibert/ir';

import type { DialectSpec } from '../dialects/spec.js';
import { refusal } from '../expressions/emitter.js';
import type { Emitter, StatementScope } from '../expressions/emitter.js';
import { atom } from '../expressions/sql.js';
import type { Sql } from '../expressions/sql.js';
import { group, layout } from '../format/doc.js';
import type { Doc, Group } from '../format/doc.js';
import { Planner } from '../plan/plan.js';
import type { Query, Select, Source } from '../plan/query.js';
import { UsageMap } from '../plan/usage.js';
import type { Usage } from '../plan/usage.js';
import { queryLabel, uniqueName } from './names.js';
import { nesting } from './nesting.js';
import { writeQuery } from './write-query.js';
import type { QueryStyle } from './write-query.js';

interface TableExpression {
  readonly name: string;
  readonly body: Doc;
}

const NO_NAMES: ReadonlySet<string> = new Set();

/** One statement while it is written: its common table expressions and the names in use. */
export class Statement implements StatementScope {
  readonly dialect: DialectSpec;
  private readonly usage: UsageMap;
  private readonly planner: Planner;
  private readonly aliases = new Map<Source, string>();
  private readonly expressions: TableExpression[] = [];
  private readonly named = new Map<Usage | Query, string>();
  private readonly taken = new Set<string>();

  constructor(relation: Relation, dialect: DialectSpec, nested = false) {
    this.dialect = dialect;
    this.usage = new UsageMap(relation);
    this.planner = new Planner({ ...dialect.features, nested }, this.usage, (part) => {
      const fault = dialect.relationFault?.(part) ?? null;
      return fault === null ? null : refusal(dialect, part.kind, fault);
    });
    for (const name of this.usage.tableNames) this.taken.add(name);
  }

  write(relation: Relation): string {
    const query = this.planner.plan(relation, null);
    const main = layout(this.queryDoc(query, NO_NAMES, { hard: true }));
    if (this.expressions.length === 0) return main;
    const heads = this.expressions.map(({ name, body }) =>
      layout(
        group('block', [body], {
          open: `${this.dialect.identifier(name)} AS (`,
          close: ')',
          hard: true,
        }),
      ),
    );
    return `WITH ${heads.join(',\n')}\n${main}`;
  }

  /** A query's clauses; deep nesting is taken out into common table expressions first. */
  queryDoc(query: Query, scope: ReadonlySet<string>, style: QueryStyle): Group {
    if (nesting(query) > 1) this.lift(query);
    return writeQuery(this, query, scope, style);
  }

  alias(source: Source): string {
    return this.aliases.get(source) ?? '';
  }

  setAlias(source: Source, alias: string): void {
    this.aliases.set(source, alias);
  }

  /** The name of the common table expression that a source reads, if it reads one. */
  expressionName(source: Source): string | undefined {
    if (source.kind === 'query') return this.named.get(source.query);
    if (source.kind !== 'shared') return undefined;
    const { relation } = source;
    const usage = this.usage.of(relation);
    if (usage === undefined) return undefined;
    const known = this.named.get(usage);
    return known ?? this.define(usage, this.planner.plan(relation, null), relation);
  }

  subquery(relation: Relation, emitter: Emitter): Doc {
    const query = this.planner.plan(relation, emitter.env);
    const scope = this.usage.isCorrelated(relation) ? emitter.frame.scope : NO_NAMES;
    const body = this.queryDoc(query, scope, { columns: 'unnamed' });
    return group('block', [body], { open: '(', close: ')', between: '' });
  }

  exists(query: Relation | Select, emitter: Emitter): Sql {
    const plan = isRelation(query) ? this.planner.plan(query, emitter.env) : query;
    const body = this.queryDoc(plan, emitter.frame.scope, { columns: 'one' });
    return atom(group('block', [body], { open: 'EXISTS (', close: ')', between: '' }));
  }

  /** A query to stand inside another, where some dialects forbid an order without a limit. */
  unsorted(query: Query): Query {
    const { sortedSubqueries = true } = this.dialect.features;
    return sortedSubqueries || query.limit !== null || query.orderBy.length === 0
      ? query
      : { ...query, orderBy: [] };
  }

  private lift(query: Query): void {
    const inputs =
      query.kind === 'set'
        ? query.inputs
        : query.from.flatMap(({ source }) => (source.kind === 'query' ? [source.query] : []));
    for (const input of inputs) {
      this.lift(input);
      if (query.kind === 'select' && !this.named.has(input)) this.define(input, input, null);
    }
  }

  private define(key: Usage | Query, query: Query, relation: Relation | null): string {
    const body = writeQuery(this, this.unsorted(query), NO_NAMES, { hard: true });
    const name = uniqueName(queryLabel(query, relation), this.taken);
    this.named.set(key, name);
    this.taken.add(name.toLowerCase());
    this.expressions.push({ name, body });
    return name;
  }
}
