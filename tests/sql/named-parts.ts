import { evaluateIbis, parseProgram } from '@ibert/ibis';
import type { Relation, Schema } from '@ibert/ir';

/** A variable of a program with the relation that it stands for. */
interface NamedPart {
  readonly name: string;
  readonly kind: 'cte';
  readonly relation: Relation;
}

/** The variables of a program, in the order of their definition. */
export function namedParts(
  program: string,
  tables: Readonly<Record<string, Schema>>,
): readonly NamedPart[] {
  return parseProgram(program).body.flatMap((statement): NamedPart[] => {
    if (statement.kind !== 'Assign') return [];
    const [target] = statement.targets;
    if (target?.kind !== 'Name') return [];
    const text = `${program.slice(0, statement.end)}\n${target.name}`;
    return [{ name: target.name, kind: 'cte', relation: evaluateIbis(text, { tables }).relation }];
  });
}
