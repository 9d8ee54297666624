import type { DataType, LiteralValue, Relation } from '@ibert/ir';

import { applyEdits } from '../programs/occurrence.js';
import type { Edit, Occurrence } from '../programs/occurrence.js';
import type { Pair, Side } from '../programs/pair.js';
import { formerTable, newName, renameTables } from './renaming.js';
import type { Renaming } from './renaming.js';

/** A text under new names, and what it means. */
export interface Renamed {
  readonly text: string;
  /** Undefined where the original's meaning is unknown too. */
  readonly relation: Relation | undefined;
}

/**
 * Writes the new names at the chosen places, and other constants. Undefined when the text does not
 * mean what it meant, up to those; a text whose meaning is unknown is taken as it comes.
 */
export function renameSide(
  pair: Pair,
  side: Side,
  renaming: Renaming,
  places: readonly Occurrence[],
  constants: ConstantEdits = NO_CONSTANTS,
): Renamed | undefined {
  const edits = [...editsOf(side.text, renaming, places), ...constants.edits];
  if (overlap(edits)) return undefined;
  const text = applyEdits(side.text, edits);
  if (side.relation === undefined) return { text, relation: undefined };
  const relation = side.language.meaning(text, renameTables(pair.tables, renaming));
  if (relation === undefined) return undefined;
  const { literal } = constants;
  const wanted = literal === undefined ? side.form : pair.forms.formOf(side.relation, { literal });
  const form = pair.forms.formOf(relation, { tableName: formerTable(renaming) });
  return form === wanted ? { text, relation } : undefined;
}

/** Constants that change together with the names. */
export interface ConstantEdits {
  readonly edits: readonly Edit[];
  readonly literal: ((value: LiteralValue, type: DataType) => LiteralValue) | undefined;
}

const NO_CONSTANTS: ConstantEdits = { edits: [], literal: undefined };

/** A place that is to be two things at once: a name and a constant, or a column and a table. */
function overlap(edits: readonly Edit[]): boolean {
  const sorted = [...edits].sort((a, b) => a.start - b.start);
  return sorted.some(({ start }, i) => i > 0 && start < (sorted[i - 1]?.end ?? 0));
}

function editsOf(text: string, renaming: Renaming, places: readonly Occurrence[]): Edit[] {
  return places.flatMap(({ named, name, start, end }) => {
    const to = newName(renaming, named, name);
    if (to === undefined) return [];
    return [{ start, end, text: asWritten(text.slice(start, end), to) }];
  });
}

/** Authors who shout names in SQL shout the new ones too. */
const asWritten = (from: string, to: string): string =>
  from !== from.toLowerCase() && from === from.toUpperCase() ? to.toUpperCase() : to;
