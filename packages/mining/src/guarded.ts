import { type Finding, refuse, type RefusedFinding } from './finding.js';

/**
 * What a search finds. Where the search itself fails, which is a defect of it, that place is refused
 * and the rest goes on: no file of a source may stop the others.
 */
export function guarded(
  found: Pick<RefusedFinding, 'pattern' | 'place'>,
  find: () => readonly Finding[],
): readonly Finding[] {
  try {
    return find();
  } catch (error) {
    return [refuse(found, 'DEFECT', error instanceof Error ? error.message : String(error), '')];
  }
}
