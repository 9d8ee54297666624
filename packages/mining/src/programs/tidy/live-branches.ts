import { walk } from '@ibert/ibis';
import type { AstNode, PythonAst } from '@ibert/ibis';

import { truthOf } from './constants.js';
import { replaced } from './edit.js';
import type { Parsed } from './edit.js';

/** The program with one choice that constants decide made; undefined where there is none. */
export function chooseBranch({ code, body }: Parsed): string | undefined {
  let changed: string | undefined;
  for (const statement of body) {
    walk(statement, (node) => {
      changed ??= chosen(code, node);
      return changed === undefined;
    });
  }
  return changed;
}

function chosen(code: string, node: AstNode): string | undefined {
  if (node.kind === 'IfExp') {
    const truth = truthOf(node.test);
    if (truth === undefined) return undefined;
    const { start, end } = truth ? node.body : node.otherwise;
    return replaced(code, node, `(${code.slice(start, end)})`);
  }
  return node.kind === 'If' ? chosenStatements(code, node) : undefined;
}

function chosenStatements(code: string, node: PythonAst.If): string | undefined {
  const [first, second] = node.branches;
  const truth = first === undefined ? undefined : truthOf(first.test);
  if (first === undefined || truth === undefined) return undefined;
  if (truth) return replaced(code, node, textOf(code, node, first.body));
  if (second === undefined) return replaced(code, node, textOf(code, node, node.otherwise));
  return replaced(code, node, `if ${code.slice(second.test.start, node.end)}`);
}

/** The statements of a branch where the whole stood. */
function textOf(code: string, node: AstNode, body: readonly PythonAst.Statement[]): string {
  const first = body[0];
  const last = body.at(-1);
  if (first === undefined || last === undefined) return 'pass';
  const depth = columnOf(code, first.start) - columnOf(code, node.start);
  const text = code.slice(first.start, last.end);
  const margin = ' '.repeat(Math.max(depth, 0));
  return text.replaceAll(`\n${margin}`, '\n');
}

const columnOf = (code: string, offset: number): number =>
  offset - (code.lastIndexOf('\n', offset - 1) + 1);
