import { freemem, totalmem } from 'node:os';
import { IbertError } from '@ibert/core';
import { megabytes } from '../hub/hub-download.js';

/**
 * Memory a model takes at its peak, from its weights on disk: the runtime packs them its own way
 * while the file's bytes are still there, and computing takes some beside them. Measured with
 * SmolLM2-135M: 672 MB for 538 MB of fp32, 251 for 152 of q8, 215 for 112 of q4 after loading.
 */
const WEIGHTS_FACTOR = 1.25;
const COMPUTING_BYTES = 200e6;

/** Bytes the process may still take: what the system has free, below the container's limit. */
export function availableMemory(): number {
  // What macOS calls free leaves out all that it would give back at once.
  const free = process.platform === 'darwin' ? totalmem() : freemem();
  const limit = process.constrainedMemory();
  // No limit is told as 0 or as a number beyond any memory.
  if (limit <= 0 || limit > Number.MAX_SAFE_INTEGER) return free;
  return Math.max(0, Math.min(free, limit - process.memoryUsage.rss()));
}

/**
 * Refuses to load weights that would not fit: the system would end the process without a word.
 *
 * @throws IbertError `MODEL_MEMORY`
 */
export function checkMemory(model: string, bytes: number, available: number): void {
  const needed = bytes * WEIGHTS_FACTOR + COMPUTING_BYTES;
  if (needed <= available) return;
  throw new IbertError(
    'MODEL_MEMORY',
    `${model} needs about ${megabytes(needed)} of memory and ${megabytes(available)} are free`,
    { hint: 'Close other programs, or choose a smaller model or number format (q8, q4).' },
  );
}
