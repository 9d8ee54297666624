import { parseProgram, PythonError, TokenType } from '@ibert/ibis';
import type { PythonAst } from '@ibert/ibis';

import { endOf, everyLine, isDefinition, leading, readSuite } from './suite.js';
import type { Line } from './suite.js';

/** A function or class with its decorators. */
export interface Definition {
  readonly kind: 'function' | 'class';
  readonly name: string;
  /** The classes and functions around it, the outermost first. */
  readonly parents: readonly string[];
  readonly parentKind: 'function' | 'class' | undefined;
  readonly decorators: readonly Line[];
  readonly header: Line;
  readonly body: readonly Line[];
  readonly start: number;
  readonly end: number;
}

/** All definitions of a text, outer ones first, in source order. */
export function definitionsOf(
  lines: readonly Line[],
  parents: readonly string[] = [],
  parentKind?: 'function' | 'class',
): readonly Definition[] {
  const found: Definition[] = [];
  let decorators: Line[] = [];
  for (const line of lines) {
    if (leading(line) === '@') {
      decorators.push(line);
      continue;
    }
    if (isDefinition(line)) {
      const definition = definitionOf(line, decorators, parents, parentKind);
      const { name, kind, body } = definition;
      found.push(definition, ...definitionsOf(body, [...parents, name], kind));
    } else if (line.block !== undefined) {
      found.push(...definitionsOf(line.block, parents, parentKind));
    }
    decorators = [];
  }
  return found;
}

function definitionOf(
  header: Line,
  decorators: readonly Line[],
  parents: readonly string[],
  parentKind: 'function' | 'class' | undefined,
): Definition {
  const name = header.tokens.find(({ type }) => type === TokenType.Name)?.text ?? '';
  return {
    kind: leading(header) === 'class' ? 'class' : 'function',
    name,
    parents,
    parentKind,
    decorators,
    header,
    body: header.block ?? [],
    start: decorators[0]?.start ?? header.start,
    end: endOf(header),
  };
}

/** The docstring that a block begins with: its statement and its value. */
export function docstringOf(
  text: string,
  body: readonly Line[],
): { readonly line: Line; readonly value: string } | undefined {
  const [line] = body;
  if (line === undefined || line.block !== undefined) return undefined;
  if (!line.tokens.every(({ type }) => type === TokenType.String)) return undefined;
  const [statement] = parseProgram(text.slice(line.start, line.end)).body;
  if (statement?.kind !== 'Expression' || statement.value.kind !== 'Str') return undefined;
  return { line, value: statement.value.value };
}

/** One parameter of a definition, or a field of a class, as the code writes it. */
export interface CodeParameter {
  /** With its stars. */
  readonly name: string;
  readonly annotation: string | undefined;
  readonly default: string | undefined;
}

/** What code says of itself that a docstring may speak of. */
export interface CodeFacts {
  readonly kind: 'function' | 'class' | 'module';
  readonly name: string;
  /** What callers give: parameters without `self`, of a class those of its constructor or its fields. */
  readonly parameters: readonly CodeParameter[];
  /** Whether the order of the parameters is that of calls. */
  readonly ordered: boolean;
  readonly returns: string | undefined;
  /** Whether a statement returns a value. */
  readonly returnsValue: boolean;
  readonly yields: boolean;
  /** Classes of exceptions that `raise` names. */
  readonly raised: ReadonlySet<string>;
  /** Every name and word of a text in the code. */
  readonly words: ReadonlySet<string>;
}

/**
 * Reads code that is one definition or a module. Undefined when it has a docstring.
 *
 * @throws PythonError on a text that is no Python.
 */
export function readCode(code: string): CodeFacts | undefined {
  const lines = readSuite(code);
  checkStatements(code, lines);
  const words = new Set(code.match(/[A-Za-z_]\w*/g) ?? []);
  const [only, ...others] = definitionsOf(lines).filter(({ parents }) => parents.length === 0);
  const own = lines.filter((line) => leading(line) !== '@');
  if (only === undefined || others.length > 0 || own.length !== 1) {
    if (docstringOf(code, lines) !== undefined) return undefined;
    return { ...NOTHING, raised: raisedIn(lines), words };
  }
  if (docstringOf(code, only.body) !== undefined) return undefined;
  const raised = raisedIn(only.body);
  if (only.kind === 'class') {
    return {
      ...NOTHING,
      kind: 'class',
      name: only.name,
      ...classParameters(code, only),
      raised,
      words,
    };
  }
  const { parameters, returns } = signatureOf(code, only.header);
  const statements = [...everyLine(only.body, false)];
  return {
    kind: 'function',
    name: only.name,
    parameters: parameters.filter(({ name }, i) => i > 0 || !['self', 'cls'].includes(name)),
    ordered: true,
    returns,
    returnsValue: statements.some(returnsSomething),
    yields: statements.some(({ tokens }) => tokens.some(({ text }) => text === 'yield')),
    raised,
    words,
  };
}

const NOTHING: Omit<CodeFacts, 'raised' | 'words'> = {
  kind: 'module',
  name: '',
  parameters: [],
  ordered: true,
  returns: undefined,
  returnsValue: false,
  yields: false,
};

const returnsSomething = ({ tokens }: Line): boolean =>
  tokens[0]?.text === 'return' &&
  tokens.length > 1 &&
  !(tokens.length === 2 && tokens[1]?.text === 'None');

/** The parameters and the annotation of what is returned, from the head of a function. */
function signatureOf(
  code: string,
  { tokens }: Line,
): { readonly parameters: readonly CodeParameter[]; readonly returns: string | undefined } {
  const from = tokens.find(({ text }) => text === 'def')?.start ?? 0;
  const head = `${code.slice(from, tokens.at(-1)?.end)} pass`;
  const [definition] = parseProgram(head).body;
  if (definition?.kind !== 'FunctionDef') return { parameters: [], returns: undefined };
  const textOf = (node: PythonAst.Located | undefined): string | undefined =>
    node === undefined ? undefined : head.slice(node.start, node.end);
  const STARS: Readonly<Record<string, string>> = { args: '*', kwargs: '**' };
  return {
    parameters: definition.params.list.map((parameter) => ({
      name: (STARS[parameter.kind] ?? '') + parameter.name.name,
      annotation: textOf(parameter.annotation),
      default: textOf(parameter.default),
    })),
    returns: textOf(definition.returns),
  };
}

/** What a class is made with: the parameters of its constructor, else its annotated fields. */
function classParameters(
  code: string,
  { body }: Definition,
): Pick<CodeFacts, 'parameters' | 'ordered'> {
  const constructor = body.find(
    (line) =>
      leading(line) === 'def' && ['__init__', '__new__'].includes(line.tokens[1]?.text ?? ''),
  );
  if (constructor !== undefined) {
    return { parameters: signatureOf(code, constructor).parameters.slice(1), ordered: true };
  }
  const parameters = body.flatMap((line): CodeParameter[] => {
    const [name, colon, ...rest] = line.tokens;
    if (name?.type !== TokenType.Name || colon?.text !== ':' || line.block !== undefined) return [];
    const equals = rest.findIndex(({ text }) => text === '=');
    const ends = equals < 0 ? rest : rest.slice(0, equals);
    const given = equals < 0 ? [] : rest.slice(equals + 1);
    const span = (tokens: typeof rest): string | undefined =>
      tokens.length === 0 ? undefined : code.slice(tokens[0]?.start, tokens.at(-1)?.end);
    return [{ name: name.text, annotation: span(ends), default: span(given) }];
  });
  return { parameters, ordered: false };
}

/** Names of the exceptions that are raised: `raise a.B(…)` raises `B`. */
function raisedIn(lines: readonly Line[]): ReadonlySet<string> {
  const names = new Set<string>();
  for (const line of everyLine(lines, true)) {
    if (leading(line) !== 'raise') continue;
    let last: string | undefined;
    for (const { type, text } of line.tokens.slice(1)) {
      if (type === TokenType.Name) last = text;
      else if (text !== '.') break;
    }
    if (last !== undefined) names.add(last);
  }
  return names;
}

const UNPARSED: ReadonlySet<string> = new Set(
  '@ else: else try finally except match case break continue global nonlocal pass async'.split(' '),
);

/**
 * Parses each statement that the parser of programs knows.
 *
 * @throws PythonError where one is no Python.
 */
function checkStatements(code: string, lines: readonly Line[]): void {
  for (const line of everyLine(lines, true)) {
    const { tokens } = line;
    const first = leading(line);
    if (UNPARSED.has(first) || tokens.some(({ text }) => text === 'await')) continue;
    const text = code.slice(tokens[0]?.start, tokens.at(-1)?.end).replace(/^elif\b/, 'if');
    const whole = line.block === undefined ? text : `${text} pass`;
    try {
      // Within a loop of a function, where every statement may stand.
      parseProgram(`def _():\n while _:\n  ${whole}\n`);
    } catch (error) {
      if (!(error instanceof PythonError) || error.code !== 'NOT_SUPPORTED') throw error;
    }
  }
}
