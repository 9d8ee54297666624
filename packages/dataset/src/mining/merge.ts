import {
  type AtomicFile,
  openAtomicFile,
  openInput,
  readJsonl,
  sha256Hex,
} from '@ibert/core/files';
import {
  parseRecord,
  readRunManifest,
  serializeRecord,
  writeRunManifest,
} from '@ibert/core/records';
import { createHash } from 'node:crypto';
import { basename } from 'node:path';

import { Duplicates } from '../duplicates.js';
import { outputFiles } from '../output-files.js';
import { DUCKDB_VERSION, IBIS_VERSION, VERSION } from '../versions.js';

/** The records of one source. */
export interface Part {
  /** What messages call the source. */
  readonly name: string;
  /** Path of its records, beside which the rejects and the manifest lie. */
  readonly records: string;
}

/** What joining the parts of an output gave. */
export interface Merged {
  readonly kept: number;
  /** Records that an earlier source has too. */
  readonly repeated: number;
}

/**
 * Joins the records of sources into one file, in the order of the sources. What asks the same as
 * a record of an earlier source is left out and listed with the rejects.
 *
 * @param command the command of the run, for the manifest.
 * @throws IbertError `OUTPUT_UNWRITABLE`, `INPUT_UNREADABLE`.
 */
export async function mergeParts(
  parts: readonly Part[],
  output: string,
  { command, seed }: { readonly command: string; readonly seed: number },
): Promise<Merged> {
  const files = outputFiles(output);
  const [records, rejects] = [
    await openAtomicFile(files.records),
    await openAtomicFile(files.rejects),
  ];
  const duplicates = new Duplicates();
  const hash = createHash('sha256');
  const reasons: Record<string, number> = {};
  const totals = { candidates: 0, kept: 0, rejected: 0 };
  const hashes: string[] = [];
  let repeated = 0;
  try {
    for (const { name, records: path } of parts) {
      const manifest = await readRunManifest(outputFiles(path).manifest);
      hashes.push(manifest?.config_hash ?? '');
      totals.candidates += manifest?.candidates ?? 0;
      totals.rejected += manifest?.rejected ?? 0;
      for (const [reason, count] of Object.entries(manifest?.reasons ?? {}))
        add(reasons, reason, count);
      for await (const { line, value } of readJsonl(openInput(path), { file: path })) {
        const record = parseRecord(value, path, line);
        const fault = duplicates.admit(record, `${name} ${record.id}`);
        if (fault === undefined) {
          const text = `${serializeRecord(record)}\n`;
          hash.update(text);
          await records.write(text);
          totals.kept += 1;
          continue;
        }
        const { reason, error } = fault;
        await rejects.write(`${JSON.stringify({ reason, error, id: record.id, source: name })}\n`);
        add(reasons, reason, 1);
        totals.rejected += 1;
        repeated += 1;
      }
      await copyLines(outputFiles(path).rejects, rejects);
    }
    await rejects.commit();
    await records.commit();
  } finally {
    await records.discard();
    await rejects.discard();
  }
  await writeRunManifest(files.manifest, {
    manifest: 1,
    command,
    output: basename(files.records),
    output_sha256: hash.digest('hex'),
    seed,
    config_hash: sha256Hex(hashes.join('\n')),
    versions: { ibert: VERSION, ibis: IBIS_VERSION, duckdb: DUCKDB_VERSION },
    ...totals,
    reasons,
  });
  return { kept: totals.kept, repeated };
}

function add(reasons: Record<string, number>, reason: string, count: number): void {
  reasons[reason] = (reasons[reason] ?? 0) + count;
}

async function copyLines(path: string, to: AtomicFile): Promise<void> {
  for await (const { value } of readJsonl(openInput(path), { file: path })) {
    await to.write(`${JSON.stringify(value)}\n`);
  }
}
