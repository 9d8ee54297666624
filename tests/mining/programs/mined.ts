import type { Document } from '../../../packages/mining/src/documents/document.js';
import { readDocument } from '../../../packages/mining/src/documents/index.js';
import type { Finding } from '../../../packages/mining/src/finding.js';
import { buildCatalogue, minePythonFile } from '../../../packages/mining/src/programs/index.js';

/** What is mined from one file of a repository that has others beside it. */
export async function mine(
  text: string,
  others: Readonly<Record<string, string>> = {},
  path = 'tests/test_it.py',
): Promise<readonly Finding[]> {
  const files = Object.entries({ ...others, [path]: text }).map(([name, content]) => ({
    path: name,
    text: content,
  }));
  return minePythonFile({ path, text }, await buildCatalogue(files));
}

/** The programs among findings. */
export const programs = (findings: readonly Finding[]): readonly string[] =>
  findings.flatMap((finding) => (finding.kind === 'program' ? [finding.code] : []));

/** `REASON pattern` of the refusals. */
export const reasons = (findings: readonly Finding[]): readonly string[] =>
  findings.flatMap((finding) =>
    finding.kind === 'refused' ? [`${finding.reason} ${finding.pattern}`] : [],
  );

/** A document of Markdown. */
export function markdown(text: string): Document {
  const document = readDocument({ path: 'guide.qmd', text });
  if (document === undefined || 'reason' in document) throw new Error('no document');
  return document;
}
