import type { Query } from '../plan/query.js';

/** How many queries stand inside one another in FROM; 0 for a query that reads tables only. */
export function nesting(query: Query): number {
  if (query.kind === 'set') return Math.max(0, ...query.inputs.map(nesting));
  let deepest = 0;
  let inner = 0;
  for (const { source } of query.from) {
    if (source.kind !== 'query') continue;
    inner += 1;
    deepest = Math.max(deepest, 1 + nesting(source.query));
  }
  // Two of them side by side read as badly as one inside the other.
  return inner > 1 ? Math.max(deepest, 2) : deepest;
}
