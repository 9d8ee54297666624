import { verificationSchema } from '@ibert/core/records';
import { type Journal, type JournalOptions, openJournal } from '@ibert/core/files';
import { IbertError } from '@ibert/core';
import { REJECT_CODES, type RejectCode, type Verdict } from '@ibert/validation';
import { z } from 'zod';

/** A verdict as the journal holds it: with the index of its candidate, to notice any gap. */
const entrySchema = z.strictObject({
  index: z.int().nonnegative(),
  verdict: z.discriminatedUnion('ok', [
    z.strictObject({
      ok: z.literal(true),
      verification: verificationSchema,
      nearMiss: z.strictObject({ ibis: z.string(), why: z.string() }).optional(),
      survivors: z.array(z.string()).optional(),
    }),
    z.strictObject({
      ok: z.literal(false),
      reason: z.enum(REJECT_CODES as [RejectCode, ...RejectCode[]]),
      error: z.string(),
    }),
  ]),
});

/** The verdicts of a run, in the order of its candidates, kept through a kill. */
export class VerdictLog {
  readonly #journal: Journal;
  readonly #verdicts: Verdict[];

  private constructor(journal: Journal, verdicts: Verdict[]) {
    this.#journal = journal;
    this.#verdicts = verdicts;
  }

  /**
   * Opens the log with the verdicts of an earlier run when it is to be resumed.
   *
   * @throws IbertError `RESUME_MISMATCH`, `JOURNAL_CORRUPT`, `OUTPUT_UNWRITABLE`.
   */
  static async open(path: string, options: JournalOptions): Promise<VerdictLog> {
    const journal = await openJournal(path, options);
    try {
      const verdicts: Verdict[] = [];
      for await (const value of journal.replay()) {
        const entry = entrySchema.safeParse(value);
        if (!entry.success || entry.data.index !== verdicts.length) throw corrupt(path);
        verdicts.push(entry.data.verdict as Verdict);
      }
      return new VerdictLog(journal, verdicts);
    } catch (error) {
      journal.close();
      throw error;
    }
  }

  get verdicts(): readonly Verdict[] {
    return this.#verdicts;
  }

  append(verdict: Verdict): void {
    this.#journal.append({ index: this.#verdicts.length, verdict });
    this.#verdicts.push(verdict);
  }

  /** Keeps the log for a later run. */
  close(): void {
    this.#journal.close();
  }

  /** Deletes the log: the run's output is in place. */
  remove(): void {
    this.#journal.remove();
  }
}

const corrupt = (path: string): IbertError =>
  new IbertError('JOURNAL_CORRUPT', 'the journal is damaged: an entry is missing or unreadable', {
    file: path,
    hint: 'Run again without --resume to start from the beginning.',
  });
