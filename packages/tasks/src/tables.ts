import { GLOBAL_NAMES, tokenize, TokenType, type Token } from '@ibert/ibis';
import type { RecordContext } from '@ibert/core/records';
import { printSchema, type Schema } from '@ibert/ir';

/** Tables by name, as an Ibis program sees them. */
export type Tables = Readonly<Record<string, Schema>>;

/** What is known of a program's tables: the columns of its only one, or tables by name. */
export type KnownTables =
  | { readonly kind: 'OneTable'; readonly schema: Schema }
  | { readonly kind: 'Tables'; readonly tables: Tables };

/**
 * The tables of a program that may be unfinished or broken, so that it cannot say its names itself:
 * the only table is the first name that is read and that nothing in the program defines.
 */
export function tablesFor(code: string, known: KnownTables | undefined): Tables | undefined {
  if (known === undefined || known.kind === 'Tables') return known?.tables;
  const name = firstFreeName(code);
  return name === undefined ? {} : { [name]: known.schema };
}

/** Tables as records and prompts hold them. */
export const contextOf = (tables: Tables | undefined): RecordContext => ({
  tables: Object.fromEntries(
    Object.entries(tables ?? {}).map(([name, schema]) => [name, { schema: printSchema(schema) }]),
  ),
});

/** The first name that is read and that nothing defines; parameters of functions are read. */
function firstFreeName(code: string): string | undefined {
  const { list } = tokenize(code);
  const defined = new Set(definedNames(list));
  return list.find(
    (token, at) =>
      token.type === TokenType.Name &&
      list[at - 1]?.text !== '.' &&
      list[at + 1]?.text !== '=' &&
      !defined.has(token.text) &&
      !GLOBAL_NAMES.has(token.text),
  )?.text;
}

/** Words behind which a name is bound, up to the sign that ends the binding. */
const BINDERS: Readonly<Record<string, string>> = {
  lambda: ':',
  for: 'in',
  import: '',
  from: 'import',
  as: ',',
  def: '(',
  class: ':',
};

function* definedNames(list: readonly Token[]): Generator<string> {
  let until: string | undefined;
  for (const [at, { type, text }] of list.entries()) {
    if (until !== undefined && (text === until || type === TokenType.Newline)) until = undefined;
    if (type === TokenType.Keyword && Object.hasOwn(BINDERS, text)) until = BINDERS[text];
    if (type !== TokenType.Name) continue;
    if (until !== undefined || list[at + 1]?.text === '=') yield text;
  }
}
