import type { Rate, Report } from '@ibert/tasks/evaluate';
import { tableText, type TableColumn } from '../table-text.js';

const TITLES = [
  'task',
  'engine',
  'records',
  'answered',
  'compiles',
  'rows equal',
  'exact',
  'holds',
  'wrong rows',
  'median ms',
];

/** The reports as a table for a terminal. */
export function reportText(reports: readonly Report[], width: number | undefined): string {
  const columns: readonly TableColumn[] = TITLES.map((title, at) => ({
    title,
    align: at < 2 ? 'left' : 'right',
  }));
  return tableText(columns, reports.map(cells), width);
}

/** The reports as a table of Markdown. */
export function reportMarkdown(reports: readonly Report[]): string {
  const line = (texts: readonly string[]): string => `| ${texts.join(' | ')} |\n`;
  const rule = TITLES.map((_, at) => (at < 2 ? '---' : '---:'));
  return [TITLES, rule, ...reports.map(cells)].map(line).join('');
}

const cells = (report: Report): readonly string[] => [
  report.task,
  report.candidate,
  String(report.records),
  rateText(report.answered),
  rateText(report.compiles),
  rateText(report.rows),
  rateText(report.exact),
  rateText(report.holds),
  rateText(report.wrong),
  report.medianMs < 10 ? report.medianMs.toFixed(1) : String(Math.round(report.medianMs)),
];

/** A rate in percent with its interval; a dash where nothing was counted. */
function rateText({ rate, low, high }: Rate): string {
  if (rate === undefined) return '–';
  const percent = (value: number): string => (value * 100).toFixed(0);
  return `${(rate * 100).toFixed(1)}% (${percent(low)}–${percent(high)})`;
}
