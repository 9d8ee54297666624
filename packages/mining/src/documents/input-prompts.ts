import type { CodeBlock } from './document.js';

const INPUT = /^\s*In \[\d*\]: ?(.*)$/;
const CONTINUED = /^\s*\.{3,}: ?(.*)$/;
const OUTPUT = /^\s*Out\[\d*\]: ?(.*)$/;

/** Whether a text has prompts of IPython. */
export const hasInputPrompts = (text: string): boolean =>
  text.split('\n').some((line) => INPUT.test(line));

/**
 * The prompts of IPython, `In [1]:` with `...:` below, in order; what stands down to the next prompt is
 * the output.
 *
 * @param line where the first line of the text stands.
 */
export function readInputPrompts(text: string, line: number): CodeBlock[] {
  const blocks: CodeBlock[] = [];
  let source: string[] = [];
  let output: string[] = [];
  let start = 0;
  const end = (): void => {
    const printed = output.join('\n').trim();
    if (source.join('').trim() !== '') {
      blocks.push({
        kind: 'code',
        language: 'python',
        executed: true,
        hidden: false,
        code: source.join('\n').trimEnd(),
        line: line + start,
        endLine: line + start + source.length - 1,
        headings: [],
        tabs: [],
        ...(printed === '' ? {} : { output: printed }),
      });
    }
    [source, output] = [[], []];
  };
  for (const [at, content] of text.split('\n').entries()) {
    const [, first] = INPUT.exec(content) ?? [];
    const [, more] = CONTINUED.exec(content) ?? [];
    if (first !== undefined) {
      end();
      [source, start] = [[first], at];
    } else if (more !== undefined && output.length === 0) {
      source.push(more);
    } else {
      output.push(OUTPUT.exec(content)?.[1] ?? content);
    }
  }
  end();
  return blocks;
}
