/**
 * Whether a text that our own emitter wrote can only be one query: it starts like one and has no
 * semicolon outside quotes. It guards against a defect of the emitter; texts from data are
 * inspected with DuckDB's parser.
 */
export function isOneSelect(text: string): boolean {
  if (!/^[\s(]*(?:SELECT|WITH|FROM|VALUES)\b/i.test(text)) return false;
  return !text
    .replace(/'(?:[^']|'')*'|"(?:[^"]|"")*"/g, '')
    .replace(/;\s*$/, '')
    .includes(';');
}
