import { type Finding, refuse } from '../finding.js';

/** Programs and queries that stand in the list before are refused. */
export function distinct(findings: readonly Finding[]): readonly Finding[] {
  const seen = new Map<string, number>();
  return findings.map((finding) => {
    if (finding.kind !== 'program' && finding.kind !== 'query') return finding;
    const text = finding.kind === 'program' ? finding.code : `${finding.dialect} ${finding.sql}`;
    const key = `${text} ${JSON.stringify(finding.tables)}`;
    const before = seen.get(key);
    if (before !== undefined)
      return refuse(finding, 'REPEATED', `it stands in line ${before}`, text);
    seen.set(key, finding.place.line);
    return finding;
  });
}
