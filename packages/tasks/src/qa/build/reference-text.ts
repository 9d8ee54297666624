import type { BuiltReference } from './build-reference.js';

/**
 * The module that ships: a text of one JSON value per line, the head first, so that an answer
 * parses only what it needs.
 */
export function referenceModule({ head, entries }: BuiltReference): string {
  const text = [head, ...entries].map((part) => JSON.stringify(part)).join('\n');
  const literal = text.replaceAll(/[\\`]|\$\{/g, String.raw`\$&`);
  return [
    '/**',
    ' * The reference as `node scripts/reference.mjs` writes it from templates/reference: one JSON value',
    ' * per line, the head and then the entries. Do not edit it.',
    ' */',
    `export const REFERENCE_TEXT = \`${literal}\`;`,
    '',
  ].join('\n');
}
