import { isName } from '../reserved-names.js';

/** A text as a Python name. */
export function plainName(text: string): string {
  const plain = text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '_')
    .replaceAll(/^_+|_+$/g, '');
  if (isName(plain)) return plain;
  return plain === '' ? 'column' : isName(`${plain}_`) ? `${plain}_` : `c_${plain}`;
}
