import { IbertError } from '@ibert/core';

/** What may end a request before its answer is complete. */
export interface InterruptionSources {
  readonly signal?: AbortSignal | undefined;
  readonly deadlineMs?: number | undefined;
  /** The error of a deadline that passed. */
  readonly late: (deadlineMs: number) => IbertError;
}

/** A request's cancellation and deadline as one thing. */
export interface Interruption {
  /** Aborts with an {@link IbertError} as its reason. */
  readonly signal: AbortSignal;
  /** Throws the reason once interrupted. */
  check(): void;
  /** The promise's outcome, or the reason as soon as the request is interrupted. */
  race<T>(work: Promise<T>): Promise<T>;
  /** Cancels the request from inside, e.g. when the model is closed. */
  cancel(reason: IbertError): void;
  /** Frees the timer and the listener; call it when the request has ended. */
  end(): void;
}

// setTimeout fires at once beyond this.
const LONGEST_TIMER_MS = 2 ** 31 - 1;

export function startInterruption(sources: InterruptionSources): Interruption {
  const controller = new AbortController();
  const { signal: outer, deadlineMs, late } = sources;
  const cancelled = (): void => controller.abort(cancelledError());
  outer?.addEventListener('abort', cancelled, { once: true });
  if (outer?.aborted === true) cancelled();
  const timer =
    deadlineMs === undefined || deadlineMs > LONGEST_TIMER_MS
      ? undefined
      : setTimeout(() => controller.abort(late(deadlineMs)), deadlineMs);
  return {
    signal: controller.signal,
    check: () => controller.signal.throwIfAborted(),
    race: (work) => raceSignal(work, controller.signal),
    cancel: (reason) => controller.abort(reason),
    end() {
      clearTimeout(timer);
      outer?.removeEventListener('abort', cancelled);
    },
  };
}

/** The error of a request that somebody cancelled. */
export function cancelledError(): IbertError {
  return new IbertError('CANCELLED', 'the request to the model was cancelled');
}

/** The promise's outcome, or the signal's reason if that comes first. */
export function raceSignal<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const interrupted = (): void => reject(signal.reason as Error);
    if (signal.aborted) interrupted();
    signal.addEventListener('abort', interrupted, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', interrupted));
  });
}

/**
 * The promise's outcome, the signal's reason, or `late()` when neither came within the time.
 *
 * @param ms the time in milliseconds.
 */
export async function raceTime<T>(
  work: Promise<T>,
  ms: number,
  signal: AbortSignal,
  late: () => IbertError,
): Promise<T> {
  const silence = startInterruption({ deadlineMs: ms, late });
  try {
    return await silence.race(raceSignal(work, signal));
  } finally {
    silence.end();
  }
}

/** A duration for a message: `800 ms`, `2.5 s`. */
export function durationText(ms: number): string {
  return ms < 1000 ? `${Math.round(ms)} ms` : `${Math.round(ms / 100) / 10} s`;
}
