import { isMetadata, licenceOfField, licenceOfMetadata } from './licence-field.js';
import { licenceOfText } from './licence-text.js';

/** A file near the root that may tell the licence. */
export interface LicenceFile {
  readonly path: string;
  readonly text: string;
}

const NAME = /^(un)?(licen[cs]e|copying)([.-][\w.-]*)?$/i;

/** Whether a file at a path may tell the licence of the whole source. */
export function mayTellLicence(path: string): boolean {
  const parts = path.split('/');
  const [first = '', second = '', third = ''] = parts;
  if (parts.length === 1)
    return NAME.test(first) || isMetadata(first) || /^readme(\.\w+)?$/i.test(first);
  if (!first.endsWith('.dist-info') && !first.endsWith('.egg-info')) return false;
  if (parts.length === 2) return NAME.test(second) || isMetadata(second);
  return parts.length === 3 && second === 'licenses' && NAME.test(third);
}

/**
 * The SPDX identifier or expression of a source: of its licence's text, else of its metadata, else
 * of a tag. Where texts of several licences lie side by side, as `LICENSE-MIT` and `LICENSE-APACHE`,
 * the user may choose.
 */
export function detectLicence(files: readonly LicenceFile[]): string | undefined {
  const texts = files.filter(({ path }) => NAME.test(baseName(path)));
  const told = files
    .filter(({ path }) => isMetadata(path))
    .map(({ path, text }) => licenceOfMetadata(path, text))
    .find((licence) => licence !== undefined);
  const plain = texts.filter(({ path }) =>
    /^(un)?(licen[cs]e|copying)(\.(md|txt|rst))?$/i.test(baseName(path)),
  );
  const found = (plain.length > 0 ? plain : texts)
    .map(({ text }) => licenceOfText(text))
    .filter((id) => id !== undefined);
  const ids = [...new Set(found)].sort();
  const [only] = ids;
  if (only === undefined) return told ?? files.map(({ text }) => tagged(text)).find(isText);
  if (ids.length > 1 && plain.length > 0) return ids.join(' AND ');
  if (ids.length > 1) return ids.join(' OR ');
  // The metadata may say more than one text does, as in `Apache-2.0 AND CC-BY-4.0`.
  return told !== undefined && / (AND|OR) /.test(told) && told.includes(only) ? told : only;
}

const isText = (value: string | undefined): value is string => value !== undefined;

const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** How much of a file is searched for a tag. */
const HEAD = 2000;

/** The licence that a file states for itself by a tag at its top. */
export function taggedLicence(text: string): string | undefined {
  return tagged(text.slice(0, HEAD));
}

function tagged(text: string): string | undefined {
  const tag = /SPDX-License-Identifier:[ \t]*([^\n]+)/.exec(text)?.[1];
  const expression = tag?.replace(/(\*\/|-->|\]\s*|#).*$/, '').trim();
  return expression === undefined || expression === ''
    ? undefined
    : (licenceOfField(expression) ?? expression);
}
