import { isRelation, isValue, valueOf } from '@ibert/ir';
import type { DataType, LiteralValue, Relation, Value } from '@ibert/ir';

/** A column of a table, by its names there. */
export interface BaseColumn {
  readonly table: string;
  readonly name: string;
}

/** How a program uses a constant once. */
export interface ConstantUse {
  readonly value: LiteralValue;
  readonly type: DataType;
  /**
   * `domain`: it is held against something that has a scale or vocabulary of its own; `pattern`: texts
   * are searched for it; `structure`: anything else, where another constant could mean something else.
   */
  readonly use: 'domain' | 'pattern' | 'structure';
  /** The column that it is held against, where that is one. */
  readonly column: BaseColumn | undefined;
}

const COMPARISONS = new Set([
  'Equals',
  'NotEquals',
  'Greater',
  'GreaterEqual',
  'Less',
  'LessEqual',
  'IdenticalTo',
  'Between',
  'InValues',
  'ArrayContains',
]);
const SEARCHES = new Set([
  'StringContains',
  'StartsWith',
  'EndsWith',
  'StringSQLLike',
  'StringSQLILike',
]);

/** What a number is compared with counts places or parts of a calendar, not amounts. */
const STRUCTURAL =
  /^(Extract|DayOfWeek|Modulus|Sign$|RowNumber|MinRank|DenseRank|PercentRank|CumeDist|NTile|Bitwise|StringFind|ArrayPosition|RowID|Bucket|DateDelta$|TimestampDelta$|IfElse|SearchedCase|SimpleCase|TypeOf|Cast$)/;

/** All constants of a relation, at any depth, with their uses. */
export function constantUses(root: Relation): readonly ConstantUse[] {
  const uses: ConstantUse[] = [];
  const seen = new Set<object>();
  const visit = (item: unknown): void => {
    if (typeof item !== 'object' || item === null || seen.has(item)) return;
    seen.add(item);
    if (isValue(item)) {
      const compared = constantsOf(item);
      uses.push(...compared);
      const held = new Set(compared.length === 0 ? [] : literalsUnder(item));
      for (const part of Object.values(item.args)) visitPart(part, held);
    } else if (isRelation(item)) {
      for (const [key, part] of Object.entries(item)) if (key !== 'schema') visitPart(part, NONE);
    } else visitPart(item, NONE);
  };
  const visitPart = (part: unknown, held: ReadonlySet<object>): void => {
    if (part instanceof Map || Array.isArray(part)) {
      for (const item of part.values()) visitPart(item, held);
    } else if (isValue(part) && part.kind === 'Literal') {
      if (!held.has(part)) uses.push(useOf(part, 'structure', undefined));
    } else if (isValue(part) || isRelation(part)) visit(part);
    else if (typeof part === 'object' && part !== null) {
      for (const inner of Object.values(part)) visitPart(inner, held);
    }
  };
  visit(root);
  return uses;
}

const NONE: ReadonlySet<object> = new Set();

function useOf(
  literal: Value,
  use: ConstantUse['use'],
  column: BaseColumn | undefined,
): ConstantUse {
  const { value, type } = literal.args as unknown as Pick<ConstantUse, 'value' | 'type'>;
  return { value, type, use, column };
}

/** The constants that a comparison holds against something else. */
function constantsOf(value: Value): readonly ConstantUse[] {
  const isSearch = SEARCHES.has(value.kind);
  if (!isSearch && !COMPARISONS.has(value.kind)) return [];
  const literals = literalsUnder(value);
  const others = operandsOf(value).filter((operand) => operand.kind !== 'Literal');
  if (literals.length === 0 || others.length !== 1) return [];
  const [other] = others as [Value];
  if (!isSearch && STRUCTURAL.test(other.kind)) return [];
  const column = baseColumn(other);
  return literals.map((literal) => useOf(literal, isSearch ? 'pattern' : 'domain', column));
}

const literalsUnder = (value: Value): readonly Value[] =>
  operandsOf(value).filter(({ kind }) => kind === 'Literal');

function operandsOf({ args }: Value): readonly Value[] {
  return Object.values(args).flatMap((arg) =>
    Array.isArray(arg) ? arg.filter(isValue) : isValue(arg) ? [arg] : [],
  );
}

/** The column of a table that a value passes on as it is. */
function baseColumn(value: Value): BaseColumn | undefined {
  if (value.kind === 'Alias') return baseColumn(value.args['arg'] as Value);
  if (value.kind !== 'Field') return undefined;
  let { rel, name } = value.args as { readonly rel: Relation; readonly name: string };
  for (;;) {
    if (rel.kind === 'UnboundTable') return { table: rel.name, name };
    const source: Value | undefined = rel.kind === 'SelfReference' ? undefined : valueOf(rel, name);
    if (source === undefined || source.kind !== 'Field') return undefined;
    ({ rel, name } = source.args as { readonly rel: Relation; readonly name: string });
  }
}
