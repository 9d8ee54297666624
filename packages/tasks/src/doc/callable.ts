import { parseProgram, PythonError } from '@ibert/ibis';
import type { PythonAst } from '@ibert/ibis';
import { endOf, leading } from '@ibert/multitask/documentation';

import type { Tables } from '../tables.js';
import { branchesOn, branchingFunctions } from './branches.js';
import { missingImports, namesOf, neededStatements } from './module-scope.js';
import { rolesOf } from './parameter-roles.js';
import type { DocumentedParameter } from './parameter-roles.js';
import type { SourceFile, SourceFunction } from './source-functions.js';

/** Why a function cannot be evaluated, in words for its author. */
export class NotEvaluable extends Error {}

/** A function that can be called by a program. */
export interface Callable {
  readonly source: SourceFunction;
  readonly parameters: readonly DocumentedParameter[];
  /** The annotation of what it returns. */
  readonly returns: string | undefined;
  /** The function with what it needs of its module: all of a program but the call. */
  readonly program: string;
  /** The parameters that, as plain values, decide which way the code takes. */
  readonly deciding: ReadonlySet<string>;
  /** What ends its `return`, where that fetches rows: `to_pandas`. */
  readonly fetches: string | undefined;
  /** What a call by the file's own names is written with; undefined where it gives no result at once. */
  readonly callee: string | undefined;
  /** Imports that the function needs and its file lacks. */
  readonly missing: readonly string[];
}

/** Decorators that leave what a function returns as it is. */
const HARMLESS: ReadonlySet<string> = new Set([
  'staticmethod',
  'classmethod',
  'property',
  'cache',
  'lru_cache',
  'functools.cache',
  'functools.lru_cache',
  'functools.cached_property',
  'cached_property',
  'override',
  'typing.override',
  'final',
  'typing.final',
]);

/** Methods that fetch rows. */
const FETCHING: ReadonlySet<string> = new Set(['execute', 'to_pandas', 'to_pyarrow', 'to_polars']);

/** The head of a function alone, for what is said of one that cannot be evaluated. */
export type Head = Pick<Callable, 'source' | 'parameters' | 'returns'>;

/** Reads the head of a function; one that the parser's subset does not have seems without parameters. */
export function readHead({ text }: SourceFile, source: SourceFunction): Head {
  const { tokens } = source.definition.header;
  const from = tokens.find((token) => token.text === 'def')?.start ?? 0;
  const head = `${text.slice(from, tokens.at(-1)?.end)} pass`;
  try {
    const definition = definitionIn(parseProgram(head).body);
    if (definition !== undefined) {
      return { source, ...signatureOf(definition, head, source, new Set()) };
    }
  } catch (error) {
    if (!(error instanceof PythonError)) throw error;
  }
  return { source, parameters: [], returns: undefined };
}

/**
 * Takes a function out of its file with all that it needs there.
 *
 * @throws NotEvaluable where a call would not show what the function gives.
 * @throws PythonError where the function is written in what the evaluator leaves out.
 */
export function callableOf(file: SourceFile, source: SourceFunction, tables: Tables): Callable {
  const odd = source.decorators.find((name) => !HARMLESS.has(name));
  if (odd !== undefined) throw new NotEvaluable(`the decorator @${odd} may change what it returns`);
  if (source.nested) throw new NotEvaluable('it stands inside of another function');
  const text = definitionText(file, source);
  const definition = definitionIn(parseProgram(text).body);
  if (definition === undefined) throw new NotEvaluable('its definition cannot be read');
  const known = new Set(Object.keys(tables));
  const { parameters, returns } = signatureOf(definition, text, source, known);
  const star = definition.params.list.find(({ kind }) => kind === 'args' || kind === 'kwargs');
  if (star !== undefined) {
    const sign = star.kind === 'args' ? '*' : '**';
    throw new NotEvaluable(`it takes any number of arguments (${sign}${star.name.name})`);
  }
  const { reads } = namesOf([definition]);
  const statements = neededStatements(file.statements, source.definition.header.start, reads);
  const own = source.bound ? withoutFirst(text, definition) : text;
  const first = definition.params.list[0]?.name.name;
  if (source.bound && first !== undefined && namesOf(definition.body).reads.has(first)) {
    throw new NotEvaluable(`it depends on its object, \`${first}\``);
  }
  const program = [...statements, own].join('\n\n');
  const helpers = statements.flatMap((statement) =>
    parseProgram(statement).body.filter((node) => node.kind === 'FunctionDef'),
  );
  const branching = branchingFunctions(helpers);
  const decides = ({ name }: DocumentedParameter): boolean =>
    branchesOn(definition.body, new Set([name]), branching);
  return {
    source,
    parameters,
    returns,
    program,
    deciding: new Set(parameters.filter(decides).map(({ name }) => name)),
    fetches: fetchIn(definition),
    callee: leading(source.definition.header) === 'async' ? undefined : source.callee,
    missing: missingImports(parseProgram(program).body),
  };
}

/** The definition without decorators and `async`, indented as it is, so that texts keep their lines. */
function definitionText({ text }: SourceFile, { definition }: SourceFunction): string {
  const { header } = definition;
  const def = header.tokens.find((token) => token.text === 'def')?.start ?? header.start;
  const lineStart = text.lastIndexOf('\n', header.start - 1) + 1;
  const indent = text.slice(lineStart, header.start);
  const code = text.slice(def, endOf(header)).replaceAll('\r\n', '\n');
  return indent === '' ? code : `if True:\n${indent}${code}`;
}

function definitionIn(body: readonly PythonAst.Statement[]): PythonAst.FunctionDef | undefined {
  const [only] = body;
  if (only?.kind === 'FunctionDef') return only;
  return only?.kind === 'If' ? definitionIn(only.branches[0]?.body ?? []) : undefined;
}

function signatureOf(
  { params, returns, body }: PythonAst.FunctionDef,
  text: string,
  source: SourceFunction,
  known: ReadonlySet<string>,
): Pick<Callable, 'parameters' | 'returns'> {
  const textOf = (node: PythonAst.Located | undefined): string | undefined =>
    node === undefined ? undefined : text.slice(node.start, node.end).replaceAll(/\s+/g, ' ');
  const STARS: Readonly<Record<string, string>> = { args: '*', kwargs: '**' };
  const list = source.bound ? params.list.slice(1) : params.list;
  return {
    parameters: list.map((parameter): DocumentedParameter => {
      const read = {
        name: (STARS[parameter.kind] ?? '') + parameter.name.name,
        annotation: unquoted(textOf(parameter.annotation)),
        default: textOf(parameter.default),
      };
      return {
        ...read,
        passing: PASSING[parameter.kind],
        roles: rolesOf(read, body, known),
      };
    }),
    returns: unquoted(textOf(returns)),
  };
}

const PASSING = {
  'positional-only': 'positional-only',
  plain: 'plain',
  'keyword-only': 'keyword-only',
  args: 'plain',
  kwargs: 'plain',
} as const;

/** An annotation that is written as a text. */
const unquoted = (annotation: string | undefined): string | undefined =>
  annotation?.replace(/^(['"])(.*)\1$/, '$2');

/** The definition without its first parameter. */
function withoutFirst(text: string, { params }: PythonAst.FunctionDef): string {
  const [first, second] = params.list;
  if (first === undefined) return text;
  const comma = /^\s*,\s*/.exec(text.slice(first.end))?.[0].length ?? 0;
  const end = second === undefined || comma > 0 ? first.end + comma : second.start;
  return text.slice(0, first.start) + text.slice(end);
}

/** The method that fetches rows at the end of a function's last `return`. */
function fetchIn({ body }: PythonAst.FunctionDef): string | undefined {
  const last = body.at(-1);
  if (last?.kind !== 'Return' || last.value?.kind !== 'Call') return undefined;
  const { callee } = last.value;
  if (callee.kind !== 'Attribute') return undefined;
  return FETCHING.has(callee.attr.name) ? callee.attr.name : undefined;
}
