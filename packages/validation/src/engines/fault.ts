import { IbertError } from '@ibert/core';

import { isOneSelect } from '../execution/select-text.js';

/** An engine's own error as one of ours, first line only. */
export function engineError(error: unknown): IbertError {
  if (error instanceof IbertError) return error;
  const text = error instanceof Error ? error.message : String(error);
  return new IbertError('ENGINE_ERROR', text.split('\n')[0] ?? text, { cause: error });
}

export const overLimit = (message: string): IbertError => new IbertError('ENGINE_LIMIT', message);

/** @throws IbertError `ENGINE_ERROR` for a text that is not one query. */
export function requireOneSelect(sql: string): void {
  if (!isOneSelect(sql)) throw new IbertError('ENGINE_ERROR', 'the text is not one SELECT');
}
