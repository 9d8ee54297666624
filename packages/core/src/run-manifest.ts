import { existsSync } from 'node:fs';
import { z } from 'zod';
import { type AtomicFs, writeFileAtomic } from './atomic-file.js';
import { readText } from './text-input.js';

const count = z.int().nonnegative();

/**
 * What a run did, written beside its output: enough to repeat it and to see why candidates fell.
 * It holds no times and no machine names, so that equal runs have equal manifests.
 */
export const runManifestSchema = z.strictObject({
  manifest: z.literal(1),
  command: z.string().min(1),
  output: z.string().min(1),
  output_sha256: z.string().regex(/^[0-9a-f]{64}$/, '64 hexadecimal digits'),
  seed: z.int(),
  config_hash: z.string().min(1),
  /** Version of everything that decides the bytes: this project, the engine, Ibis. */
  versions: z.record(z.string(), z.string()),
  candidates: count,
  kept: count,
  rejected: count,
  /** Rejected candidates per reason code. */
  reasons: z.record(z.string(), count),
  /** Neighbours of the records' queries: all, those told apart, those that mean the same by rule. */
  mutation: z.strictObject({ mutants: count, killed: count, equivalent: count }).optional(),
});
export type RunManifest = z.infer<typeof runManifestSchema>;

/** Where the manifest of an output file lies: `train.jsonl` → `train.manifest.json`. */
export function manifestPath(output: string): string {
  return `${output.replace(/\.jsonl$/, '')}.manifest.json`;
}

/**
 * Reads a manifest; undefined when there is none that this version wrote.
 *
 * @throws IbertError `INPUT_UNREADABLE` for a file that is there and cannot be read.
 */
export async function readRunManifest(path: string): Promise<RunManifest | undefined> {
  if (!existsSync(path)) return undefined;
  try {
    const parsed = runManifestSchema.safeParse(JSON.parse(await readText(path)));
    return parsed.success ? parsed.data : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** Writes a manifest atomically, reasons and versions sorted by name. */
export async function writeRunManifest(
  path: string,
  manifest: RunManifest,
  fs?: AtomicFs,
): Promise<void> {
  const checked = runManifestSchema.parse(manifest);
  const text = JSON.stringify(
    { ...checked, versions: sorted(checked.versions), reasons: sorted(checked.reasons) },
    null,
    2,
  );
  await writeFileAtomic(path, `${text}\n`, fs);
}

function sorted<T>(entries: Readonly<Record<string, T>>): Readonly<Record<string, T>> {
  return Object.fromEntries(Object.entries(entries).sort(([a], [b]) => (a < b ? -1 : 1)));
}
