import { BadDocstring } from '../parse-docstring.js';
import type { Style } from '../docstring.js';

/** What a section of a docstring tells, whatever the style calls it. */
export type Topic =
  | 'parameters'
  | 'other parameters'
  | 'attributes'
  | 'returns'
  | 'yields'
  | 'raises'
  | 'warns'
  | 'examples'
  | 'prose';

const TOPICS: Readonly<Record<string, Topic>> = {
  Parameters: 'parameters',
  Args: 'parameters',
  Arguments: 'parameters',
  'Keyword Args': 'other parameters',
  'Other Parameters': 'other parameters',
  Attributes: 'attributes',
  Returns: 'returns',
  Yields: 'yields',
  Raises: 'raises',
  Warns: 'warns',
  Examples: 'examples',
  Example: 'examples',
  Notes: 'prose',
  Note: 'prose',
  Warning: 'prose',
  Warnings: 'prose',
  References: 'prose',
  'See Also': 'prose',
  Methods: 'prose',
  Todo: 'prose',
};

/** Titles that only the other style has, or that both have. */
const NUMPY_ONLY: ReadonlySet<string> = new Set(['Other Parameters']);
const GOOGLE_ONLY: ReadonlySet<string> = new Set(['Args', 'Arguments', 'Keyword Args']);

export interface Section {
  readonly topic: Topic;
  readonly title: string;
  /** Not indented. */
  readonly lines: readonly string[];
}

/** A name, a type or prose at the left edge of a section, with what is said below it. */
export interface Entry {
  /** Several names may share one entry; none in a section of types. */
  readonly names: readonly string[];
  readonly type: string | undefined;
  readonly text: string;
}

/** A docstring as its sections; the first holds the summary and what follows it. */
export interface MinedDocstring {
  readonly head: readonly string[];
  readonly sections: readonly Section[];
}

const bad = (what: string): never => {
  throw new BadDocstring(what);
};

const GOOGLE_TITLE = /^([A-Z][A-Za-z]*(?: [A-Z][a-z]+)?):$/;
const RULE = /^-{3,}$/;

/** The style that a text's sections have; undefined where it has none, or those of both. */
export function styleOf(text: string): Style | undefined {
  const lines = text.split('\n');
  const numpy = lines.some((line, i) => RULE.test(lines[i + 1] ?? '') && line in TOPICS);
  const google = lines.some((line, i) => isGoogleTitle(line, lines[i + 1]));
  return numpy === google ? undefined : numpy ? 'numpy' : 'google';
}

const isGoogleTitle = (line: string, next: string | undefined): boolean => {
  const title = GOOGLE_TITLE.exec(line)?.[1];
  return (
    title !== undefined && title in TOPICS && !NUMPY_ONLY.has(title) && /^\s+\S/.test(next ?? '')
  );
};

/**
 * Cuts a docstring without quotes and indentation into its sections.
 *
 * @throws BadDocstring where it is not laid out as the style has it.
 */
export function sectionsOf(text: string, style: Style): MinedDocstring {
  const lines = text.split('\n').map((line) => line.trimEnd());
  const sections = style === 'google' ? googleSections(lines) : numpySections(lines);
  const [head = { title: '', lines: [] }, ...named] = sections;
  for (const [i, { title, lines: body }] of named.entries()) {
    if (named.findIndex((other) => other.title === title) < i)
      bad(`two sections are called ${title}`);
    if (body.every((line) => line === '')) bad(`the section ${title} is empty`);
  }
  return {
    head: head.lines,
    sections: named.map((section) => ({ ...section, topic: TOPICS[section.title] ?? 'prose' })),
  };
}

interface Titled {
  readonly title: string;
  readonly lines: readonly string[];
}

function numpySections(lines: readonly string[]): readonly Titled[] {
  const sections: { title: string; lines: string[] }[] = [{ title: '', lines: [] }];
  for (let i = 0; i < lines.length; i += 1) {
    const line = lines[i] ?? '';
    const rule = lines[i + 1] ?? '';
    if (isGoogleTitle(line, lines[i + 1])) bad(`${line} is a title of google style`);
    if (!RULE.test(rule) || !/^[A-Z][a-z]+( [A-Z][a-z]+)?$/.test(line)) {
      if (RULE.test(line)) bad('a rule stands under no title');
      sections.at(-1)?.lines.push(line);
      continue;
    }
    if (!(line in TOPICS) || GOOGLE_ONLY.has(line)) bad(`there is no section ${line}`);
    if (rule.length !== line.length) bad(`the rule under ${line} is not as long as it`);
    if (i > 0 && lines[i - 1] !== '') bad(`no blank line stands before ${line}`);
    sections.push({ title: line, lines: [] });
    i += 1;
  }
  return sections;
}

function googleSections(lines: readonly string[]): readonly Titled[] {
  const sections: { title: string; lines: string[] }[] = [{ title: '', lines: [] }];
  for (const [i, line] of lines.entries()) {
    if (RULE.test(line)) bad('it has underlined titles, which are numpy style');
    if (isGoogleTitle(line, lines[i + 1])) {
      sections.push({ title: line.slice(0, -1), lines: [] });
      continue;
    }
    if (sections.length > 1 && /^\S/.test(line))
      bad(`line ${i + 1} is not indented in its section`);
    sections.at(-1)?.lines.push(line);
  }
  return sections.map(({ title, lines: body }, i) => ({
    title,
    lines: i === 0 ? body : dedented(body),
  }));
}

function dedented(lines: readonly string[]): readonly string[] {
  const depths = lines.filter((line) => line !== '').map((line) => line.search(/\S/));
  const depth = depths.length === 0 ? 0 : Math.min(...depths);
  return lines.map((line) => line.slice(depth));
}

/** Lines at the left edge with the indented lines below each. */
function blocksOf(lines: readonly string[]): readonly (readonly [string, string])[] {
  const found: [string, string[]][] = [];
  for (const line of lines) {
    if (line === '') found.at(-1)?.[1].push('');
    else if (/^\S/.test(line)) found.push([line, []]);
    else (found.at(-1) ?? bad('a section begins indented'))[1].push(line);
  }
  return found.map(([head, more]) => [head, joined(more)]);
}

const joined = (lines: readonly string[]): string =>
  lines
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join(' ');

const NAME = String.raw`\\?\*{0,2}\w+|\\\*\\\*\w+`;
const NUMPY_ENTRY = new RegExp(String.raw`^((?:${NAME})(?:, (?:${NAME}))*)(?: ?: ?(.+))?$`);
const GOOGLE_ENTRY = new RegExp(
  String.raw`^(${NAME})(?: \(((?:[^()]|\([^()]*\))+)\))?:(?: (.*))?$`,
);

/**
 * The entries of a section of names: parameters, attributes.
 *
 * @throws BadDocstring where a line is no entry, or one says nothing.
 */
export function namedEntries({ title, lines }: Section, style: Style): readonly Entry[] {
  return blocksOf(lines).map(([head, below]) => {
    const match = (style === 'google' ? GOOGLE_ENTRY : NUMPY_ENTRY).exec(head);
    const [, names = '', type, first] = match ?? bad(`no entry of ${title}: ${head}`);
    const text = joined([first ?? '', below]);
    if (!/\w/.test(text)) bad(`${names} is not described`);
    return { names: names.replaceAll('\\', '').split(', '), type, text };
  });
}

/**
 * The entries of a section of types: what is returned, raised. A line that nothing is said below
 * is prose.
 *
 * @throws BadDocstring where the section is not laid out as the style has it.
 */
export function typedEntries({ title, lines }: Section, style: Style): readonly Entry[] {
  if (style === 'google') {
    const [[head, below] = bad(`${title} is empty`), ...others] = blocksOf(lines);
    const named = [[head, below] as const, ...others].map(([line, more]): Entry | undefined => {
      const [, type, text = ''] = /^([^\s:][^:]*?):(?: (.+))?$/.exec(line) ?? [];
      if (type === undefined) return undefined;
      return { names: [], type, text: joined([text, more]) };
    });
    if (named.every((entry) => entry !== undefined)) return named;
    return [{ names: [], type: undefined, text: joined(lines) }];
  }
  return blocksOf(lines).map(([head, text]): Entry => {
    if (text === '') return { names: [], type: undefined, text: head };
    const [, name, type] = /^(\w+) : (.+)$/.exec(head) ?? [];
    return { names: name === undefined ? [] : [name], type: type ?? head, text };
  });
}
