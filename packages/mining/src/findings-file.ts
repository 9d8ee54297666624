import { canonicalJson, IbertError } from '@ibert/core';
import { openAtomicFile, openInput, readJsonl, sha256Hex } from '@ibert/core/files';
import { existsSync } from 'node:fs';
import { z } from 'zod';

import { type Finding, findingSchema } from './finding.js';

/** The state of the searched source, and what decided the findings. */
const headerSchema = z.strictObject({
  findings: z.literal(1),
  name: z.string().min(1),
  repository: z.string().min(1),
  commit: z.string().min(1),
  license: z.string().nullable(),
  /** Files that were read. */
  files: z.int().nonnegative(),
  /** Whether fixes were looked for in the history. */
  history: z.boolean(),
  /** Hash of the commit and everything else that decides the findings. */
  key: z.string().min(1),
});

/** The first line of a file of findings. */
export type FindingsHeader = z.infer<typeof headerSchema>;

/** A hash of everything that decides the findings of a source. */
export const findingsKey = (facts: Readonly<Record<string, unknown>>): string =>
  sha256Hex(canonicalJson(facts));

/**
 * Writes findings, complete or not at all.
 *
 * @param header is asked when all findings were taken.
 * @throws IbertError `OUTPUT_UNWRITABLE`, or what taking the findings throws.
 */
export async function writeFindings(
  path: string,
  findings: AsyncIterable<Finding>,
  header: () => FindingsHeader,
): Promise<void> {
  const file = await openAtomicFile(path);
  try {
    // The number of files is known at the end: lines wait in memory, as findings do anyway.
    const lines: string[] = [];
    for await (const finding of findings) lines.push(JSON.stringify(finding));
    await file.write(`${JSON.stringify(header())}\n`);
    for (const line of lines) await file.write(`${line}\n`);
    await file.commit();
  } finally {
    await file.discard();
  }
}

/** The header of a file of findings; undefined when there is none, or one of another version. */
export async function findingsHeader(path: string): Promise<FindingsHeader | undefined> {
  if (!existsSync(path)) return undefined;
  try {
    for await (const { value } of readJsonl(openInput(path), { file: path })) {
      const header = headerSchema.safeParse(value);
      return header.success ? header.data : undefined;
    }
  } catch (error) {
    // Whatever the file holds instead is written anew.
    if (!(error instanceof IbertError)) throw error;
  }
  return undefined;
}

/**
 * The findings of a file.
 *
 * @throws IbertError `INPUT_UNREADABLE`, `FINDINGS_CORRUPT`.
 */
export async function* readFindings(path: string): AsyncGenerator<Finding> {
  for await (const { line, value } of readJsonl(openInput(path), { file: path })) {
    if (line === 1) continue;
    const finding = findingSchema.safeParse(value);
    if (!finding.success) {
      throw new IbertError('FINDINGS_CORRUPT', `${path}:${line} holds no finding`, {
        hint: 'Remove the file; it is made again.',
      });
    }
    yield finding.data;
  }
}
