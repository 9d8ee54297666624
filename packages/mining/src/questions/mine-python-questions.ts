import { TokenType } from '@ibert/ibis';

import type { Finding } from '../finding.js';
import type { PythonModule } from '../programs/python/module.js';
import type { Block, Item } from '../programs/python/outline.js';
import {
  mineDocstringQuestions,
  type DocstringOf,
  type ProgramsOfPrompts,
} from './mine-docstring-questions.js';

const QUOTES = /^[A-Za-z]*("""|'''|"|')([^]*)\1$/;

/** The questions that the docstrings of a module answer, in its order. */
export const minePythonQuestions = (module: PythonModule, programs: ProgramsOfPrompts): Finding[] =>
  docstringsOf(module).flatMap((definition) => mineDocstringQuestions(definition, programs));

/** The definitions of a module and of its classes that have a docstring. */
function docstringsOf(module: PythonModule): readonly DocstringOf[] {
  const found: DocstringOf[] = [];
  const visit = (items: readonly Item[], outer: readonly string[]): void => {
    for (const item of items) {
      if (item.kind !== 'block') continue;
      const [clause] = item.clauses;
      if (item.keyword !== 'def' && item.keyword !== 'class') {
        for (const { body } of item.clauses) visit(body, outer);
        continue;
      }
      const names = [...outer, clause?.header[0]?.text ?? ''];
      const first = clause?.body[0];
      const [token, ...others] = first?.kind === 'line' ? first.tokens : [];
      const isText =
        token?.type === TokenType.String && others.every(({ text }) => text.trim() === '');
      const docstring = isText ? QUOTES.exec(token.text)?.[2] : undefined;
      if (docstring !== undefined && token !== undefined) {
        const isProperty = item.decorators.some(namesProperty);
        const line = module.lineOf(token.start);
        found.push({ path: module.path, names, docstring, line, isProperty });
      }
      if (item.keyword === 'class') visit(clause?.body ?? [], names);
    }
  };
  visit(module.items, []);
  return found;
}

const namesProperty = (decorator: Block['decorators'][number]): boolean =>
  decorator.at(-1)?.text.endsWith('property') ?? false;
