import { isKnownExpression } from './licences.js';

/** Names that people write for licences, as patterns over the lower-cased text. */
const NAMES: readonly (readonly [RegExp, string])[] = [
  [/affero|agpl/, 'AGPL-3.0'],
  [/lesser|lgpl/, 'LGPL-3.0'],
  [/gpl ?v?2|gpl-2|general public license v2/, 'GPL-2.0'],
  [/\bgpl|general public license/, 'GPL-3.0'],
  [/mozilla|mpl/, 'MPL-2.0'],
  [
    /proprietary|commercial|all rights reserved|unlicensed|other\/proprietary/,
    'LicenseRef-Proprietary',
  ],
  [/business source|busl/, 'BUSL-1.1'],
  [/apache/, 'Apache-2.0'],
  [/bsd-2|2-clause|simplified bsd/, 'BSD-2-Clause'],
  [/bsd/, 'BSD-3-Clause'],
  [/\bmit-0\b|mit no attribution/, 'MIT-0'],
  [/\bmit\b/, 'MIT'],
  [/\bisc\b|iscl/, 'ISC'],
  [/unlicense/, 'Unlicense'],
  [/cc0/, 'CC0-1.0'],
  [/public domain/, 'CC0-1.0'],
  [/python software foundation|\bpsf/, 'PSF-2.0'],
  [/zlib/, 'Zlib'],
];

/** The SPDX identifier or expression that a field of a project's metadata means. */
export function licenceOfField(text: string): string | undefined {
  const plain = text.trim();
  if (plain === '' || plain.toLowerCase() === 'unknown') return undefined;
  if (isKnownExpression(plain)) return plain;
  // A whole licence, or prose about one, is no name of one.
  if (plain.length > 120) return undefined;
  const lower = plain.toLowerCase();
  return NAMES.find(([pattern]) => pattern.test(lower))?.[1];
}

/** Readers of the licence that a project's metadata files tell, by the end of their path. */
const FIELDS: readonly (readonly [RegExp, (text: string) => readonly string[]])[] = [
  [/(^|\/)pyproject\.toml$/, pyproject],
  [/(^|\/)setup\.cfg$/, (text) => assignments(section(text, ['metadata']), 'license')],
  [/(^|\/)package\.json$/, packageJson],
  [/(^|\/)(METADATA|PKG-INFO)$/, coreMetadata],
];

/** Whether a file at a path is metadata that may tell the licence. */
export const isMetadata = (path: string): boolean => FIELDS.some(([pattern]) => pattern.test(path));

/** The licence that a metadata file tells. */
export function licenceOfMetadata(path: string, text: string): string | undefined {
  const read = FIELDS.find(([pattern]) => pattern.test(path))?.[1];
  for (const field of read?.(text) ?? []) {
    const licence = licenceOfField(field);
    if (licence !== undefined) return licence;
  }
  return undefined;
}

function pyproject(text: string): readonly string[] {
  const lines = section(text, ['project', 'tool.poetry', 'project.license', 'tool.flit.metadata']);
  const table = section(text, ['project.license']);
  return [
    ...assignments(lines, 'license'),
    ...assignments(table, 'text'),
    ...classifiers(lines.join('\n')),
  ]
    .map((value) => /\btext\s*=\s*["']([^"']+)["']/.exec(value)?.[1] ?? value)
    .filter((value) => !value.startsWith('{'))
    .map((value) => value.replace(/^["']|["']$/g, ''));
}

function packageJson(text: string): readonly string[] {
  try {
    const data: unknown = JSON.parse(text);
    const isObject = typeof data === 'object' && data !== null;
    const license = isObject && 'license' in data ? data.license : undefined;
    return typeof license === 'string' ? [license] : [];
  } catch {
    return [];
  }
}

function coreMetadata(text: string): readonly string[] {
  // Headers end at the first empty line; the description below may say anything.
  const head = text.split('\n\n', 1)[0] ?? '';
  const field = (name: string): readonly string[] =>
    head
      .split('\n')
      .filter((line) => line.startsWith(`${name}:`))
      .map((line) => line.slice(name.length + 1).trim());
  return [...field('License-Expression'), ...field('License'), ...classifiers(head)];
}

const classifiers = (text: string): readonly string[] =>
  [...text.matchAll(/License :: (?:OSI Approved :: )?([^"'\n]+)/g)]
    .map(([, name = '']) => name)
    .filter((name) => name !== 'OSI Approved');

/** The lines below some headings of a file with sections in brackets. */
function section(text: string, names: readonly string[]): readonly string[] {
  let inside = false;
  return text.split('\n').filter((line) => {
    const heading = /^\s*\[+([^[\]]+)\]+\s*$/.exec(line)?.[1]?.trim();
    if (heading === undefined) return inside;
    inside = names.includes(heading);
    return false;
  });
}

/** What is assigned to a key on one line. */
function assignments(lines: readonly string[], key: string): readonly string[] {
  return lines.flatMap((line) => {
    const found = new RegExp(`^${key}\\s*=\\s*(.+?)\\s*$`).exec(line);
    return found?.[1] === undefined ? [] : [found[1]];
  });
}
