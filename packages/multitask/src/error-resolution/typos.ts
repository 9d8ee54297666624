const MIN_LENGTH = 4;

/**
 * Slips of a typist in a name: a letter left out, doubled, or changed with the next. The first
 * letter stays; names of fewer than four letters are left alone.
 */
export function typosOf(name: string): readonly string[] {
  if (name.length < MIN_LENGTH) return [];
  const slips = new Set<string>();
  for (let at = 1; at < name.length; at++) {
    const letter = name.charAt(at);
    const next = name.charAt(at + 1);
    if (!/[a-z]/.test(letter)) continue;
    slips.add(name.slice(0, at) + name.slice(at + 1));
    slips.add(name.slice(0, at) + letter + name.slice(at));
    if (/[a-z]/.test(next)) slips.add(name.slice(0, at) + next + letter + name.slice(at + 2));
  }
  slips.delete(name);
  return [...slips];
}

/** `order_id` → `orderId`. */
export const camelCase = (name: string): string =>
  name.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());

/** `total` → `Total`. */
export const capitalized = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

/** The other number of an English noun, roughly: `order` ↔ `orders`. */
export function otherNumber(name: string): string {
  if (name.endsWith('ies')) return `${name.slice(0, -3)}y`;
  if (name.endsWith('s')) return name.slice(0, -1);
  if (/[^aeiou]y$/.test(name)) return `${name.slice(0, -1)}ies`;
  return `${name}s`;
}
