import { optionsOf, type CellOptions } from './cell-options.js';
import type { CodeBlock } from './document.js';
import { languageOf } from './languages.js';

/** What the line that opens a block of code says of it. */
export interface FenceInfo {
  readonly language: CodeBlock['language'];
  /** Whether it is run, unless an option says otherwise. */
  readonly executed: boolean;
  readonly options: CellOptions;
  /** Whether it holds text of the document and no code. */
  readonly isText: boolean;
}

/** Directives whose argument is the language, and whether they run it. */
const CODE_DIRECTIVES: Readonly<Record<string, boolean>> = {
  'code-cell': true,
  code: false,
  'code-block': false,
  sourcecode: false,
  ipython: true,
  doctest: true,
};

/** Directives that hold text. */
export const TEXT_DIRECTIVES: ReadonlySet<string> = new Set([
  'admonition',
  'attention',
  'caution',
  'danger',
  'dropdown',
  'error',
  'hint',
  'important',
  'note',
  'seealso',
  'tip',
  'warning',
]);

const shown = (language: CodeBlock['language'], executed = false): FenceInfo => ({
  language,
  executed,
  options: {},
  isText: false,
});

/** Reads the text behind the opening fence of a block of code. */
export function fenceInfo(info: string): FenceInfo {
  const [, inner, after = ''] = /^\{([^{}]*)\}\s*(\S*)/.exec(info) ?? [];
  if (inner === undefined) {
    const name = /^[^\s,{:]*/.exec(info)?.[0] ?? '';
    return shown(languageOf(name), /\sexec(?:=|\s|$)/.test(info));
  }
  const named = /^\s*\.([\w-]+)/.exec(inner)?.[1];
  if (named !== undefined) return shown(languageOf(named));
  const [, word = ''] = /^\s*([\w-]+)/.exec(inner) ?? [];
  const runs = Object.hasOwn(CODE_DIRECTIVES, word) ? CODE_DIRECTIVES[word] : undefined;
  if (runs !== undefined) {
    return shown(after === '' && runs ? 'python' : languageOf(after), runs);
  }
  if (TEXT_DIRECTIVES.has(word)) return { ...shown('other'), isText: true };
  const options = [...inner.matchAll(/([\w.-]+)\s*=\s*([\w."-]+)/g)].map(
    ([, name = '', value = '']) => [name, value.replaceAll('"', '')] as const,
  );
  return { ...shown(languageOf(word), true), options: optionsOf(new Map(options)) };
}
