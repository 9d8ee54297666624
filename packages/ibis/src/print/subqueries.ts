import {
  DerefMap,
  isOp,
  isRelation,
  make,
  nameOf,
  sameRelation,
  sameValue,
  some,
  specOf,
  visit,
} from '@ibert/ir';
import type { Relation, Value, ValueNode } from '@ibert/ir';

import { atom, call, PREC, within } from './code.js';
import type { Code } from './code.js';
import { quote } from './literals.js';
import { Needs } from './printer.js';
import { column } from './names.js';
import type { Scope, ValuePrinter } from './values.js';

/** The one value of an aggregate over a whole relation. */
function soleMetric(
  rel: Relation,
): { readonly home: Relation; readonly metric: Value; readonly name: string } | undefined {
  if (rel.kind !== 'Aggregate' || rel.groups.size > 0 || rel.metrics.size !== 1) return undefined;
  const [entry] = rel.metrics;
  if (entry === undefined) return undefined;
  const [name, metric] = entry;
  const [home, ...others] = metric.relations;
  const isWhole = home !== undefined && others.length === 0 && sameRelation(home, rel.parent);
  return isWhole ? { home, metric, name } : undefined;
}

const isAggregate = (value: Value): boolean => {
  const { role } = specOf(value.kind);
  return role === 'reduction' || role === 'analytic';
};

/** A relation's only value: an aggregate where that becomes a subquery by itself, else `….as_scalar()`. */
export function scalarSubqueryCode(value: ValueNode<'ScalarSubquery'>, p: ValuePrinter): Code {
  const { rel } = value.args;
  const sole = soleMetric(rel);
  if (sole === undefined) return atom(`${chainText(rel, p)}.as_scalar()`);
  const { home, metric, name } = sole;
  const inner = p.inside({ context: 'plain', ...onlyField(metric, home, p) });
  const isOwn = p.scope.self !== undefined && sameRelation(home, p.scope.self);
  const becomesOne =
    (p.scope.context === 'filter' || (p.scope.context === 'project' && !isOwn)) &&
    specOf(metric.kind).role === 'reduction' &&
    nameOf(metric) === name &&
    !Object.values(metric.args).some((arg) => isNested(arg)) &&
    staysAsItIs(metric, p.scope.self);
  if (becomesOne) return inner.code(metric);
  const code = inner.code(metric);
  const named = nameOf(metric) === name ? code : inner.invoke(code, 'name', [quote(name)]);
  return call(named, 'as_scalar');
}

/** How the one column that the metric reads is written: by its table expression, which needs no name. */
function onlyField(metric: Value, home: Relation, p: ValuePrinter): Pick<Scope, 'field'> {
  let uses = 0;
  visit(metric, (value) => {
    uses += Object.values(value.args).filter((arg) => isRelation(arg)).length;
  });
  if (uses !== 1 || p.printer.nameOf(home) !== undefined) return {};
  const isOwn = p.scope.self !== undefined && sameRelation(home, p.scope.self);
  if (isOwn) return {};
  return {
    field: ({ args: { rel, name } }) =>
      sameRelation(rel, home) ? atom(column(p.printer.inline(home, 1), name)) : undefined,
  };
}

/** Whether the columns of the aggregate are not taken for columns of the relation at hand. */
function staysAsItIs(metric: Value, self: Relation | undefined): boolean {
  return self === undefined || sameValue(new DerefMap([self]).apply(metric), metric);
}

const isNested = (arg: unknown): boolean =>
  Array.isArray(arg)
    ? arg.some(isNested)
    : typeof arg === 'object' &&
      arg !== null &&
      'is' in arg &&
      arg.is === 'value' &&
      some(arg as Value, isAggregate);

function chainText(rel: Relation, p: ValuePrinter): string {
  return p.printer.inline(rel);
}

/** `needle.isin(other.column)`. */
export function inSubqueryCode(
  value: ValueNode<'InSubquery'>,
  p: ValuePrinter,
  method = 'isin',
): Code {
  const { rel, needle } = value.args;
  return p.invoke(p.code(needle), method, [columnOf(rel, p)]);
}

/** The column that `isin` makes the relation of. */
function columnOf(rel: Relation, p: ValuePrinter): Code {
  const [entry] = rel.kind === 'Project' ? rel.values : [];
  if (rel.kind !== 'Project' || entry === undefined) {
    const [name = ''] = rel.schema.keys();
    return atom(column(chainText(rel, p), name));
  }
  const [name, inner] = entry;
  const { parent } = rel;
  if (isOp(inner, 'Field') && sameRelation(inner.args.rel, parent) && inner.args.name === name) {
    return atom(column(chainText(parent, p), name));
  }
  const q = p.inside({ self: parent, context: 'plain', underscore: false });
  const code = q.code(inner);
  return nameOf(inner) === name ? code : q.invoke(code, 'name', [quote(name)]);
}

/** Whether another relation has a row: `(t.a == u.a).any()`, or a count where that cannot be said. */
export function existsCode(value: ValueNode<'ExistsSubquery'>, p: ValuePrinter): Code {
  const rel = rowsOf(value.args.rel);
  const { self } = p.scope;
  const condition =
    rel.kind === 'Filter'
      ? rel.predicates.reduce((left, right) => make('And', { left, right }))
      : undefined;
  const isPair =
    rel.kind === 'Filter' &&
    condition?.relations.length === 2 &&
    [self, rel.parent].every(
      (r) => r !== undefined && condition.relations.some((other) => sameRelation(other, r)),
    );
  if (!isPair || condition === undefined) {
    const scalar = p.scope.context === 'filter' ? '' : '.as_scalar()';
    return {
      text: `${chainText(rel, p)}.count()${scalar} > 0`,
      prec: PREC.comparison,
      deferred: false,
      bare: false,
    };
  }
  for (const relation of condition.relations) {
    if (p.printer.nameOf(relation) === undefined) throw new Needs(relation, 'variable');
  }
  const code = p.inside({ underscore: false, context: 'plain' }).code(condition);
  return { text: `${within(code, PREC.atom)}.any()`, prec: PREC.atom, deferred: true, bare: false };
}

/** The relation whose rows decide, under steps that neither add nor take any away. */
function rowsOf(rel: Relation): Relation {
  const isUnnesting =
    rel.kind === 'Project' &&
    [...rel.values.values()].some((v) => some(v, ({ kind }) => kind === 'Unnest'));
  if (isUnnesting) return rel;
  return rel.kind === 'Project' ||
    rel.kind === 'Sort' ||
    rel.kind === 'Distinct' ||
    rel.kind === 'DropColumns'
    ? rowsOf(rel.parent)
    : rel;
}
