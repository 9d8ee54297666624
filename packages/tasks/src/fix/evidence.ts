import type { DataType } from '@ibert/ir';

import type { Failure } from './judge.js';
import { typeOf } from './type-words.js';

/** What the user said about a program beside its text. */
export interface Evidence {
  /** Types of columns, whatever their table. */
  readonly types: ReadonlyMap<string, DataType>;
  /** The error that was seen, where the text quotes one. */
  readonly error: Failure | undefined;
}

const ERROR_LINE =
  /^\s*(?:[\w.]+\.)?([A-Z]\w*(?:Error|Exception|Warning|Operation|Iteration)):\s*(.*)$/m;

// "age column is integer type", "the column age is of type int64", "orders.age is a number".
const STATEMENTS: readonly RegExp[] = [
  /[`'"]?(\w+)[`'"]?\s+(?:column|field)\s+(?:is|has|holds|contains|are)\s+(?:an?\s+|of\s+|the\s+)*(?:type\s+|data\s*type\s+)?[`'"]?([\w()[\]<>, ]+?)[`'"]?(?:\s+types?|\s+columns?|\s+values?)?(?=$|[.,;\n]|\s+(?:and|but|while)\b)/gi,
  /(?:column|field)\s+[`'"]?(\w+)[`'"]?(?:\s+of\s+\w+)?\s+(?:is|has|holds|contains)\s+(?:an?\s+|of\s+|the\s+)*(?:type\s+)?[`'"]?([\w()<>]+?)[`'"]?(?:\s+types?|\s+columns?|\s+values?)?(?=$|[.,;\n]|\s)/gi,
  /[`'"]?(?:\w+\.)?(\w+)[`'"]?\s+(?:is|are|has|holds)\s+(?:an?\s+|of\s+|the\s+|stored\s+as\s+)*(?:type\s+)?[`'"]?([\w()<>]+)[`'"]?/gi,
  /[`'"]?(\w+)[`'"]?\s*(?::|\s-\s|=)\s*[`'"]?([a-z][\w()<>]*)[`'"]?/gi,
  /\b(\w+)\s*\(\s*([a-z]\w*)\s*\)/gi,
];

/** Reads what an error text and a context say: the error itself, and types of columns. */
export function readEvidence(error: string | undefined, context: string | undefined): Evidence {
  const found = error === undefined ? null : ERROR_LINE.exec(error);
  const [, type, message] = found ?? [];
  const seen =
    type === undefined || message === undefined
      ? undefined
      : { type, message: message.trim(), span: undefined };
  return {
    types: statedTypes(`${seen === undefined ? (error ?? '') : ''}\n${context ?? ''}`),
    error: seen,
  };
}

function statedTypes(text: string): ReadonlyMap<string, DataType> {
  const types = new Map<string, DataType>();
  for (const pattern of STATEMENTS) {
    for (const [, column, word] of text.matchAll(pattern)) {
      if (column === undefined || word === undefined || types.has(column)) continue;
      const type = typeOf(word.trim());
      if (type !== undefined) types.set(column, type);
    }
  }
  return types;
}
