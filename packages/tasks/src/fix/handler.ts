import { IbertError } from '@ibert/core';

import type { TaskHandler } from '../handler.js';
import { codeIn, proseOf } from '../read-answer.js';
import { contextOf } from '../tables.js';
import { type Fix, fixCode, type FixRequest } from './fix-code.js';
import { assigns, judged } from './judge.js';

/** What the compiler engine makes of each request: a model is told the error that it found. */
const found = new WeakMap<FixRequest, Fix>();

function compiled(request: FixRequest): Fix {
  const fix = found.get(request) ?? fixCode(request);
  found.set(request, fix);
  return fix;
}

export const repair: TaskHandler<FixRequest, Fix> = {
  task: 'error_resolution',
  compile: compiled,
  isBeyond: () => false,
  asked: (request) => ({
    dialect: 'duckdb',
    context: contextOf(request.tables),
    input: {
      broken_code: request.code,
      error: request.error ?? errorText(compiled(request)),
      context_info: request.context,
    },
  }),
  read: (said, request) => ({
    ok: true,
    fixed: codeIn(said, ['python', 'py']),
    explanation: proseOf(said),
    edits: 1,
    error: compiled(request).error,
  }),
  verify: (fix, { code, tables }) => {
    // That nothing was found is an answer too, and there is nothing to check of it.
    if (!fix.ok) return { verified: false, why: 'no repair was found' };
    const maySayNothing = assigns(code);
    const verdict = judged(fix.fixed, { tables, types: new Map(), maySayNothing });
    if (verdict.kind === 'runs') return { verified: true };
    const { type, message, span } = verdict.failure;
    throw new IbertError('REPAIR_FAILS', `${type}: ${message}`, { span });
  },
  mend: (fix, { tables, context }) => {
    if (!fix.ok) return undefined;
    const mended = fixCode({ code: fix.fixed, tables, context });
    return mended.ok ? { ...mended, error: fix.error } : undefined;
  },
};

const errorText = ({ error }: Fix): string | undefined =>
  error === null ? undefined : `${error.type}: ${error.message}`;
