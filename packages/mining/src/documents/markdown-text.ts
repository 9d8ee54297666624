/** Stands for what is put aside while markup is taken away. */
const HELD = /\uE000(\d+)\uE001/g;

const CODE_SPAN = /(?<!`)(`+)(?!`)([^]{1,2000}?)(?<!`)\1(?!`)(?:\{[.#=][^{}]*\})?/g;

const ENTITIES: Readonly<Record<string, string>> = {
  '&nbsp;': ' ',
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
  '&mdash;': '—',
  '&ndash;': '–',
};

/** Markup and what is left of it, in the order in which it is taken away. */
const MARKUP: readonly (readonly [RegExp, string])[] = [
  [/<!--[^]*?-->/g, ''],
  [/\{\{[<%][^{}]*[>%]\}\}/g, ''],
  [/<\/?[A-Za-z][^<>]*>/g, ''],
  [/!\[[^[\]]*\](?:\((?:[^()]|\([^()]*\))*\)|\[[^[\]]*\])/g, ''],
  [/\[\^[^[\]]*\]/g, ''],
  // A link of nothing but its target, as references of code are written.
  [/\[\]\((\uE000\d+\uE001)\)/g, '$1'],
  [/\[([^[\]]*)\]\((?:[^()]|\([^()]*\))*\)/g, '$1'],
  [/\[([^[\]]+)\]\[[^[\]]*\]/g, '$1'],
  [/\[([^[\]]*)\](?=\{)/g, '$1'],
  [/\{[.#:][^{}]*\}/g, ''],
  [/\*\*(?=\S)([^*]+)\*\*/g, '$1'],
  [/(?<![\w*])\*(?=\S)([^*]+)\*(?!\w)/g, '$1'],
  [/(?<!\w)__(?=\S)([^_]+)__(?!\w)/g, '$1'],
  [/(?<!\w)_(?=\S)([^_]+)_(?!\w)/g, '$1'],
  [/~~([^~]+)~~/g, '$1'],
];

/** Longest paragraph that is read to its end, in characters. */
const LONGEST = 8000;

/** Plain text of Markdown's inline markup: links and emphasis gone, inline code between backticks. */
export function markdownText(markup: string): string {
  const held: string[] = [];
  const hold = (text: string): string => `\uE000${held.push(text) - 1}\uE001`;
  let text = markup
    .slice(0, LONGEST)
    .replaceAll(/[\uE000\uE001]/g, '')
    .replaceAll(/\\`/g, () => hold("'"))
    .replaceAll(CODE_SPAN, (_, _ticks: string, code: string) => hold(codeSpan(code)))
    .replaceAll(/\\([!-/:-@[-`{-~])/g, (_, sign: string) => hold(sign))
    .replaceAll(/<(https?:\/\/[^\s<>]+)>/g, '$1');
  for (const [pattern, left] of MARKUP) text = text.replaceAll(pattern, left);
  return text
    .replaceAll(/&[a-z]{2,6};|&#39;/g, (entity) => ENTITIES[entity] ?? entity)
    .replaceAll(HELD, (_, at: string) => held[+at] ?? '')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

const codeSpan = (code: string): string => {
  const plain = code.replaceAll(/\s+/g, ' ').trim();
  return plain.includes('`') || plain === '' ? plain : `\`${plain}\``;
};
