import { type ProgressState, renderBar, renderLine, renderSummary } from './progress-text.js';

/** The part of a stream such as `process.stderr` that a reporter uses. */
export interface ProgressStream {
  write(text: string): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
}

export interface ProgressOptions {
  readonly label: string;
  /** Units of work in all, when known. */
  readonly total?: number | undefined;
  /** Units that an earlier run had done. */
  readonly resumed?: { readonly kept: number; readonly rejected: number };
  /** Say nothing but the messages given to `log`. */
  readonly quiet?: boolean;
  readonly stream?: ProgressStream;
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Milliseconds of a clock that never goes back. */
  readonly now?: () => number;
}

/** Tells somebody who waits how far a run is. */
export interface Progress {
  /** Counts one unit of work. */
  add(outcome: 'kept' | 'rejected'): void;
  /** Writes a message above the bar. */
  log(message: string): void;
  /** Removes the bar and writes what came of the run. Call it once, also after a failure. */
  finish(): void;
}

const BAR_EVERY_MS = 100;
const LINE_EVERY_MS = 10_000;
const DEFAULT_COLUMNS = 80;
const CLEAR_LINE = '\r\u001b[2K';

/**
 * Starts to report on standard error: a bar on a terminal, a plain line every ten seconds anywhere
 * else, and one summary at the end. `NO_COLOR` and `TERM=dumb` are obeyed; a dumb terminal gets
 * plain lines.
 */
export function startProgress(options: ProgressOptions): Progress {
  const {
    stream = process.stderr,
    env = process.env,
    now = () => performance.now(),
    resumed = { kept: 0, rejected: 0 },
    quiet = false,
  } = options;
  const live = stream.isTTY === true && env['TERM'] !== 'dumb';
  const noColor = env['NO_COLOR'];
  const color = noColor === undefined || noColor === '';
  const start = now();
  let { kept, rejected } = resumed;
  let shownAt = live ? Number.NEGATIVE_INFINITY : start;
  let barShown = false;
  let finished = false;

  const state = (): ProgressState => ({
    label: options.label,
    total: options.total,
    kept,
    rejected,
    resumed: resumed.kept + resumed.rejected,
    elapsedMs: now() - start,
  });
  const clear = (): void => {
    if (barShown) stream.write(CLEAR_LINE);
    barShown = false;
  };
  const show = (): void => {
    shownAt = now();
    if (!live) {
      stream.write(`${renderLine(state())}\n`);
      return;
    }
    const width = stream.columns ?? DEFAULT_COLUMNS;
    stream.write(CLEAR_LINE + renderBar(state(), { width, color }));
    barShown = true;
  };

  return {
    add(outcome) {
      if (outcome === 'kept') kept++;
      else rejected++;
      if (quiet || finished) return;
      if (now() - shownAt >= (live ? BAR_EVERY_MS : LINE_EVERY_MS)) show();
    },
    log(message) {
      clear();
      stream.write(`${message}\n`);
      if (live && !quiet && !finished) show();
    },
    finish() {
      if (finished) return;
      finished = true;
      clear();
      if (!quiet) stream.write(`${renderSummary(state())}\n`);
    },
  };
}
