import { markdownText } from '../documents/markdown-text.js';
import { rstText } from '../documents/rst-text.js';
import { sentences } from './sentences.js';

/** The prose of a docstring in front of its sections. */
export interface DocstringProse {
  /** The first sentence. */
  readonly summary: string;
  /** The sentences behind it. */
  readonly details: readonly string[];
  /** What is said of each parameter, by its name. */
  readonly parameters: ReadonlyMap<string, readonly string[]>;
}

const RULE = /^\s*[-=~]{3,}\s*$/;
const TITLE =
  /^\s*(?:Args|Arguments|Parameters|Returns|Return|Raises|Yields|Examples?|Notes?|See Also|References|Warnings?|Attributes|Usage):?\s*$/i;
const BOX = /^\s*(?::{3,}|\.\. |!!! |```|\|)/;

/** Reads the prose of a docstring, its sections in the style of numpy or Google. */
export function docstringProse(docstring: string): DocstringProse {
  const lines = docstring.split('\n');
  const end = lines.findIndex(
    (text, i) => i > 0 && (TITLE.test(text) || RULE.test(lines[i + 1] ?? '') || />>>/.test(text)),
  );
  const head = lines.slice(0, end < 0 ? lines.length : end);
  const paragraphs = withoutBoxes(head)
    .join('\n')
    .trim()
    .split(/\n\s*\n/);
  const [first = '', ...rest] = paragraphs.map(plain);
  const [summary = '', ...more] = sentences(first);
  const details = rest.filter((text) => !/^(?:[-*]|\d+[.)]) /.test(text));
  return {
    summary,
    details: [...more, ...details.flatMap(sentences)],
    parameters: parametersOf(lines),
  };
}

const plain = (text: string): string =>
  /``|:\w+:`/.test(text) ? rstText(text) : markdownText(text);

/** Boxes hold side notes; what stands in one is left out with its edges. */
function withoutBoxes(lines: readonly string[]): readonly string[] {
  const end = lines.findIndex((text) => BOX.test(text));
  return end < 0 ? lines : lines.slice(0, end);
}

/** The parameters of a section in numpy's style. */
function parametersOf(lines: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  const start = lines.findIndex(
    (text, i) => /^\s*Parameters\s*$/.test(text) && RULE.test(lines[i + 1] ?? ''),
  );
  if (start < 0) return found;
  const depth = (lines[start] ?? '').search(/\S/);
  let name: string | undefined;
  let body: string[] = [];
  const end = (): void => {
    if (name !== undefined && body.length > 0) found.set(name, sentences(plain(body.join('\n'))));
    body = [];
  };
  for (const [i, text] of lines.slice(start + 2).entries()) {
    const own = text.search(/\S/);
    if (RULE.test(lines[start + 3 + i] ?? '') || TITLE.test(text)) break;
    if (own === depth) {
      end();
      name = /^\s*(\w+)(?:\s*:.*)?$/.exec(text)?.[1];
    } else if (own > depth) body.push(text.trim());
  }
  end();
  return found;
}
