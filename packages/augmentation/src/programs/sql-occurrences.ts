import { parseSql } from '@ibert/sql/bind';

import type { Named, Occurrence, Role } from './occurrence.js';

/** A name of the syntax tree, which is told by its shape. */
interface Ident {
  readonly text: string;
  readonly quoted: boolean;
  readonly start: number;
  readonly end: number;
}

type Node = Readonly<Record<string, unknown>>;

/** What the names in a property of a node are. */
interface Rule {
  readonly named: Named;
  readonly role: Role;
}

const COLUMN: Rule = { named: 'column', role: 'reference' };
const OUTPUT: Rule = { named: 'column', role: 'definition' };

/**
 * Properties that hold names of columns or relations, as `kind.property`; `*` for any kind. Names of
 * functions, windows, parameters and fields are in none of them.
 */
const RULES: Readonly<Record<string, Rule>> = {
  'star.exclude': COLUMN,
  'join.using': COLUMN,
  'unpivot.name': OUTPUT,
  'unpivot.value': OUTPUT,
  'table-function.ordinality': OUTPUT,
  '*.alias': OUTPUT,
  '*.from': COLUMN,
  '*.to': OUTPUT,
  '*.columns': OUTPUT,
  // The name of `REPLACE (… AS name)` is one that the table has.
  'replace.name': COLUMN,
  'relation.name': { named: 'table', role: 'definition' },
};

/**
 * The places in a query where columns and tables are named, in the order of the text.
 *
 * @throws SqlError for text that is no query.
 */
export function sqlOccurrences(text: string, dialect: string): readonly Occurrence[] {
  const found: Occurrence[] = [];
  const add = (ident: Ident, { named, role }: Rule): void => {
    const inset = ident.quoted ? 1 : 0;
    found.push({
      named,
      role,
      name: ident.text.toLowerCase(),
      start: ident.start + inset,
      end: ident.end - inset,
    });
  };
  const visit = (node: unknown, owner: string): void => {
    if (Array.isArray(node)) {
      for (const item of node) visit(item, owner);
      return;
    }
    if (typeof node !== 'object' || node === null) return;
    if (isIdent(node)) return;
    const record = node as Node;
    const kind = typeof record['kind'] === 'string' ? record['kind'] : owner;
    if (kind === 'name') nameParts(record['parts'] as readonly Ident[], add);
    else if (kind === 'table') tableParts(record['name'] as readonly Ident[], add);
    for (const [key, part] of Object.entries(record)) {
      if ((kind === 'name' && key === 'parts') || (kind === 'table' && key === 'name')) continue;
      if (key === 'qualifier') {
        for (const ident of part as readonly Ident[]) add(ident, TABLE);
        continue;
      }
      const rule = RULES[`${kind}.${key}`] ?? RULES[`*.${key}`];
      if (rule !== undefined) for (const ident of identsIn(part)) add(ident, rule);
      visit(part, OWNERS[key] ?? '*');
    }
  };
  for (const statement of parseSql(text, dialect as Parameters<typeof parseSql>[1])) {
    visit(statement.query, '*');
  }
  return found.sort((a, b) => a.start - b.start);
}

const TABLE: Rule = { named: 'table', role: 'reference' };

/** What the records in these properties are, where their own shape does not say. */
const OWNERS: Readonly<Record<string, string>> = {
  replace: 'replace',
  ctes: 'relation',
  alias: 'relation',
};

/** In `a.b` either one may be the column: `b` of the table `a`, or `a`, whose field is `b`. */
function nameParts(parts: readonly Ident[], add: (ident: Ident, rule: Rule) => void): void {
  for (const [index, ident] of parts.entries()) {
    const isLast = index === parts.length - 1;
    add(ident, isLast ? COLUMN : { named: 'column', role: 'either' });
    if (!isLast) add(ident, TABLE);
  }
}

function tableParts(parts: readonly Ident[], add: (ident: Ident, rule: Rule) => void): void {
  const last = parts.at(-1);
  if (last !== undefined) add(last, TABLE);
}

function identsIn(part: unknown): readonly Ident[] {
  if (Array.isArray(part)) return part.filter(isIdent);
  return isIdent(part) ? [part] : [];
}

function isIdent(node: unknown): node is Ident {
  if (typeof node !== 'object' || node === null) return false;
  const { text, quoted, start } = node as Node;
  return typeof text === 'string' && typeof quoted === 'boolean' && typeof start === 'number';
}
