import { sameType } from '../../dtypes/equals.js';
import { withNullable } from '../../dtypes/types.js';
import type { DataType } from '../../dtypes/types.js';
import { isRelation } from '../../node.js';
import { field } from '../../relations/make.js';
import type { Relation } from '../../relations/types.js';
import { make } from '../../value.js';
import type { ValueChange, ValueOperator } from '../mutant.js';

const nullable = (type: DataType): DataType => withNullable(type, true);

/** The next column of the relation with the same type, round about. */
export function twinOf(rel: Relation, name: string): string | undefined {
  const names = [...rel.schema.keys()];
  const type = rel.schema.get(name);
  if (type === undefined) return undefined;
  const at = names.indexOf(name);
  return [...names.slice(at + 1), ...names.slice(0, at)].find((other) =>
    sameType(nullable(rel.schema.get(other) ?? type), nullable(type)),
  );
}

/** A column replaced by another one of the same type. */
export const otherColumn: ValueOperator = ({ value, slot }) => {
  const { rel, name } = value.args;
  if (value.kind !== 'Field' || !isRelation(rel) || typeof name !== 'string') return [];
  const other = twinOf(rel, name);
  if (other === undefined) return [];
  const kind = slot.role === 'join' ? 'join condition' : 'column';
  const change: ValueChange = {
    kind,
    phrase: `\`${name}\` became \`${other}\``,
    make: () => field(rel, other),
  };
  return [change];
};

/** COUNT(*) for COUNT(x), and the count of a column that may be NULL for COUNT(*). */
export const otherCount: ValueOperator = ({ value }) => {
  const { arg, where } = value.args;
  if (value.kind === 'CountStar' && isRelation(arg)) {
    const names = [...arg.schema.keys()];
    const name = names.at(-1);
    if (name === undefined) return [];
    return [
      {
        kind: 'count',
        phrase: `the count of rows became the count of \`${name}\``,
        make: () => make('Count', { arg: field(arg, name), where: where as never }),
      },
    ];
  }
  const [home] = value.relations;
  if (value.kind !== 'Count' || home === undefined) return [];
  return [
    {
      kind: 'count',
      phrase: 'the count of values became the count of rows',
      make: () => make('CountStar', { arg: home, where: where as never }),
    },
  ];
};
