/** Cuts a stream of text before the first stop sequence. */
export interface StopFilter {
  /** What may be given out now; `stopped` once a stop sequence was met. */
  push(piece: string): { readonly text: string; readonly stopped: boolean };
  /** What was held back when the stream ended without a stop sequence. */
  rest(): string;
}

/**
 * A filter that holds back text as long as it could still turn out to be the start of a stop
 * sequence, so that no part of one is given out even when it comes in several pieces.
 */
export function createStopFilter(stops: readonly string[]): StopFilter {
  let held = '';
  return {
    push(piece) {
      held += piece;
      const at = firstStop(held, stops);
      if (at !== undefined) {
        const text = held.slice(0, at);
        held = '';
        return { text, stopped: true };
      }
      const keep = possibleStart(held, stops);
      const text = held.slice(0, held.length - keep);
      held = held.slice(held.length - keep);
      return { text, stopped: false };
    },
    rest() {
      const text = held;
      held = '';
      return text;
    },
  };
}

function firstStop(text: string, stops: readonly string[]): number | undefined {
  const places = stops.map((stop) => text.indexOf(stop)).filter((at) => at >= 0);
  return places.length === 0 ? undefined : Math.min(...places);
}

/** The length of the longest end of the text that some stop sequence begins with. */
function possibleStart(text: string, stops: readonly string[]): number {
  let longest = 0;
  for (const stop of stops) {
    for (let length = Math.min(stop.length - 1, text.length); length > longest; length--) {
      if (text.endsWith(stop.slice(0, length))) longest = length;
    }
  }
  return longest;
}
