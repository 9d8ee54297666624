import { IbertError, InternalError } from '@ibert/core';
import { PythonError, REASONS } from '@ibert/ibis';

import type { FindingReason } from '../finding.js';
import { fault } from './fault.js';
import type { Fault } from './fault.js';

/** What the engine's reasons for not supporting something mean for a program. */
const BY_REASON: Readonly<Record<keyof typeof REASONS, FindingReason>> = {
  connection: 'BACKEND',
  files: 'BACKEND',
  results: 'NOT_PURE',
  formats: 'BACKEND',
  printing: 'NOT_PURE',
  sqlText: 'BACKEND',
  display: 'NOT_PURE',
  nodes: 'NOT_PURE',
  spatial: 'METHOD_MISSING',
  pythonFunctions: 'BACKEND',
  streams: 'BACKEND',
  internals: 'NOT_PURE',
};

/**
 * Why a program that ends with an error is no finding.
 *
 * @throws what is no error of a program.
 */
export function faultOf(error: unknown): Fault {
  if (error instanceof PythonError) return fault(reasonOf(error), described(error));
  if (error instanceof InternalError) return fault('DEFECT', error.message);
  if (error instanceof IbertError) {
    return fault(isForeign(error.message) ? 'ERROR' : 'METHOD_MISSING', error.message);
  }
  throw error;
}

/** Ibis builds expressions with columns of tables that are not read; no engine takes them. */
const isForeign = (message: string): boolean =>
  message.endsWith('is read where the query does not have that relation');

const described = ({ pyType, message }: PythonError): string =>
  pyType === 'NotSupported' ? message : `${pyType}: ${message}`;

function reasonOf({ code, pyType, message }: PythonError): FindingReason {
  switch (code) {
    case 'PYTHON_SYNTAX':
      return 'SYNTAX';
    case 'REFUSED':
      return 'BACKEND';
    case 'NOT_SUPPORTED': {
      const known = Object.entries(REASONS).find(([, text]) => message.endsWith(text));
      if (known === undefined) return isPythonOnly(message) ? 'NOT_PURE' : 'METHOD_MISSING';
      return BY_REASON[known[0] as keyof typeof REASONS];
    }
    default:
  }
  if (pyType === 'NotAnExpression') return 'NOT_PURE';
  if (isUnknownSchema(message)) return 'SCHEMA_UNKNOWN';
  if (message.startsWith('Expression contains unbound tables')) return 'BACKEND';
  return pyType === 'NameError' || pyType === 'ModuleNotFoundError' ? 'CONTEXT_UNKNOWN' : 'ERROR';
}

/** Complaints that open tables are the cause of. */
const isUnknownSchema = (message: string): boolean =>
  /columns of the tables? (?:are not known|could not be inferred)|needs the columns of the table|'Unknown(?:Column|Scalar)' object/.test(
    message,
  );

/** Constructs of the language that no table expression needs. */
const isPythonOnly = (message: string): boolean =>
  /statements|class definitions|generators|complex numbers|except\*|decorator/.test(message);
