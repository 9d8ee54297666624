import type { ReferenceEntry } from './reference-entry.js';

/** What an answer holds beside its words. */
export interface AnswerParts {
  /** Whether the parameters are told. */
  readonly parameters: boolean;
  /** Whether the example and what came of it follow. */
  readonly code: boolean;
  /** SQL to show, and the dialect that it is in. */
  readonly sql?: { readonly text: string; readonly dialect: string } | undefined;
}

/** The answer that an entry gives, as Markdown. */
export function composeAnswer(entry: ReferenceEntry, parts: AnswerParts): string {
  const { parameters = {}, pitfalls = [], seeAlso = [] } = entry;
  const told = parts.parameters ? Object.entries(parameters) : [];
  const blocks = [
    opening(entry),
    told.map(([name, words]) => `- \`${name}\`: ${words}`).join('\n'),
    ...(parts.code ? exampleBlocks(entry) : []),
    sqlBlock(parts.sql),
    pitfalls.length === 0 ? '' : `Note: ${pitfalls.join(' ')}`,
    seeAlso.length === 0 ? '' : `See also: ${seeAlso.map(reference).join(', ')}.`,
  ];
  return blocks.filter((block) => block !== '').join('\n\n');
}

/** How owners are written that nobody writes in full; the others stay as they are. */
const OWNERS: Readonly<Record<string, string>> = {
  Expr: '',
  DataType: '',
  'ibis.selectors': 's.',
  'ibis.expr.datatypes': 'dt.',
};

/** A name of the API with its owner, as one writes it: `Table.filter`, `s.across`, `to_polars`. */
function shownName(name: string, signature?: string): string {
  const at = name.lastIndexOf('.');
  const owner = OWNERS[name.slice(0, at)] ?? name.slice(0, at + 1);
  return `${owner}${signature ?? name.slice(at + 1)}`;
}

/** The first sentences. The summary of a name lacks its subject: "Keeps the rows …". */
function opening({ names, summary, details = '', signature }: ReferenceEntry): string {
  const [name] = names;
  if (name === undefined) return `${summary} ${details}`.trimEnd();
  const rest = `${summary.charAt(0).toLowerCase()}${summary.slice(1)}`;
  return `\`${shownName(name, signature)}\` ${rest} ${details}`.trimEnd();
}

/** A name of the API in backticks; a topic as words. */
const reference = (name: string): string =>
  name.includes('.') ? `\`${shownName(name)}\`` : name.replaceAll('-', ' ');

function exampleBlocks({ example }: ReferenceEntry): readonly string[] {
  if (example === undefined) return [];
  const { code, output, unexecuted } = example;
  return [
    fence('python', code),
    output === undefined ? '' : fence('text', output),
    unexecuted === undefined ? '' : `(The example was not run: ${unexecuted}.)`,
  ];
}

function sqlBlock(sql: AnswerParts['sql']): string {
  return sql === undefined ? '' : `As SQL (${sql.dialect}):\n\n${fence('sql', sql.text)}`;
}

export const fence = (language: string, text: string): string =>
  `\`\`\`${language}\n${text}\n\`\`\``;
