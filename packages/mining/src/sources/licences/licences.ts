/** What a licence says about using a text as training data for others to use. */
export type Reuse = 'permissive' | 'copyleft' | 'forbidden';

/**
 * Licences by their SPDX identifiers. Permissive: reuse with attribution, or without conditions.
 * Copyleft: what is made of it has to be under the same terms. Forbidden: no reuse by everybody or
 * for every purpose, or no changes.
 */
export const LICENCES: Readonly<Record<string, Reuse>> = {
  '0BSD': 'permissive',
  'Apache-2.0': 'permissive',
  'BlueOak-1.0.0': 'permissive',
  'BSD-2-Clause': 'permissive',
  'BSD-3-Clause': 'permissive',
  'BSD-4-Clause': 'permissive',
  'BSL-1.0': 'permissive',
  'CC-BY-3.0': 'permissive',
  'CC-BY-4.0': 'permissive',
  'CC0-1.0': 'permissive',
  ISC: 'permissive',
  MIT: 'permissive',
  'MIT-0': 'permissive',
  PostgreSQL: 'permissive',
  'PSF-2.0': 'permissive',
  'Python-2.0': 'permissive',
  Unlicense: 'permissive',
  'UPL-1.0': 'permissive',
  WTFPL: 'permissive',
  Zlib: 'permissive',
  'AGPL-3.0': 'copyleft',
  'CC-BY-SA-3.0': 'copyleft',
  'CC-BY-SA-4.0': 'copyleft',
  'CDDL-1.0': 'copyleft',
  'EPL-1.0': 'copyleft',
  'EPL-2.0': 'copyleft',
  'EUPL-1.2': 'copyleft',
  'GPL-2.0': 'copyleft',
  'GPL-3.0': 'copyleft',
  'LGPL-2.1': 'copyleft',
  'LGPL-3.0': 'copyleft',
  'MPL-2.0': 'copyleft',
  'OSL-3.0': 'copyleft',
  'SSPL-1.0': 'forbidden',
  'BUSL-1.1': 'forbidden',
  'CC-BY-NC-4.0': 'forbidden',
  'CC-BY-NC-ND-4.0': 'forbidden',
  'CC-BY-NC-SA-4.0': 'forbidden',
  'CC-BY-ND-4.0': 'forbidden',
  'Elastic-2.0': 'forbidden',
  'LicenseRef-Commons-Clause': 'forbidden',
  'LicenseRef-PolyForm': 'forbidden',
  'LicenseRef-Proprietary': 'forbidden',
};

/** What users write for a source that tells no licence. */
export const UNKNOWN_LICENCE = 'unknown';

/** How the licence of a record may be reused; `unknown` where it is not told or not in the table. */
export function reuseOf(identifier: string | undefined): Reuse | 'unknown' {
  return LICENCES[canonical(identifier ?? '')] ?? 'unknown';
}

const CANONICAL = new Map(Object.keys(LICENCES).map((id) => [id.toLowerCase(), id]));

/** An identifier as the table has it: `gpl-3.0-or-later` → `GPL-3.0`. */
function canonical(identifier: string): string {
  const base = identifier.toLowerCase().replace(/(-only|-or-later|\+)$/, '');
  return CANONICAL.get(base) ?? identifier;
}

/**
 * Whether what is under a licence may be mined: when it is permissive, or one of those allowed
 * beside. The licence is an SPDX expression (`MIT OR GPL-3.0-only`): of alternatives one is enough,
 * of several together each has to permit it. No licence permits nothing, unless `unknown` is allowed.
 */
export function mayReuse(license: string | undefined, allowed: readonly string[] = []): boolean {
  const also = new Set(allowed.map((id) => canonical(id).toLowerCase()));
  if (license === undefined) return also.has(UNKNOWN_LICENCE);
  const permitted = (identifier: string): boolean =>
    reuseOf(identifier) === 'permissive' || also.has(canonical(identifier).toLowerCase());
  return evaluate(license, permitted) ?? also.has(UNKNOWN_LICENCE);
}

/** Evaluates an SPDX expression; undefined for a text that is none. */
function evaluate(
  expression: string,
  permitted: (identifier: string) => boolean,
): boolean | undefined {
  const tokens = expression.match(/[()]|[^\s()]+/g) ?? [];
  let at = 0;
  const word = (text: string): boolean => {
    if (tokens[at]?.toUpperCase() !== text) return false;
    at++;
    return true;
  };
  const single = (): boolean | undefined => {
    if (word('(')) {
      const inner = either();
      return word(')') ? inner : undefined;
    }
    const identifier = tokens[at];
    if (identifier === undefined || !/^[\w.+-]+$/.test(identifier)) return undefined;
    at++;
    // An exception only permits more.
    if (word('WITH')) at++;
    return permitted(identifier);
  };
  const both = (): boolean | undefined => {
    let result = single();
    while (result !== undefined && word('AND')) {
      const next = single();
      result = next === undefined ? undefined : result && next;
    }
    return result;
  };
  const either = (): boolean | undefined => {
    let result = both();
    while (result !== undefined && word('OR')) {
      const next = both();
      result = next === undefined ? undefined : result || next;
    }
    return result;
  };
  const result = either();
  return at === tokens.length ? result : undefined;
}

/** Whether a text is an SPDX expression of licences that the table has. */
export const isKnownExpression = (text: string): boolean =>
  evaluate(text, () => true) === true && evaluate(text, (id) => reuseOf(id) !== 'unknown') === true;
