import { IbertError } from '@ibert/core';
import { openInput, readText } from '@ibert/core/files';
import { manifestPath, readRecords } from '@ibert/core/records';
import { existsSync } from 'node:fs';
import { z } from 'zod';
import { type Counts, Tally } from './counts.js';
import { type Statistics, StatisticsCollector } from './statistics.js';

/** A part of the data, its files and what they hold. */
export interface PartStatistics {
  readonly name: string;
  readonly files: readonly { readonly name: string; readonly records: number }[];
  readonly statistics: Statistics;
  /** Rejected candidates per reason, from the manifests beside the files. */
  readonly rejects: Counts;
  /** Records per split and task, for a dataset that has splits. */
  readonly splits?: Readonly<Record<string, Counts>>;
}

/** A file to read and what to call it. */
export interface PartFile {
  readonly path: string;
  readonly name: string;
}

/**
 * Reads the files of a part.
 *
 * @throws IbertError `INPUT_UNREADABLE`, `INVALID_MANIFEST`, or the fault of the first line that holds no record.
 */
export async function partStatistics(
  name: string,
  parts: readonly PartFile[],
  splits: readonly PartFile[] = [],
): Promise<PartStatistics> {
  const collector = new StatisticsCollector();
  const rejects = new Tally();
  const files: { name: string; records: number }[] = [];
  for (const file of parts) {
    let records = 0;
    for await (const line of readRecords(openInput(file.path), { file: file.path })) {
      if (line.kind === 'Fault') throw line.error;
      collector.add(line.record);
      records += 1;
    }
    files.push({ name: file.name, records });
    for (const [reason, count] of Object.entries(await rejectsBeside(file.path)))
      rejects.add(reason, count);
  }
  const statistics = collector.finish();
  const counted = await splitCounts(splits);
  return {
    name,
    files,
    statistics,
    rejects: rejects.byName(),
    ...(splits.length === 0 ? {} : { splits: counted }),
  };
}

/** What statistics need of a run manifest. */
const reasonsSchema = z.object({ reasons: z.record(z.string(), z.int().nonnegative()) });

/** The reasons in the manifest of a file; none when there is no manifest. */
async function rejectsBeside(path: string): Promise<Counts> {
  const manifest = manifestPath(path);
  if (!existsSync(manifest)) return {};
  const text = await readText(manifest);
  try {
    return reasonsSchema.parse(JSON.parse(text)).reasons;
  } catch (cause) {
    throw new IbertError('INVALID_MANIFEST', 'not a run manifest: it has no counts of reasons', {
      file: manifest,
      hint: 'Make the records again, or remove the file.',
      cause,
    });
  }
}

async function splitCounts(splits: readonly PartFile[]): Promise<Readonly<Record<string, Counts>>> {
  const counts: Record<string, Counts> = {};
  for (const { path, name } of splits) {
    const tally = new Tally();
    for await (const line of readRecords(openInput(path), { file: path })) {
      if (line.kind === 'Fault') throw line.error;
      tally.add(line.record.task);
    }
    counts[name] = tally.byName();
  }
  return counts;
}
