import type { CandidateSource } from '@ibert/dataset';

/** About so many records of each source. */
export const SAMPLE = 120;

/** Every n-th candidate, so that all parts of a source are among them. */
export async function sampled(source: CandidateSource): Promise<CandidateSource> {
  let total = 0;
  for await (const _ of source.candidates()) total += 1;
  const step = Math.max(1, Math.floor(total / SAMPLE));
  return {
    command: source.command,
    key: source.key,
    async *candidates() {
      let index = 0;
      for await (const candidate of source.candidates()) {
        if (index % step === 0) yield candidate;
        index += 1;
      }
    },
  };
}
