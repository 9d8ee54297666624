const PLAIN = /^[a-z_][a-z0-9_]*$/;
const PLAIN_ANY_CASE = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** Writes identifiers bare where the dialect reads them back as they are, else in quotes. */
export function identifiers(
  quote: '"' | '`',
  reserved: ReadonlySet<string>,
  keepsCase: boolean,
): (name: string) => string {
  const plain = keepsCase ? PLAIN_ANY_CASE : PLAIN;
  return (name) =>
    plain.test(name) && !reserved.has(name.toLowerCase())
      ? name
      : quote + name.replaceAll(quote, quote + quote) + quote;
}

export const words = (text: string): ReadonlySet<string> =>
  new Set(text.split(/\s+/).filter((w) => w !== ''));
