import { argumentLists } from './calls.js';
import type { Fill, Wanted } from './fill.js';
import { otherTables } from './other-tables.js';
import { columnsOf, type Scene } from './scene.js';

/** The start of a table's program: a table and what is mostly done with one. */
export function statementFills(scene: Scene, wanted: Wanted): readonly Fill[] {
  return otherTables(scene).flatMap(({ text, score, why }): Fill[] => {
    const kind = scene.probe.kindOf(text);
    const columns = kind?.kind === 'table' ? columnsOf(scene, kind.schema) : [];
    const calls = ['group_by', 'filter', 'select'].flatMap((name, i) =>
      argumentLists(scene, { name, receiver: kind, row: '_', columns, depth: 0 }, 1).map(
        (list): Fill => ({
          text: `${text}.${name}(${list.text})${name === 'group_by' ? '.agg(n=_.count())' : ''}`,
          score: score / (i + 2),
          why: `${name}() of ${why}`,
        }),
      ),
    );
    const inside = wanted.inside.length > 0 ? 0.5 : 0.4;
    return [...calls, { text, score: score * inside, why }];
  });
}
