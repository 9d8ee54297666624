import { groupThousands } from './text.js';

/** How far a run is. Every unit done was either kept or rejected. */
export interface ProgressState {
  /** What is being done, e.g. `generate`. */
  readonly label: string;
  /** Units of work in all; `undefined` when not known. */
  readonly total: number | undefined;
  readonly kept: number;
  readonly rejected: number;
  /** Units that an earlier run had done; they do not count for the rate. */
  readonly resumed: number;
  /** Milliseconds since the start. */
  readonly elapsedMs: number;
}

export interface BarStyle {
  /** Columns of the terminal. */
  readonly width: number;
  readonly color: boolean;
}

const FILLED = '█';
const EMPTY = '░';
const GREEN = '\u001b[32m';
const RED = '\u001b[31m';
const RESET = '\u001b[0m';
const BAR_MIN = 8;
const BAR_MAX = 32;

/**
 * The progress bar as one line that fits the width: label, bar, share, counts, rate, time left.
 * On a narrow terminal the least needed parts go first: the bar, the rate, the rejected, the label.
 */
export function renderBar(state: ProgressState, style: BarStyle): string {
  const { label, share, count, kept, rejected, rate, remaining } = parts(state);
  const room = Math.max(0, style.width - 1);
  const layouts: readonly (readonly string[])[] = [
    [label, share, count, kept, rejected, rate, remaining],
    [label, share, count, kept, rejected, remaining],
    [label, share, kept, rejected, remaining],
    [share, kept, rejected, remaining],
    [share, remaining],
    [share],
  ];
  const texts = layouts.map((layout) => layout.filter((part) => part !== ''));
  const full = texts[0] ?? [];
  const barRoom = room - full.join('  ').length - 2;
  if (state.total !== undefined && barRoom >= BAR_MIN) {
    const [first = '', ...rest] = full;
    const drawn = bar(state, Math.min(BAR_MAX, barRoom), style.color);
    return paint([first, drawn, ...rest].join('  '), kept, rejected, state, style.color);
  }
  const fitting = texts.find((text) => text.join('  ').length <= room);
  if (fitting === undefined) return share.slice(0, room);
  return paint(fitting.join('  '), kept, rejected, state, style.color);
}

/** One plain line for a log: no bar, no colour. */
export function renderLine(state: ProgressState): string {
  const { label, share, count, kept, rejected, rate, remaining } = parts(state);
  const texts = [share, count, kept, rejected, rate, remaining].filter((part) => part !== '');
  return `${label}: ${texts.join(', ')}`;
}

/** The last line of a run: what came of it and how long it took. */
export function renderSummary(state: ProgressState): string {
  const { label, count, kept, rejected, rate } = parts(state);
  const resumed = state.resumed === 0 ? '' : `${groupThousands(state.resumed)} resumed`;
  const took = `in ${formatDuration(state.elapsedMs)}`;
  const texts = [count, kept, rejected, resumed, took, rate].filter((part) => part !== '');
  return `${label}: ${texts.join(', ')}`;
}

/** `0.4 s`, `12 s`, `3 min 05 s`, `2 h 07 min`. */
export function formatDuration(ms: number): string {
  if (ms < 9_950) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${String(seconds % 60).padStart(2, '0')} s`;
  return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')} min`;
}

interface Parts {
  readonly label: string;
  readonly share: string;
  readonly count: string;
  readonly kept: string;
  readonly rejected: string;
  readonly rate: string;
  readonly remaining: string;
}

function parts(state: ProgressState): Parts {
  const done = state.kept + state.rejected;
  const fresh = done - state.resumed;
  const perMs = state.elapsedMs > 0 ? fresh / state.elapsedMs : 0;
  const left = state.total === undefined ? undefined : state.total - done;
  const known = left !== undefined && left > 0 && perMs > 0;
  return {
    label: state.label,
    share: state.total === undefined ? groupThousands(done) : percent(done, state.total),
    count:
      state.total === undefined ? '' : `${groupThousands(done)}/${groupThousands(state.total)}`,
    kept: `${groupThousands(state.kept)} kept`,
    rejected: `${groupThousands(state.rejected)} rejected`,
    rate: perMs > 0 ? `${formatRate(perMs * 1000)}/s` : '',
    remaining: known ? `${formatDuration(left / perMs)} left` : '',
  };
}

/** Whole percent, rounded down: 100% only once everything is done. */
function percent(done: number, total: number): string {
  const share = total === 0 ? 100 : Math.floor((100 * done) / total);
  return `${String(Math.min(100, share)).padStart(3)}%`;
}

function formatRate(perSecond: number): string {
  return perSecond < 10 ? perSecond.toFixed(1) : groupThousands(Math.round(perSecond));
}

function bar(state: ProgressState, width: number, color: boolean): string {
  const done = state.kept + state.rejected;
  const share = state.total === undefined || state.total === 0 ? 1 : done / state.total;
  const filled = Math.min(width, Math.floor(share * width));
  const blocks = FILLED.repeat(filled);
  return (color ? `${GREEN}${blocks}${RESET}` : blocks) + EMPTY.repeat(width - filled);
}

/** Colour is added last, so that it never counts as width. */
function paint(
  line: string,
  kept: string,
  rejected: string,
  state: ProgressState,
  color: boolean,
): string {
  if (!color) return line;
  const withKept = line.replace(kept, `${GREEN}${kept}${RESET}`);
  return state.rejected === 0 ? withKept : withKept.replace(rejected, `${RED}${rejected}${RESET}`);
}
