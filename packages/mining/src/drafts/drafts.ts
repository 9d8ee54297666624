import { IbertError } from '@ibert/core';
import type { Draft, DraftOf } from '@ibert/core/records';
import { evaluateIbis } from '@ibert/ibis';
import { parseSchema } from '@ibert/ir';
import { quoteDocstring } from '@ibert/multitask';
import { emitSql } from '@ibert/sql';

import type {
  DocumentedFinding,
  Finding,
  MistakeFinding,
  ProgramFinding,
  QueryFinding,
  QuestionFinding,
} from '../finding.js';
import { contextOf, minedMeta, type Origin } from './lineage.js';

/** What a dataset takes of the findings: programs with their SQL as pairs, or the records of a task. */
export type Wanted = 'pairs' | 'sql_to_ibis' | 'error_resolution' | 'qa' | 'documentation';

type Drafts<F extends Finding> = (finding: F, origin: Origin) => Draft;

/** The variable that a program's answer is called by in records. */
const EXPRESSION_NAME = 'expr';

/** A mined program with the SQL that it compiles to. */
function pairOf(finding: ProgramFinding, origin: Origin): DraftOf<'sql_to_ibis'> {
  const { code, tables } = finding;
  const schemas = Object.entries(tables).map(
    ([name, schema]) => [name, parseSchema(schema)] as const,
  );
  const { relation } = evaluateIbis(code, { tables: Object.fromEntries(schemas) });
  return {
    task: 'sql_to_ibis',
    dialect: 'duckdb',
    context: contextOf(tables),
    input: { sql: emitSql(relation, 'duckdb').sql },
    target: { ibis: code, expr_name: EXPRESSION_NAME },
    meta: minedMeta(finding, origin, [code]),
    judge: 'self',
  };
}

function translationOf(finding: QueryFinding, origin: Origin): DraftOf<'sql_to_ibis'> {
  const { sql, dialect, ibis, tables } = finding;
  return {
    task: 'sql_to_ibis',
    dialect,
    context: contextOf(tables),
    input: { sql },
    target: { ibis, expr_name: EXPRESSION_NAME },
    meta: minedMeta(finding, origin, [ibis]),
    judge: 'self',
  };
}

function resolutionOf(finding: MistakeFinding, origin: Origin): DraftOf<'error_resolution'> {
  const { broken, fixed, error, errorType, explanation, tables } = finding;
  return {
    task: 'error_resolution',
    dialect: 'duckdb',
    context: contextOf(tables),
    input: { broken_code: broken, error },
    target: { fixed_code: fixed, explanation },
    meta: { ...minedMeta(finding, origin, [fixed]), error_type: errorType },
    judge: 'authored',
  };
}

function answerOf(finding: QuestionFinding, origin: Origin): DraftOf<'qa'> {
  const { question, answer, examples, topic, tables } = finding;
  const [only, ...more] = examples;
  return {
    task: 'qa',
    dialect: 'duckdb',
    context: contextOf(tables),
    input: { question },
    target:
      only !== undefined && more.length === 0
        ? { answer, code_example: only }
        : { answer, code_examples: examples },
    meta: { ...minedMeta(finding, origin, examples), topic },
    judge: 'authored',
  };
}

/** @throws IbertError for a docstring that no literal can hold. */
function docstringOf(finding: DocumentedFinding, origin: Origin): DraftOf<'documentation'> {
  const { code, docstring, style, tables } = finding;
  const quoted = quoteDocstring(docstring);
  if (quoted === undefined) {
    throw new IbertError('UNSUPPORTED', 'the docstring cannot stand between triple quotes');
  }
  return {
    task: 'documentation',
    dialect: 'duckdb',
    context: contextOf(tables),
    input: { code, style },
    target: { docstring: quoted },
    meta: { ...minedMeta(finding, origin, [code]), style },
    judge: 'authored',
  };
}

/** What each kind of finding gives. */
const DRAFTS: {
  readonly [K in Finding['kind']]: Readonly<
    Partial<Record<Wanted, Drafts<Extract<Finding, { kind: K }>>>>
  >;
} = {
  program: {
    pairs: pairOf,
  },
  query: { sql_to_ibis: translationOf },
  mistake: { error_resolution: resolutionOf },
  question: { qa: answerOf },
  documented: { documentation: docstringOf },
  refused: {},
};

/** Whether findings of a kind can give what is wanted. */
export const gives = (kind: Finding['kind'], wanted: Wanted): boolean => wanted in DRAFTS[kind];

/**
 * What a finding claims; nothing where it gives no such records. It depends on the finding and the
 * origin only.
 *
 * @throws IbertError where the engine refuses the finding's code.
 */
export function draftOf(finding: Finding, wanted: Wanted, origin: Origin): Draft | undefined {
  const drafts = DRAFTS[finding.kind] as Readonly<Partial<Record<Wanted, Drafts<Finding>>>>;
  return drafts[wanted]?.(finding, origin);
}
