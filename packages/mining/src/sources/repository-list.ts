import { IbertError, throwErrors } from '@ibert/core';
import { nameOf, recognise } from './location.js';
import type { SourceSpec } from './source-spec.js';

/**
 * The sources of a list of repositories: one to a line as `url|name|directories`, where name and
 * directories (with commas between them) may be left out; `#` starts a line that is a comment.
 * Locations are looked at, not reached.
 *
 * @throws IbertError `REPOSITORY_LIST_INVALID` naming file and line, or `SEVERAL_ERRORS`.
 */
export function parseRepositoryList(text: string, file: string): readonly SourceSpec[] {
  const errors: IbertError[] = [];
  const specs: SourceSpec[] = [];
  const lineOfName = new Map<string, number>();
  let start = 0;
  for (const [index, line] of text.split('\n').entries()) {
    const trimmed = line.replace(/^\uFEFF/, '').trim();
    const span = { start, end: start + line.length, line: index + 1, column: 1 };
    start += line.length + 1;
    if (trimmed === '' || trimmed.startsWith('#')) continue;
    const parsed = parseLine(trimmed);
    const problem =
      typeof parsed === 'string' ? parsed : nameProblem(parsed, lineOfName, index + 1);
    if (problem !== undefined || typeof parsed === 'string') {
      const hint = 'A line is url|name|directory,directory; the last two may be left out.';
      errors.push(new IbertError('REPOSITORY_LIST_INVALID', `${problem}`, { file, span, hint }));
      continue;
    }
    specs.push(parsed);
  }
  throwErrors(errors);
  return specs;
}

function nameProblem(
  spec: SourceSpec,
  lineOfName: Map<string, number>,
  line: number,
): string | undefined {
  const name = spec.name ?? nameOf(spec.location);
  const earlier = lineOfName.get(name);
  if (earlier !== undefined) return `the name ${name} is that of line ${earlier} already`;
  lineOfName.set(name, line);
  return undefined;
}

/** A line's source, or what is wrong with it. */
function parseLine(line: string): SourceSpec | string {
  const fields = line.split('|').map((field) => field.trim());
  const [location = '', name = '', listed = ''] = fields;
  if (fields.length > 3) return `expected at most 3 fields, found ${fields.length}`;
  if (location === '') return 'expected a URL or path first, found nothing';
  if (name !== '' && !/^[\w][\w.-]*$/.test(name)) {
    return `expected a name of letters, digits, dots and dashes, found ${JSON.stringify(name)}`;
  }
  const directories = listed
    .split(',')
    .map((directory) => directory.trim().replace(/^\.\//, '').replace(/\/+$/, ''))
    .filter((directory) => directory !== '');
  const outside = directories.find((directory) => /^\/|(^|\/)\.\.(\/|$)/.test(directory));
  if (outside !== undefined) {
    return `expected a directory below the root, found ${JSON.stringify(outside)}`;
  }
  try {
    recognise(location);
  } catch (error) {
    // A path that is not there is that source's own failure when it is opened.
    if (!(error instanceof IbertError)) throw error;
    if (error.code !== 'SOURCE_MISSING') return error.message;
  }
  return {
    location,
    ...(name === '' ? {} : { name }),
    ...(directories.length === 0 ? {} : { directories }),
  };
}
