import { refuse, type Finding } from '../finding.js';

/**
 * Of findings that ask the same, the first: two answers to one question would contradict each other
 * as records. The others are refused.
 */
export function distinctQuestions(findings: readonly Finding[]): Finding[] {
  const asked = new Map<string, string>();
  return findings.map((finding) => {
    if (finding.kind !== 'question') return finding;
    const key = finding.question.toLowerCase().replaceAll(/[^a-z0-9]+/g, ' ');
    const before = asked.get(key);
    if (before !== undefined) {
      return refuse(finding, 'REPEATED', `${before} asks this already`, finding.question);
    }
    asked.set(key, `${finding.place.path}:${finding.place.line}`);
    return finding;
  });
}
