import type { MistakeKind } from '../kind.js';
import { BRACKET_KINDS } from './brackets.js';
import { CALL_KINDS } from './calls.js';
import { COLUMN_FORM_KINDS } from './column-forms.js';
import { COLUMN_KINDS } from './columns.js';
import { JOIN_KINDS } from './joins.js';
import { KEYWORD_KINDS } from './keywords.js';
import { LAYOUT_KINDS } from './layout.js';
import { METHOD_NAME_KINDS } from './method-names.js';
import { METHOD_KINDS } from './methods.js';
import { NAME_KINDS } from './names.js';
import { OPERATOR_KINDS } from './operators.js';
import { OTHER_LIBRARY_KINDS } from './other-libraries.js';
import { SQL_KINDS } from './sql.js';
import { TYPE_KINDS } from './types.js';
import { WINDOW_KINDS } from './windows.js';

/** Every kind of mistake that the product makes and explains, by family. */
export const MISTAKE_KINDS: readonly MistakeKind[] = [
  ...COLUMN_KINDS,
  ...COLUMN_FORM_KINDS,
  ...NAME_KINDS,
  ...METHOD_KINDS,
  ...METHOD_NAME_KINDS,
  ...OTHER_LIBRARY_KINDS,
  ...OPERATOR_KINDS,
  ...SQL_KINDS,
  ...BRACKET_KINDS,
  ...LAYOUT_KINDS,
  ...KEYWORD_KINDS,
  ...CALL_KINDS,
  ...TYPE_KINDS,
  ...JOIN_KINDS,
  ...WINDOW_KINDS,
];

const BY_NAME: ReadonlyMap<string, MistakeKind> = new Map(
  MISTAKE_KINDS.map((kind) => [kind.name, kind]),
);

/** The kind that a record's `meta.error_type` names; none for a mistake written by hand. */
export const kindNamed = (name: string): MistakeKind | undefined => BY_NAME.get(name);
