import { type AtomicFile, openAtomicFile } from '@ibert/core/files';
import {
  type DatasetRecord,
  type Draft,
  serializeRecord,
  writeRunManifest,
} from '@ibert/core/records';
import type { Proof, Rejection, Verdict } from '@ibert/validation';
import { createHash } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Candidate } from './candidate.js';
import type { OutputFiles } from './output-files.js';
import { type RecordFrame, toRecord } from './to-record.js';
import { DUCKDB_VERSION, IBIS_VERSION, VERSION } from './versions.js';

/** What the manifest says of a run beside its output. */
export interface RunFacts {
  readonly command: string;
  readonly seed: number;
  readonly configHash: string;
  readonly candidates: number;
  readonly kept: number;
  readonly rejected: number;
  readonly reasons: Readonly<Record<string, number>>;
}

/** Mutants of all records of a run. */
interface Mutation {
  mutants: number;
  killed: number;
  equivalent: number;
}

/**
 * The output of a run while it is written: records and rejects, and with the mutation score
 * preferences and survivors. Each file appears complete or not at all, when all is committed.
 */
export class RunOutput {
  readonly #files: OutputFiles;
  readonly #frame: RecordFrame;
  readonly #records: AtomicFile;
  readonly #rejects: AtomicFile;
  readonly #score: { readonly preferences: AtomicFile; readonly survivors: AtomicFile } | undefined;
  readonly #hash = createHash('sha256');
  readonly #mutation: Mutation = { mutants: 0, killed: 0, equivalent: 0 };

  private constructor(files: OutputFiles, frame: RecordFrame, open: readonly AtomicFile[]) {
    const [records, rejects, preferences, survivors] = open;
    this.#files = files;
    this.#frame = frame;
    this.#records = records as AtomicFile;
    this.#rejects = rejects as AtomicFile;
    this.#score =
      preferences === undefined || survivors === undefined ? undefined : { preferences, survivors };
  }

  /**
   * Opens the files, so that an output that cannot be written is refused before the work.
   *
   * @param score whether the run finds out the mutation score.
   * @throws IbertError `OUTPUT_UNWRITABLE`.
   */
  static async open(files: OutputFiles, frame: RecordFrame, score: boolean): Promise<RunOutput> {
    const paths = [
      files.records,
      files.rejects,
      ...(score ? [files.preferences, files.survivors] : []),
    ];
    const open: AtomicFile[] = [];
    try {
      for (const path of paths) open.push(await openAtomicFile(path));
      return new RunOutput(files, frame, open);
    } catch (error) {
      for (const file of open) await file.discard();
      throw error;
    }
  }

  /** Writes a candidate to where its verdict belongs. */
  async add(candidate: Candidate, verdict: Verdict): Promise<void> {
    const { draft } = candidate;
    if (verdict.ok && !('ok' in draft)) await this.#addRecord(candidate, draft, verdict);
    else if (!verdict.ok) await this.#rejects.write(rejectLine(candidate, verdict));
  }

  async #addRecord({ systemPrompt }: Candidate, draft: Draft, proof: Proof): Promise<void> {
    const frame = systemPrompt === undefined ? this.#frame : { ...this.#frame, systemPrompt };
    const judge = proof.verification.judge === 'oracle' ? 'oracle' : draft.judge;
    const verification = { ...proof.verification, judge };
    const record = toRecord(draft, verification, frame);
    const line = `${serializeRecord(record)}\n`;
    this.#hash.update(line);
    await this.#records.write(line);
    this.#mutation.mutants += verification.mutants ?? 0;
    this.#mutation.killed += verification.killed ?? 0;
    this.#mutation.equivalent += verification.equivalent ?? 0;
    const { nearMiss, survivors = [] } = proof;
    if (nearMiss !== undefined && record.task === 'sql_to_ibis') {
      await this.#score?.preferences.write(preferenceLine(record, nearMiss));
    }
    if (survivors.length > 0) {
      const { id } = record;
      await this.#score?.survivors.write(`${JSON.stringify({ id, survivors })}\n`);
    }
  }

  /** Puts everything in place. */
  async commit(facts: RunFacts): Promise<void> {
    await this.#rejects.commit();
    await this.#score?.preferences.commit();
    await this.#score?.survivors.commit();
    if (this.#score === undefined) {
      // Those of an earlier run belong to other records.
      await rm(this.#files.preferences, { force: true });
      await rm(this.#files.survivors, { force: true });
    }
    await this.#records.commit();
    const { command, seed, configHash, candidates, kept, rejected, reasons } = facts;
    await writeRunManifest(this.#files.manifest, {
      manifest: 1,
      command,
      output: basename(this.#files.records),
      output_sha256: this.#hash.digest('hex'),
      seed,
      config_hash: configHash,
      versions: { ibert: VERSION, ibis: IBIS_VERSION, duckdb: DUCKDB_VERSION },
      candidates,
      kept,
      rejected,
      reasons: { ...reasons },
      ...(this.#score === undefined ? {} : { mutation: { ...this.#mutation } }),
    });
  }

  /** Removes what was not committed. */
  async discard(): Promise<void> {
    const { preferences, survivors } = this.#score ?? {};
    for (const file of [this.#records, this.#rejects, preferences, survivors]) {
      await file?.discard();
    }
  }
}

const rejectLine = ({ about }: Candidate, { reason, error }: Rejection): string =>
  `${JSON.stringify({ reason, error, ...about })}\n`;

/** A question with its proven answer and a close one that is wrong. */
function preferenceLine(
  { id, system_prompt: systemPrompt, context, input, target }: DatasetRecord,
  { ibis, why }: NonNullable<Proof['nearMiss']>,
): string {
  const prompt = { system_prompt: systemPrompt, context, input };
  return `${JSON.stringify({ id, prompt, chosen: target, rejected: { ...target, ibis }, why })}\n`;
}
