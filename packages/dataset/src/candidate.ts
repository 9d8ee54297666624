import type { Draft } from '@ibert/core/records';
import type { Rejection } from '@ibert/validation';

/** Something that may become a record. */
export interface Candidate {
  /** What it claims; or why there is nothing to prove. */
  readonly draft: Draft | Rejection;
  /** What to call it in a message. */
  readonly name: string;
  /** What the rejects file says of it: where it comes from, and its texts. */
  readonly about: Readonly<Record<string, unknown>>;
  /** Used in place of the task's own prompt. */
  readonly systemPrompt?: string | undefined;
}

/** Where the candidates of a run come from. */
export interface CandidateSource {
  /** The command of the run, for the manifest. */
  readonly command: string;
  /** A text that is equal exactly when the candidates are. */
  readonly key: string;
  /** How many candidates there are, where that is known beforehand. */
  readonly total?: number;
  /** The candidates, the same ones in the same order every time. */
  readonly candidates: () => AsyncIterable<Candidate> | Iterable<Candidate>;
}

/** At most so many candidates of a source, the first ones. */
export function limited(source: CandidateSource, limit: number | undefined): CandidateSource {
  if (limit === undefined) return source;
  const { command, key, total } = source;
  return {
    command,
    key: JSON.stringify([key, limit]),
    ...(total === undefined ? {} : { total: Math.min(total, limit) }),
    async *candidates() {
      let count = 0;
      if (limit === 0) return;
      for await (const candidate of source.candidates()) {
        yield candidate;
        count += 1;
        if (count >= limit) return;
      }
    },
  };
}
