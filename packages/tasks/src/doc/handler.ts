import { IbertError } from '@ibert/core';

import type { TaskHandler } from '../handler.js';
import { unverified } from '../judge.js';
import { codeIn, unreadable } from '../read-answer.js';
import { contextOf, type Tables } from '../tables.js';
import {
  documentCode,
  type Documented,
  functionToDocument,
  insertDocstring,
} from './document-code.js';

export interface DocRequest {
  /** A file with functions. */
  readonly code: string;
  readonly tables?: Tables | undefined;
  readonly style: 'google' | 'numpy';
  /** Whether the docstrings have examples; those run on DuckDB. */
  readonly examples: boolean;
  /** The only function to document. */
  readonly function?: string | undefined;
}

export const documentation: TaskHandler<DocRequest, Documented> = {
  task: 'documentation',
  compile: documentCode,
  isBeyond: () => false,
  asked: ({ code, tables, style, function: name }) => ({
    dialect: 'duckdb',
    context: contextOf(tables),
    input: { code: functionToDocument(code, name), style },
  }),
  read: (said, request) => {
    const text = docstringIn(said);
    return insertDocstring(request.code, text, request.function);
  },
  verify: async ({ functions }, { code, tables = {}, style, function: name }, by) => {
    const [first] = functions;
    if (by === 'model' && first !== undefined) {
      const { judgeMined, unquoteDocstring } = await import('@ibert/multitask');
      const docstring = unquoteDocstring(first.docstring);
      if (docstring === undefined) throw unreadable('the docstring is not quoted properly');
      const bare = functionToDocument(code, name);
      const { fault } = judgeMined({ code: bare, docstring, style, tables });
      if (fault !== undefined) throw new IbertError('DOCSTRING_WRONG', fault);
      return { verified: true };
    }
    const unproven = functions.find(({ verified }) => !verified);
    if (unproven === undefined) return { verified: true };
    return unverified(`${unproven.name}: ${unproven.problem ?? 'its docstring was not checked'}`);
  },
};

/** The docstring in what a model said, with its quotes. */
function docstringIn(said: string): string {
  const quoted = /("""|''')[^]*?\1/.exec(said)?.[0];
  if (quoted !== undefined) return quoted;
  const text = codeIn(said, ['python', 'text', 'py']).trim();
  if (/^\s*(?:def|class|import)\s/.test(text)) throw unreadable('the answer holds no docstring');
  return `"""${text}"""`;
}
