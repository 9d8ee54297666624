import type { Relation } from '@ibert/ir';

import type { NameHint } from './idiom/idiom.js';
import { RelationMap } from './relation-map.js';

/** A comment of the text that a program was made of, without its marks. */
export interface SourceComment {
  readonly text: string;
  /** Offset in the text. */
  readonly start: number;
}

/** Where comments go: before the variable that they belong to, or before the answer. */
export interface Notes {
  readonly before: RelationMap<readonly string[]>;
  readonly answer: readonly string[];
}

/** Comments belong to the CTE that comes after them; those after the last one to the query itself. */
export function notesOf(comments: readonly SourceComment[], hints: readonly NameHint[]): Notes {
  const before = new RelationMap<readonly string[]>();
  const answer: string[] = [];
  const ctes = hints
    .flatMap(({ kind, relation, place }) =>
      kind === 'cte' && place !== undefined ? [{ relation, start: place.start }] : [],
    )
    .toSorted((a, b) => a.start - b.start);
  for (const { text, start } of comments) {
    const lines = linesOf(text);
    const cte = ctes.find((other) => other.start > start);
    if (cte === undefined) answer.push(...lines);
    else before.set(cte.relation, [...(before.get(cte.relation) ?? []), ...lines]);
  }
  return { before, answer };
}

const linesOf = (text: string): string[] =>
  text
    .split(/\r\n|[\r\n\u2028\u2029]/)
    .map((line) => line.trim().replace(/^\*+(?!\S)\s*/, ''))
    .filter((line) => line !== '')
    .map((line) => `# ${line}`);

/** A variable's definition, or at last the answer. */
export interface Statement {
  readonly text: string;
  readonly relation: Relation | undefined;
}

/** The statements as a program, each after the comments that belong to it. */
export function withNotes(statements: readonly Statement[], notes: Notes | undefined): string {
  if (notes === undefined) return statements.map(({ text }) => text).join('\n');
  const lines: string[] = [];
  const written = new RelationMap<true>();
  for (const [i, { text, relation }] of statements.entries()) {
    const own = relation === undefined ? undefined : notes.before.get(relation);
    if (relation !== undefined) written.set(relation, true);
    const isAnswer = i === statements.length - 1;
    lines.push(...(own ?? []), ...(isAnswer ? notes.answer : []), text);
  }
  const lost = notes.before
    .entries()
    .flatMap(([relation, own]) => (written.get(relation) === true ? [] : own));
  return [...lost, ...lines].join('\n');
}

const STRINGS = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|#.*/g;

/** The program after the imports that it needs. */
export function withImports(program: string): string {
  const code = program.replaceAll(STRINGS, '""');
  const imports = [
    ...(/(?<![\w.])ibis\./.test(code) ? ['import ibis'] : []),
    ...(/(?<![\w.])_(?!\w)/.test(code) ? ['from ibis import _'] : []),
  ];
  return imports.length === 0 ? program : `${imports.join('\n')}\n\n${program}`;
}
