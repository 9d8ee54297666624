import { refuse } from '../finding.js';
import type { Finding } from '../finding.js';

/** How many mistakes of one error are kept. */
const MOST_ALIKE = 4;

/**
 * Lets a few of many equal mistakes through, in the order in which they come, and refuses the
 * others; undefined for a broken program that was there before.
 */
export function keepFew(): (finding: Finding) => Finding | undefined {
  const counts = new Map<string, number>();
  const seen = new Set<string>();
  return (finding) => {
    if (finding.kind !== 'mistake') return finding;
    if (seen.has(finding.broken)) return undefined;
    seen.add(finding.broken);
    const key = errorKey(finding.error);
    const count = counts.get(key) ?? 0;
    counts.set(key, count + 1);
    if (count < MOST_ALIKE) return finding;
    return refuse(finding, 'TRIVIAL', 'others are corrected the same way', finding.broken);
  };
}

/** What makes errors the same: the class and the names, without what only the table at hand has. */
const errorKey = (error: string): string =>
  error.split('\n')[0]?.replace(/Existing columns.*|are not present in.*/, '') ?? '';
