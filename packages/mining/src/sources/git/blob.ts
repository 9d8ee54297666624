import { tooLarge } from '../file-store.js';
import type { ObjectReader } from './object-reader.js';

/** A blob's bytes, or why they are not read. */
export async function readBlob(
  reader: ObjectReader,
  id: string,
  limit: number,
): Promise<{ readonly bytes: Buffer } | { readonly skipped: string }> {
  const info = await reader.info(id);
  if (info === undefined) return { skipped: 'its content is not in this copy of the repository' };
  if (info.type !== 'blob') return { skipped: `it is a ${info.type}, not a file` };
  if (info.size > limit) return { skipped: tooLarge(info.size, limit) };
  const bytes = await reader.content(id);
  return bytes === undefined ? { skipped: 'its content cannot be read' } : { bytes };
}
