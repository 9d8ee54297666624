import { type AtomicFile, openAtomicFile } from '@ibert/core/files';
import { serializeRecord, writeRunManifest } from '@ibert/core/records';
import type { Rejection, Verdict } from '@ibert/validation';
import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import type { Candidate } from './candidate.js';
import type { OutputFiles } from './output-files.js';
import { type RecordFrame, toRecord } from './to-record.js';
import { DUCKDB_VERSION, IBIS_VERSION, VERSION } from './versions.js';

/** What the output says beside the records. */
export interface OutputFacts {
  readonly files: OutputFiles;
  readonly frame: RecordFrame;
  readonly seed: number;
  readonly configHash: string;
  readonly candidates: number;
  readonly kept: number;
  readonly rejected: number;
  readonly reasons: Readonly<Record<string, number>>;
}

/**
 * Writes records, rejects and manifest; each file appears complete or not at all.
 *
 * @throws IbertError `OUTPUT_UNWRITABLE`.
 */
export async function writeOutput(
  candidates: Iterable<Candidate>,
  verdicts: readonly Verdict[],
  facts: OutputFacts,
): Promise<void> {
  const { files } = facts;
  const records = await openAtomicFile(files.records);
  try {
    const rejects = await openAtomicFile(files.rejects);
    try {
      const sha256 = await writeLines(candidates, verdicts, facts.frame, records, rejects);
      await rejects.commit();
      await records.commit();
      await writeManifest(facts, sha256);
    } finally {
      await rejects.discard();
    }
  } finally {
    await records.discard();
  }
}

async function writeLines(
  candidates: Iterable<Candidate>,
  verdicts: readonly Verdict[],
  frame: RecordFrame,
  records: AtomicFile,
  rejects: AtomicFile,
): Promise<string> {
  const hash = createHash('sha256');
  for (const candidate of candidates) {
    const verdict = verdicts[candidate.index];
    const { sides } = candidate;
    if (verdict?.ok === false) {
      await rejects.write(`${JSON.stringify(rejectLine(candidate, verdict))}\n`);
    } else if (verdict !== undefined && !('ok' in sides)) {
      const verification = { ...verdict.verification, judge: sides.judge };
      const line = `${serializeRecord(toRecord(candidate, sides, verification, frame))}\n`;
      hash.update(line);
      await records.write(line);
    }
  }
  return hash.digest('hex');
}

/** What the rejects file says about a candidate: the reason, what was found, the candidate. */
function rejectLine({ expanded, tables }: Candidate, { reason, error }: Rejection): object {
  const { template, variation, file, line, sql, ibis } = expanded;
  return {
    reason,
    error,
    template,
    variation,
    file: basename(file),
    line,
    context: { tables },
    input: { sql: sql ?? null },
    target: { ibis: ibis ?? null },
  };
}

async function writeManifest(facts: OutputFacts, sha256: string): Promise<void> {
  const { files, seed, configHash, candidates, kept, rejected, reasons } = facts;
  await writeRunManifest(files.manifest, {
    manifest: 1,
    command: 'generate-data',
    output: basename(files.records),
    output_sha256: sha256,
    seed,
    config_hash: configHash,
    versions: { ibert: VERSION, ibis: IBIS_VERSION, duckdb: DUCKDB_VERSION },
    candidates,
    kept,
    rejected,
    reasons: { ...reasons },
  });
}
