import type { Line } from './block-list.js';

/** Options of a cell that decide what is made of it. */
export interface CellOptions {
  /** Whether it is run; undefined where nothing is said. */
  readonly executed?: boolean;
  /** Whether readers do not see the code. */
  readonly hidden?: boolean;
}

const OPTION_LINE = /^\s*(?:#|--|\/\/|%%)\|\s*(.*)$/;
const OPTION = /^([\w.-]+)\s*:\s*(.*?)\s*$/;

/** A number that refers from a line of code to the list below it. */
const ANNOTATION = /\s*(?:#|--)\s*<\d+(?:\s*,\s*\d+)*>\s*$/;

/**
 * The options at the head of a cell, `#| echo: false`, and the lines of code below without the
 * numbers of annotations.
 */
export function cellOptions(lines: readonly Line[]): CellOptions & { code: readonly Line[] } {
  const end = lines.findIndex(({ text }) => !OPTION_LINE.test(text) && text.trim() !== '');
  const head = lines.slice(0, end < 0 ? lines.length : end);
  const given = head.flatMap(({ text }): [string, string][] => {
    const [, name, value] = OPTION.exec(OPTION_LINE.exec(text)?.[1] ?? '') ?? [];
    return name === undefined || value === undefined ? [] : [[name, value]];
  });
  const code = lines
    .slice(head.length)
    .map(({ text, line }) => ({ text: text.replace(ANNOTATION, ''), line }));
  return { ...optionsOf(new Map(given)), code };
}

/** What options by their names mean. */
export function optionsOf(given: ReadonlyMap<string, string>): CellOptions {
  const evaluated = truth(given.get('eval'));
  const shown = truth(given.get('echo'));
  const included = truth(given.get('include'));
  return {
    ...(evaluated === undefined ? {} : { executed: evaluated }),
    ...(shown === undefined && included === undefined
      ? {}
      : { hidden: shown === false || included === false }),
  };
}

const truth = (value: string | undefined): boolean | undefined => {
  if (value === undefined) return undefined;
  if (/^(?:false|no|F)$/i.test(value)) return false;
  return /^(?:true|yes|T|fenced)$/i.test(value) ? true : undefined;
};
