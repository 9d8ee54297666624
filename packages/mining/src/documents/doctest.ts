import type { CodeBlock } from './document.js';

const PROMPT = /^(\s*)>>>(?: (.*))?$/;
const CONTINUED = /^\s*\.\.\.(?: (.*))?$/;
const BLANK_OUTPUT = /^\s*<BLANKLINE>\s*$/;

/** Options of one prompt, for the tool that runs it. */
const OPTIONS = /[ \t]*#\s*(?:doctest|quartodoc):\s*([^\n'"]*)$/gm;
const SKIPPED = /\+SKIP\b/;

/** A line that runs nothing. */
const NO_CODE = /^\s*(?:#|$)/;

/**
 * The prompts of a docstring, as Python's `doctest` finds them: one block for each `>>>`, in order,
 * with the lines down to the next blank line or prompt as its output. All blocks of one docstring are
 * one session: names of a prompt are known to those below it.
 *
 * A prompt that `doctest` is told to skip is shown and not run. Options are taken out of the code,
 * and `<BLANKLINE>` out of the output.
 *
 * @param docstring the text between the quotes as it stands in the file, indented or not.
 * @param line where its first line stands.
 */
export function readDoctests(docstring: string, line: number): CodeBlock[] {
  const lines = docstring.split(/\r?\n/).map((text) => text.replaceAll('\t', '        '));
  const blocks: CodeBlock[] = [];
  let at = 0;
  while (at < lines.length) {
    const [, indent = '', first] = PROMPT.exec(lines[at] ?? '') ?? [];
    if (first === undefined) {
      at += 1;
      continue;
    }
    const start = at;
    const source = [first];
    for (at += 1; at < lines.length; at += 1) {
      const more = CONTINUED.exec(lines[at] ?? '');
      if (more === null) break;
      source.push(more[1] ?? '');
    }
    const endLine = line + at - 1;
    const output: string[] = [];
    for (; at < lines.length; at += 1) {
      const text = lines[at] ?? '';
      if (text.trim() === '' || PROMPT.test(text)) break;
      output.push(BLANK_OUTPUT.test(text) ? '' : undent(text, indent.length));
    }
    const whole = source.join('\n');
    const options = [...whole.matchAll(OPTIONS)].map(([, named = '']) => named);
    const code = whole.replaceAll(OPTIONS, '').trimEnd();
    if (code.split('\n').every((text) => NO_CODE.test(text))) continue;
    blocks.push({
      kind: 'code',
      language: 'python',
      executed: !options.some((named) => SKIPPED.test(named)),
      hidden: false,
      code,
      line: line + start,
      endLine,
      headings: [],
      tabs: [],
      ...(output.length === 0 ? {} : { output: output.join('\n').trimEnd() }),
    });
  }
  return blocks;
}

/** Whether a text has prompts. */
export const hasPrompts = (text: string): boolean =>
  text.split('\n').some((line) => PROMPT.test(line));

/** Takes at most so many spaces away from the front. */
const undent = (text: string, depth: number): string =>
  text.slice(Math.min(depth, text.length - text.trimStart().length));
