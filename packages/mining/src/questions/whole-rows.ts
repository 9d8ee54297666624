import { parseProgram, PythonError, walk } from '@ibert/ibis';

/** Methods that examples use to print less. */
const SHORTENING: ReadonlySet<string> = new Set(['head', 'limit']);

/**
 * A program without the calls that only keep its output short: which rows `head()` gives of rows in no
 * order is left to chance, and they say nothing of the question. Programs that sort keep them, and so
 * do those of which nothing else would be left.
 */
export function withWholeRows(program: string): string {
  try {
    const cuts: { start: number; end: number }[] = [];
    let sorts = false;
    const { body } = parseProgram(program);
    for (const statement of body) {
      walk(statement, (node) => {
        if (node.kind !== 'Call' || node.callee.kind !== 'Attribute') return;
        const { object, attr } = node.callee;
        if (attr.name === 'order_by') sorts = true;
        const isShort =
          SHORTENING.has(attr.name) && node.args.every((arg) => arg.value.kind === 'Constant');
        if (isShort) cuts.push({ start: object.end, end: node.end });
      });
    }
    const last = body.at(-1);
    const asked = last?.kind === 'Expression' ? last.value : undefined;
    const isBare =
      asked?.kind === 'Call' &&
      asked.callee.kind === 'Attribute' &&
      asked.callee.object.kind === 'Name' &&
      SHORTENING.has(asked.callee.attr.name);
    if (sorts || isBare || cuts.length === 0) return program;
    const whole = cuts
      .sort((a, b) => b.start - a.start)
      .reduce((text, { start, end }) => text.slice(0, start) + text.slice(end), program);
    parseProgram(whole);
    return whole;
  } catch (error) {
    if (error instanceof PythonError) return program;
    throw error;
  }
}
