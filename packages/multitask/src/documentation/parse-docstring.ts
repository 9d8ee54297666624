import type { DocColumn, Docstring, DocParameter, DocReturns, Style } from './docstring.js';

/** Why a text is no docstring of a style. */
export class BadDocstring extends Error {}

const bad = (what: string): never => {
  throw new BadDocstring(what);
};

interface Section {
  readonly title: string;
  readonly lines: readonly string[];
}

const GOOGLE_TITLE =
  /^(Args|Arguments|Parameters|Returns|Raises|Yields|Example|Examples|Note|Notes):$/;
const NUMPY_TITLES: ReadonlySet<string> = new Set([
  'Parameters',
  'Returns',
  'Raises',
  'Yields',
  'Notes',
  'Examples',
  'See Also',
]);

/**
 * Reads a docstring with its quotes, indented or not.
 *
 * @throws BadDocstring when the quotes, the layout or a section are not as the style has them.
 */
export function parseDocstring(text: string, style: Style): Docstring {
  const lines = dedent(unquoted(text));
  const sections = style === 'google' ? googleSections(lines) : numpySections(lines);
  const [head, ...named] = sections as readonly [Section, ...Section[]];
  const [summary = '', ...rest] = head.lines;
  if (rest.length > 0 && rest[0] !== '') bad('the summary goes over more than one line');
  const find = (title: string): readonly string[] => {
    const found = named.filter((section) => section.title === title);
    return found.length === 1
      ? (found[0] as Section).lines
      : bad(`there is not one section ${title}`);
  };
  const google = style === 'google';
  const order = named.map(({ title }) => title).join();
  const args = google ? 'Args' : 'Parameters';
  if (order !== `${args},Returns` && order !== `${args},Returns,Examples`) {
    bad(`the sections are ${order || 'none'}; expected ${args}, Returns and perhaps Examples`);
  }
  return {
    summary,
    details: joined(rest),
    parameters: google ? googleParameters(find('Args')) : numpyParameters(find('Parameters')),
    returns: google ? googleReturns(find('Returns')) : numpyReturns(find('Returns')),
    examples: order.endsWith('Examples') ? examplesOf(find('Examples')) : [],
  };
}

function unquoted(text: string): string {
  const body = /^"""([^]*)"""$/.exec(text)?.[1] ?? bad('it does not stand between triple quotes');
  if (body.includes('"""') || body.includes('\\')) bad('it holds quotes or backslashes');
  return body;
}

/** The lines, without the indentation that all but the first share, and without a blank end. */
function dedent(body: string): readonly string[] {
  const lines = body.split('\n').map((line) => line.trimEnd());
  while (lines.length > 1 && lines.at(-1) === '') lines.pop();
  const [first = '', ...rest] = lines;
  const depths = rest.filter((line) => line !== '').map((line) => line.search(/\S/));
  const depth = depths.length === 0 ? 0 : Math.min(...depths);
  return [first, ...rest.map((line) => line.slice(depth))];
}

function googleSections(lines: readonly string[]): readonly Section[] {
  const sections: { title: string; lines: string[] }[] = [{ title: '', lines: [] }];
  for (const [i, line] of lines.entries()) {
    const title = GOOGLE_TITLE.exec(line)?.[1];
    if (title !== undefined) sections.push({ title, lines: [] });
    else {
      if (/^-{3,}$/.test(line)) bad('it has underlined titles, which are numpy style');
      if (sections.length > 1 && /^\S/.test(line))
        bad(`line ${i + 1} is not indented in its section`);
      sections.at(-1)?.lines.push(line);
    }
  }
  return sections.map(({ title, lines: body }, i) => ({
    title,
    lines: i === 0 ? body : shifted(body),
  }));
}

const shifted = (lines: readonly string[]): readonly string[] =>
  dedent(`\n${lines.join('\n')}`).slice(1);

function numpySections(lines: readonly string[]): readonly Section[] {
  const sections: { title: string; lines: string[] }[] = [{ title: '', lines: [] }];
  for (let i = 0; i < lines.length; i += 1) {
    const line = lines[i] ?? '';
    const rule = lines[i + 1] ?? '';
    if (GOOGLE_TITLE.test(line)) bad('it has titles with a colon, which are google style');
    if (/^-{3,}$/.test(rule)) {
      if (!NUMPY_TITLES.has(line)) bad(`there is no section ${line}`);
      if (rule.length !== line.length) bad(`the rule under ${line} is not as long as it`);
      sections.push({ title: line, lines: [] });
      i += 1;
    } else {
      sections.at(-1)?.lines.push(line);
    }
  }
  return sections;
}

const joined = (lines: readonly string[]): string =>
  lines
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join(' ');

/** Entries that begin at the left edge, with the indented lines below them. */
function entries(lines: readonly string[]): readonly (readonly [string, readonly string[]])[] {
  const found: [string, string[]][] = [];
  for (const line of lines) {
    if (line === '') continue;
    if (/^\S/.test(line)) found.push([line, []]);
    else (found.at(-1) ?? bad('a section begins indented'))[1].push(line);
  }
  return found;
}

function googleParameters(lines: readonly string[]): readonly DocParameter[] {
  return entries(lines).map(([head, more]): DocParameter => {
    const match = /^(\w+)(?: \(([^:]+)\))?: (.+)$/.exec(head) ?? bad(`no parameter: ${head}`);
    const [, name = '', type, first = ''] = match;
    const text = joined([first, ...more]);
    const given = / Defaults to (.+)\.$/.exec(text)?.[1];
    const plain = given === undefined ? text : text.slice(0, text.lastIndexOf(' Defaults to '));
    return { name, type: type?.replace(/, optional$/, ''), default: given, text: plain };
  });
}

function numpyParameters(lines: readonly string[]): readonly DocParameter[] {
  return entries(lines).map(([head, more]): DocParameter => {
    const match =
      /^(\w+)(?: : (.+?))?(?:, default (.+))?$/.exec(head) ?? bad(`no parameter: ${head}`);
    const [, name = '', type, given] = match;
    if (more.length === 0) bad(`the parameter ${name} is not described`);
    return { name, type, default: given, text: joined(more) };
  });
}

function googleReturns(lines: readonly string[]): DocReturns {
  const [[head, more] = bad('Returns is empty'), ...others] = entries(lines);
  if (others.length > 0) bad('Returns has more than one entry');
  const [, type = '', first = ''] =
    /^([\w.]+): (.+)$/.exec(head) ?? bad(`no type is returned: ${head}`);
  return { type, ...body([first, ...more]) };
}

function numpyReturns(lines: readonly string[]): DocReturns {
  const [[type, more] = bad('Returns is empty'), ...others] = entries(lines);
  if (others.length > 0) bad('Returns has more than one entry');
  if (!/^[\w.]+$/.test(type)) bad(`no type is returned: ${type}`);
  if (more.length === 0) bad('what is returned is not described');
  return { type, ...body(more) };
}

/** The words, and the columns listed after them. */
function body(lines: readonly string[]): {
  readonly text: string;
  readonly columns: readonly DocColumn[];
} {
  const trimmed = lines.map((line) => line.trim());
  const start = trimmed.findIndex((line) => line.startsWith('- '));
  if (start < 0) return { text: joined(trimmed), columns: [] };
  const items: string[] = [];
  for (const line of trimmed.slice(start)) {
    if (line.startsWith('- ')) items.push(line.slice(2));
    else items.push(`${items.pop() ?? ''} ${line}`);
  }
  return { text: joined(trimmed.slice(0, start)), columns: items.map(columnOf) };
}

function columnOf(item: string): DocColumn {
  const match = /^`([^`]+)` \(((?:[^()]|\([^()]*\))+)\)(?:: (.+))?$/.exec(item);
  const [, name = '', type = '', text] = match ?? bad(`no column: ${item}`);
  return { name, type, text };
}

function examplesOf(lines: readonly string[]): readonly string[] {
  const found = [...lines];
  while (found[0] === '') found.shift();
  while (found.at(-1) === '') found.pop();
  return found.length === 0 ? bad('Examples is empty') : found;
}
