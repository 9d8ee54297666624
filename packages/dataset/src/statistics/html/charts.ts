import { groupThousands } from '@ibert/core';
import type { Quantiles } from '../quantiles.js';
import { element, escapeHtml } from './markup.js';
import { linearScale, logScale, type Scale } from './scale.js';

const WIDTH = 760;
const ROW = 24;
const BAR = 14;
const TOP = 6;
const AXIS = 40;
/** Widths of text at its size in the drawings: of a letter, of the largest label, of figures beside bars. */
const LETTER = 6.9;
const MOST_LABEL = 230;
const FIGURES = 86;

export interface Bar {
  readonly label: string;
  readonly value: number;
}

export interface BarOptions {
  /** What the axis counts, e.g. `records`. */
  readonly unit: string;
  /** A value to compare with, drawn as a line. */
  readonly reference?: { readonly value: number; readonly label: string };
  /** How values are written; default with thousands. */
  readonly format?: (value: number) => string;
}

/** One horizontal bar per row, all from zero. */
export function barChart(bars: readonly Bar[], options: BarOptions): string {
  const { unit, reference, format = groupThousands } = options;
  const frame = frameOf(
    bars.map(({ label }) => label),
    FIGURES,
  );
  const largest = Math.max(...bars.map(({ value }) => value), reference?.value ?? 0);
  const scale = linearScale(largest, frame.plot);
  const rows = bars.map(({ label, value }, at) => {
    const width = scale.place(value);
    const bar = rect('s0', frame.left, rowTop(at), width, `${label}: ${format(value)} ${unit}`);
    return rowLabel(frame, at, label) + bar + figure(frame.left + width + 6, at, format(value));
  });
  const mark =
    reference === undefined
      ? ''
      : referenceLine(frame.left + scale.place(reference.value), bars.length, reference.label);
  return drawing(frame, bars.length, scale, unit, format, rows.join('') + mark);
}

export interface Series {
  readonly names: readonly string[];
  readonly rows: readonly { readonly label: string; readonly parts: readonly number[] }[];
  readonly unit: string;
  /** Whether bars show counts, or each row's parts of its whole. */
  readonly mode: 'counts' | 'shares';
}

/** Bars whose parts lie end to end, with a legend; each row's number of records stands beside it. */
export function stackedBars({ names, rows, unit, mode }: Series): string {
  const frame = frameOf(
    rows.map(({ label }) => label),
    FIGURES,
  );
  const totals = rows.map(({ parts }) => parts.reduce((sum, part) => sum + part, 0));
  const scale = linearScale(mode === 'shares' ? 100 : Math.max(...totals), frame.plot);
  const content = rows.map(({ label, parts }, at) => {
    const total = totals[at] ?? 0;
    const shown = (part: number): number =>
      mode === 'shares' ? (100 * part) / (total || 1) : part;
    let x = frame.left;
    const bars = parts.map((part, series) => {
      const width = scale.place(shown(part));
      const share = ((100 * part) / (total || 1)).toFixed(1);
      const title = `${label}, ${names[series] ?? ''}: ${groupThousands(part)} (${share}%)`;
      const bar = part === 0 ? '' : rect(`s${series}`, x, rowTop(at), width, title);
      x += width;
      return bar;
    });
    const count = mode === 'shares' ? `n = ${groupThousands(total)}` : groupThousands(total);
    return rowLabel(frame, at, label) + bars.join('') + figure(x + 6, at, count);
  });
  const percent = (value: number): string => `${value}%`;
  const format = mode === 'shares' ? percent : groupThousands;
  const axis = mode === 'shares' ? `part of the ${unit}` : unit;
  return legend(names) + drawing(frame, rows.length, scale, axis, format, content.join(''));
}

export interface SpreadRow {
  readonly label: string;
  readonly quantiles: Quantiles;
}

/** The spread of each row on a logarithmic axis: tenth to ninetieth part, middle half, median. */
export function spreads(rows: readonly SpreadRow[], unit: string): string {
  const frame = frameOf(
    rows.map(({ label }) => label),
    FIGURES,
  );
  const least = Math.min(...rows.map(({ quantiles }) => quantiles.p10));
  const most = Math.max(...rows.map(({ quantiles }) => quantiles.p90));
  const scale = logScale(least, most, frame.plot);
  const content = rows.map(({ label, quantiles }, at) => {
    const { p10, p25, median, p75, p90 } = quantiles;
    const x = (value: number): number => round(frame.left + scale.place(value));
    const y = rowTop(at) + BAR / 2;
    const title = `${label}: 10% ${p10}, 25% ${p25}, median ${median}, 75% ${p75}, 90% ${p90} ${unit}`;
    const line = element('line', { class: 'whisker', x1: x(p10), x2: x(p90), y1: y, y2: y });
    const box = rect('s0', x(p25), rowTop(at), Math.max(1, x(p75) - x(p25)), title);
    const middle = element('line', {
      class: 'median',
      x1: x(median),
      x2: x(median),
      y1: rowTop(at) - 2,
      y2: rowTop(at) + BAR + 2,
    });
    const text = figure(frame.left + frame.plot + 8, at, groupThousands(Math.round(median)));
    return rowLabel(frame, at, label) + line + box + middle + text;
  });
  return drawing(
    frame,
    rows.length,
    scale,
    `${unit}, logarithmic; figures are medians`,
    groupThousands,
    content.join(''),
  );
}

interface Frame {
  /** Where the plot begins, and how wide it is. */
  readonly left: number;
  readonly plot: number;
}

function frameOf(labels: readonly string[], right: number): Frame {
  const longest = Math.max(0, ...labels.map(({ length }) => length));
  const left = Math.min(MOST_LABEL, longest * LETTER) + 12;
  return { left, plot: WIDTH - left - right };
}

function drawing(
  frame: Frame,
  rows: number,
  scale: Scale,
  unit: string,
  format: (value: number) => string,
  content: string,
): string {
  const bottom = TOP + rows * ROW;
  const height = bottom + AXIS;
  const grid = scale.ticks.map((tick) => {
    const x = round(frame.left + scale.place(tick));
    return (
      element('line', { class: 'grid', x1: x, x2: x, y1: TOP, y2: bottom }) +
      element('text', { class: 'tick', x, y: bottom + 14 }, escapeHtml(format(tick)))
    );
  });
  const name = element(
    'text',
    { class: 'unit', x: frame.left + frame.plot / 2, y: bottom + 31 },
    escapeHtml(unit),
  );
  return element(
    'svg',
    { viewBox: `0 0 ${WIDTH} ${height}`, role: 'img', xmlns: 'http://www.w3.org/2000/svg' },
    grid.join('') + content + name,
  );
}

const legend = (names: readonly string[]): string =>
  element(
    'p',
    { class: 'legend' },
    names
      .map((name, series) => element('span', { class: `key k${series}` }, escapeHtml(name)))
      .join(' '),
  );

function rowLabel(frame: Frame, at: number, label: string): string {
  const most = Math.floor(MOST_LABEL / LETTER);
  const shown = label.length <= most ? label : `${label.slice(0, most - 1)}…`;
  const title = element('title', {}, escapeHtml(label));
  const attributes = { class: 'label', x: frame.left - 8, y: rowTop(at) + BAR - 3 };
  return element('text', attributes, escapeHtml(shown) + title);
}

const figure = (x: number, at: number, text: string): string =>
  element('text', { class: 'figure', x: round(x), y: rowTop(at) + BAR - 3 }, escapeHtml(text));

const rect = (style: string, x: number, y: number, width: number, title: string): string =>
  element(
    'rect',
    { class: style, x: round(x), y, width: round(Math.max(0, width)), height: BAR },
    element('title', {}, escapeHtml(title)),
  );

function referenceLine(x: number, rows: number, label: string): string {
  const place = round(x);
  const bottom = TOP + rows * ROW;
  return (
    element('line', { class: 'reference', x1: place, x2: place, y1: 0, y2: bottom }) +
    element('text', { class: 'reference-label', x: place - 5, y: bottom - 6 }, escapeHtml(label))
  );
}

const rowTop = (at: number): number => TOP + at * ROW + (ROW - BAR) / 2;
const round = (value: number): number => Math.round(value * 10) / 10;
