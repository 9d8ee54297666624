import { WIDTH } from './docstring.js';
import type { DocColumn, Docstring, DocParameter, Style } from './docstring.js';

const INDENT = '    ';

/** The docstring with its quotes, not indented. */
export function renderDocstring(doc: Docstring, style: Style): string {
  const sections = style === 'google' ? google(doc) : numpy(doc);
  const head = doc.details === '' ? [doc.summary] : [doc.summary, wrap(doc.details, '').join('\n')];
  const blocks = [...head, ...sections.map((lines) => lines.join('\n'))];
  return `"""${blocks.join('\n\n')}\n"""`;
}

function google(doc: Docstring): readonly (readonly string[])[] {
  const args = doc.parameters.map(({ name, type, default: given, text }) => {
    const typed = type === undefined ? name : `${name} (${type})`;
    const more = given === undefined ? text : `${text} Defaults to ${given}.`;
    return wrap(`${typed}: ${more}`, INDENT, INDENT.repeat(2));
  });
  const { type, text, columns } = doc.returns;
  const returns = wrap(`${type}: ${text}`, INDENT, INDENT.repeat(2));
  const examples = doc.examples.map((line) => (line === '' ? '' : INDENT + line));
  return [
    ...(args.length === 0 ? [] : [['Args:', ...args.flat()]]),
    ['Returns:', ...returns, ...columnLines(columns, INDENT.repeat(2))],
    ...(examples.length === 0 ? [] : [['Examples:', ...examples]]),
  ];
}

function numpy(doc: Docstring): readonly (readonly string[])[] {
  const { type, text, columns } = doc.returns;
  const returns = [type, ...wrap(text, INDENT)];
  return [
    ...(doc.parameters.length === 0
      ? []
      : [headed('Parameters', doc.parameters.flatMap(numpyParameter))]),
    headed('Returns', [...returns, ...columnLines(columns, INDENT)]),
    ...(doc.examples.length === 0 ? [] : [headed('Examples', doc.examples)]),
  ];
}

function numpyParameter({ name, type, default: given, text }: DocParameter): readonly string[] {
  const typed = type === undefined ? name : `${name} : ${type}`;
  return [given === undefined ? typed : `${typed}, default ${given}`, ...wrap(text, INDENT)];
}

const headed = (title: string, lines: readonly string[]): readonly string[] => [
  title,
  '-'.repeat(title.length),
  ...lines,
];

function columnLines(columns: readonly DocColumn[], indent: string): readonly string[] {
  if (columns.length === 0) return [];
  const items = columns.map(({ name, type, text }) => {
    const head = `- \`${name}\` (${type})`;
    return wrap(text === undefined ? head : `${head}: ${text}`, indent, `${indent}  `);
  });
  return ['', ...items.flat()];
}

/** Breaks a text at its spaces; a word that is longer than the line stands alone. */
function wrap(text: string, first: string, others = first): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const indent = lines.length === 0 ? first : others;
    if (line !== '' && indent.length + line.length + 1 + word.length > WIDTH) {
      lines.push(indent + line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, (lines.length === 0 ? first : others) + line];
}
