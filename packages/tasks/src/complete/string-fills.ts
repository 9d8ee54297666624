import { takesNames } from './arguments.js';
import type { Fill, Wanted } from './fill.js';
import type { Scene } from './scene.js';
import { LITERALS } from './usage-table.js';
import { sharesOf } from './usage.js';

/** The rest of a string: the name of a column, else the string ends. */
export function stringFills(
  scene: Scene,
  { columns, key }: Wanted,
  content: string,
  quote: string,
): readonly Fill[] {
  const escape = /(?:^|[^\\])(?:\\\\)*\\$/.test(content) ? '\\' : '';
  const last = scene.prefix.tokens.at(-1)?.text ?? '';
  const isAlone = '([,='.includes(last) && (key === '[' || takesNames(key));
  const names = columns
    .filter(({ name }) => isAlone && name.startsWith(content))
    .map(({ name, used }, i) => ({
      text: `${name.slice(content.length)}${quote}`,
      score: (content === '' ? 0.5 : 1) / (i + (used ? 2 : 1)),
      why: `the column ${name}`,
    }));
  const known = quote.length > 1 ? [] : sharesOf(LITERALS, key);
  const texts = known.flatMap(({ value, share }): Fill[] => {
    const text = /^"([^"\\]*)"$/.exec(value)?.[1];
    if (text === undefined || text === content || !text.startsWith(content)) return [];
    const rest = `${text.slice(content.length)}${quote}`;
    return [{ text: rest, score: share * 0.5, why: `programs often give ${value}` }];
  });
  return [...names, ...texts, { text: `${escape}${quote}`, score: 0.6, why: 'the string ends' }];
}
