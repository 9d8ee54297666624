/** Ends of the names of classes that say no more of what a value is. */
const ENDS = /(?:Component)?(?:Value|Scalar|Mixin|Expr)$/;

const words = (name: string): string =>
  name
    .replace(/^_+/, '')
    .replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' ')
    .split(' ')
    .map((word) => (/^[A-Z]+$/.test(word) ? word : word.toLowerCase()))
    .join(' ');

/** Adjectives among the names of classes, which need a noun. */
const ADJECTIVES: ReadonlySet<string> = new Set([
  'numeric',
  'integer',
  'floating',
  'boolean',
  'decimal',
  'binary',
  'nested',
  'temporal',
  'JSON',
  'UUID',
]);

/** What a class stands for, with its article: "a string" for `StringValue`; nothing for what is no class. */
export function nounOf(owner: string | undefined): string | undefined {
  if (owner === undefined || owner === '' || !/^_*[A-Z]/.test(owner)) return undefined;
  const short = owner.replace(/^_+/, '').replace(ENDS, '');
  const noun = words(short === '' ? 'Value' : short);
  const whole = ADJECTIVES.has(noun) ? `${noun} value` : noun;
  return `${/^(?:[aeio]|u(?!n[ai]|s))/i.test(whole) ? 'an' : 'a'} ${whole}`;
}
