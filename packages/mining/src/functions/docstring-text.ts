/**
 * A docstring's value as readers see it: without the indentation that all lines but the first
 * share, without blank lines at the ends and spaces at the ends of lines.
 */
export function cleanDocstring(value: string): string {
  const lines = value
    .split(/\r\n|\r|\n/)
    .map((line) => line.replaceAll('\t', '        ').trimEnd());
  const [first = '', ...rest] = lines;
  const depths = rest.filter((line) => line !== '').map((line) => line.search(/\S/));
  const depth = depths.length === 0 ? 0 : Math.min(...depths);
  const cleaned = [first.trimStart(), ...rest.map((line) => line.slice(depth))];
  while (cleaned[0] === '') cleaned.shift();
  while (cleaned.at(-1) === '') cleaned.pop();
  return cleaned.join('\n');
}
