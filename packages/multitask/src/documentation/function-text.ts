import type { Random } from '@ibert/core';
import { parseProgram, walk } from '@ibert/ibis';
import type { AstNode } from '@ibert/ibis';

import type { FunctionParameter } from './signature.js';

/** The body of a function before it stands in one. */
export interface Body {
  /** Import lines of the program. */
  readonly imports: readonly string[];
  /** Statements; the answer is not among them. */
  readonly steps: readonly string[];
  readonly answer: string;
}

/** A program's text as steps and an answer; undefined for one that does not end with its answer. */
export function bodyOf(text: string): Body | undefined {
  const { body } = parseProgram(text);
  const last = body.at(-1);
  const source = (node: { readonly start: number; readonly end: number }): string =>
    text.slice(node.start, node.end);
  if (last === undefined || text.includes('#') || text.includes('"""')) return undefined;
  const isImport = (node: AstNode): boolean => node.kind === 'Import' || node.kind === 'ImportFrom';
  const imports = body.filter(isImport).map(source);
  if (last.kind === 'Assign' && last.targets.length === 1) {
    const [target] = last.targets;
    if (target?.kind !== 'Name') return undefined;
    const steps = body.filter((node) => !isImport(node)).map(source);
    return { imports, steps, answer: target.name };
  }
  if (last.kind !== 'Expression') return undefined;
  const steps = body
    .slice(0, -1)
    .filter((node) => !isImport(node))
    .map(source);
  // The parentheses around a chain are no part of the expression.
  const from = body.at(-2)?.end ?? 0;
  return { imports, steps, answer: text.slice(from).trim().replace(/^;/, '') };
}

/** What a variable holds, by the last method called. */
const VARIABLES: Readonly<Record<string, readonly string[]>> = {
  filter: ['kept', 'selected', 'matching'],
  join: ['joined', 'combined'],
  left_join: ['joined', 'combined'],
  inner_join: ['joined', 'combined'],
  group_by: ['grouped', 'groups'],
  mutate: ['extended', 'enriched'],
  agg: ['totals', 'summary'],
  aggregate: ['totals', 'summary'],
  select: ['columns', 'selection'],
  order_by: ['ordered', 'ranked'],
};

/** The body with its chain cut in two by a variable; the body itself where there is no chain. */
export function splitChain(body: Body, random: Random): Body {
  const { body: statements } = parseProgram(body.answer);
  const [only] = statements;
  if (only?.kind !== 'Expression') return body;
  const cuts: { readonly end: number; readonly method: string }[] = [];
  for (
    let at: AstNode = only.value;
    at.kind === 'Call' && at.callee.kind === 'Attribute';
    at = at.callee.object
  ) {
    cuts.push({ end: at.end, method: at.callee.attr.name });
  }
  const useful = cuts.slice(1).filter(({ method }) => VARIABLES[method] !== undefined);
  const start = only.value.start;
  if (useful.length === 0) return body;
  const cut = random.choice(useful);
  const taken = namesIn([...body.steps, body.answer].join('\n'));
  const name = random.shuffle(VARIABLES[cut.method] ?? []).find((option) => !taken.has(option));
  if (name === undefined) return body;
  const close = cuts[0]?.end ?? cut.end;
  return {
    ...body,
    steps: [...body.steps, `${name} = ${oneLine(body.answer.slice(start, cut.end))}`],
    answer: oneLine(name + body.answer.slice(cut.end, close)),
  };
}

/** A chain that goes over lines needs parentheses when it stands on its own. */
function oneLine(chain: string): string {
  const joined = chain.replaceAll(/\n\s*\./g, '.');
  return joined.length <= 72 || !/\n\s*\./.test(chain) ? joined : `(\n    ${dedented(chain)}\n)`;
}

const dedented = (chain: string): string => chain.replaceAll(/\n\s{4,}\./g, '\n    .');

/** Every name that a text binds or reads. */
export function namesIn(text: string): ReadonlySet<string> {
  const names = new Set<string>();
  walk(parseProgram(text), (node) => {
    if (node.kind === 'Name') names.add(node.name);
  });
  return names;
}

/** The parts of a function's text. */
export interface FunctionParts {
  readonly name: string;
  readonly parameters: readonly FunctionParameter[];
  readonly returns: string | undefined;
  readonly body: Body;
  /** Import lines to stand above. */
  readonly imports: readonly string[];
}

const LINE = 88;

export function functionText({ name, parameters, returns, body, imports }: FunctionParts): string {
  const shown = parameters.map(({ name: parameter, annotation, default: given }) => {
    const typed = annotation === undefined ? parameter : `${parameter}: ${annotation}`;
    if (given === undefined) return typed;
    return annotation === undefined ? `${typed}=${given}` : `${typed} = ${given}`;
  });
  const end = returns === undefined ? ':' : ` -> ${returns}:`;
  const short = `def ${name}(${shown.join(', ')})${end}`;
  const head =
    short.length <= LINE ? short : `def ${name}(\n    ${shown.join(',\n    ')},\n)${end}`;
  const lines = [...body.steps, `return ${body.answer}`].map(indented);
  const above = [...new Set([...imports, ...body.imports])];
  return [...(above.length === 0 ? [] : [...above, '', '']), head, ...lines].join('\n');
}

const indented = (statement: string): string =>
  statement
    .split('\n')
    .map((line) => (line === '' ? line : `    ${line}`))
    .join('\n');
