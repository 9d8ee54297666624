import { evaluateIbis } from '@ibert/ibis';

/** One prompt of a doctest with the output that stands below it. */
export interface Prompt {
  readonly source: string;
  readonly output: string;
}

/** The prompts among lines of text, as Python's `doctest` reads them. */
export function promptsOf(lines: readonly string[]): readonly Prompt[] {
  const prompts: { source: string[]; output: string[] }[] = [];
  let open: { source: string[]; output: string[] } | undefined;
  for (const line of lines) {
    if (line.startsWith('>>> ')) {
      open = { source: [line.slice(4)], output: [] };
      prompts.push(open);
    } else if (open !== undefined && open.output.length === 0 && /^\.\.\.( |$)/.test(line)) {
      open.source.push(line.slice(4));
    } else if (line === '') {
      open = undefined;
    } else {
      open?.output.push(line);
    }
  }
  return prompts.map(({ source, output }) => ({
    source: source.join('\n'),
    output: output.join('\n'),
  }));
}

/** The names that a doctest is given besides the function. */
const PREAMBLE = 'import ibis\nfrom ibis import _\n';

const MARK = '--- output of a prompt ---';

/**
 * Runs prompts one after the other below the code, and gives the output of each.
 *
 * @throws PythonError when the code or a prompt fails.
 */
export function runPrompts(code: string, sources: readonly string[]): readonly string[] {
  const shown = sources.map((source) => {
    const isStatement = /^(import |from |\w+ = )/.test(source);
    const line = isStatement || source.startsWith('print(') ? source : `print(repr(${source}))`;
    return `print("${MARK}")\n${line}`;
  });
  // The program must end with an expression of Ibis.
  const text = [PREAMBLE, code, ...shown, 'ibis.literal(0)'].join('\n\n');
  const { output } = evaluateIbis(text, { tables: {} });
  return output
    .split(`${MARK}\n`)
    .slice(1)
    .map((part) => part.replace(/\n$/, ''));
}
