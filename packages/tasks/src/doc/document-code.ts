import { IbertError, InternalError } from '@ibert/core';
import { claimFault, renderDocstring } from '@ibert/multitask/documentation';
import type { Docstring, Style } from '@ibert/multitask/documentation';

import type { Tables } from '../tables.js';
import { callableOf, NotEvaluable, readHead } from './callable.js';
import type { Callable, Head } from './callable.js';
import { computedFacts } from './computed-facts.js';
import { describeFunction } from './described-function.js';
import { evaluateFunction } from './evaluated-function.js';
import type { EvaluatedFunction } from './evaluated-function.js';
import type { Role } from './parameter-roles.js';
import { applyEdits, bareFunction, docstringEdit } from './insertion.js';
import { chosenFunctions, readSource } from './source-functions.js';
import type { SourceFile, SourceFunction } from './source-functions.js';
import { LazyExamples } from './lazy-examples.js';
import { claimsOf, docstringOf, headDocstring } from './write-docstring.js';

/** What to document, and how. */
export interface DocumentationRequest {
  /** A file of Python. */
  readonly code: string;
  /** Tables by the names of parameters; those left out are inferred from what the code reads. */
  readonly tables?: Tables | undefined;
  /** Google's is the default. */
  readonly style?: Style | undefined;
  /** Whether docstrings have examples, which run on DuckDB; they have by default. */
  readonly examples?: boolean | undefined;
  /** The name of the only function to document; a method's may have its class before it. */
  readonly function?: string | undefined;
}

/** A docstring for one function. */
export interface DocumentedFunction {
  readonly name: string;
  /** With its quotes, not indented. */
  readonly docstring: string;
  /** The line of the `def`, from 1. */
  readonly line: number;
  /** Whether everything that it says was taken from the evaluated function. */
  readonly verified: boolean;
  /** Why it was not verified; the docstring then repeats the head of the function and no more. */
  readonly problem?: string;
}

/** The docstrings of a file, and the file with them. */
export interface Documented {
  readonly functions: readonly DocumentedFunction[];
  /**
   * The code with each verified docstring at the head of its function, in the place of the one
   * before; all else is as it was. A function that could not be verified keeps what it has.
   */
  readonly code: string;
}

/**
 * Writes docstrings for the functions of a file: all of them, methods too, but not those inside of
 * other functions. Each is called with its tables, and described by what it gives then.
 *
 * A file without a function has nothing that a docstring is for: an expression is documented
 * once it has become a function.
 *
 * @throws PythonError on code that is no Python.
 * @throws IbertError `NO_FUNCTION` where there is none, or none of the name; `ENGINE_UNAVAILABLE`
 *   where examples are wanted and DuckDB does not start.
 */
export async function documentCode(request: DocumentationRequest): Promise<Documented> {
  const file = readSource(request.code);
  const examples = new LazyExamples(request.examples ?? true);
  const found: { readonly source: SourceFunction; readonly documented: DocumentedFunction }[] = [];
  try {
    for (const source of chosenFunctions(file, request.function)) {
      found.push({ source, documented: await documentFunction(file, source, request, examples) });
    }
  } finally {
    examples.close();
  }
  const edits = found
    .filter(({ documented }) => documented.verified)
    .map(({ source, documented }) => docstringEdit(file, source, documented.docstring));
  return {
    functions: found.map(({ documented }) => documented),
    code: applyEdits(request.code, edits),
  };
}

async function documentFunction(
  file: SourceFile,
  source: SourceFunction,
  { tables = {}, style = 'google' }: DocumentationRequest,
  examples: LazyExamples,
): Promise<DocumentedFunction> {
  const common = { name: source.path, line: source.line };
  try {
    const { evaluated, write } = provenDocstring(callableOf(file, source, tables), tables);
    const plain = quoted(write([]), style);
    const lines = await examples.of(evaluated);
    const docstring = lines.length === 0 ? plain : quoted(write(lines), style);
    return { ...common, docstring, verified: true };
  } catch (error) {
    if (error instanceof IbertError && error.code === 'ENGINE_UNAVAILABLE') throw error;
    if (!(error instanceof IbertError) && !(error instanceof NotEvaluable)) throw error;
    const docstring = quotedHead(readHead(file, source), style);
    return { ...common, docstring, verified: false, problem: error.message };
  }
}

interface Proven {
  readonly evaluated: EvaluatedFunction;
  readonly write: (examples: readonly string[]) => Docstring;
}

/** The docstring for any values, else for the defaults. */
function provenDocstring(callable: Callable, tables: Tables): Proven {
  let fault = '';
  for (const fixAll of [false, true]) {
    const evaluated = evaluateFunction(callable, tables, fixAll);
    if (!fixAll && listsColumns(evaluated)) continue;
    const words = describeFunction(evaluated);
    const write = (examples: readonly string[]): Docstring =>
      docstringOf(evaluated, words, examples);
    const computed = computedFacts(evaluated);
    const wrong = claimFault(claimsOf(write([]), words), callable.program, computed);
    if (wrong === undefined) return { evaluated, write };
    fault ||= wrong;
  }
  throw new NotEvaluable(`there are no words that hold for all values: ${fault}`);
}

/** Whether a list names columns: how many there are then depends on it. */
function listsColumns({ answer, tables, parameters, marks }: EvaluatedFunction): boolean {
  const columns = new Set(
    [answer.schema, ...Object.values(tables)].flatMap((schema) => [...schema.keys()]),
  );
  return marks.some(
    ({ name, text }) =>
      columns.has(text) && parameters.some(({ name: own, role }) => own === name && isList(role)),
  );
}

const isList = (role: Role): boolean =>
  role.kind === 'value' && role.type?.startsWith('list') === true;

/** The docstring of a head; defaults that would end it are left out. */
function quotedHead(head: Head, style: Style): string {
  const doc = headDocstring(head);
  const parameters = doc.parameters.map((parameter) => ({
    ...parameter,
    default: parameter.default?.includes('"""') === true ? undefined : parameter.default,
  }));
  return quoted({ ...doc, parameters }, style);
}

/** The literal of a docstring. */
function quoted(doc: Docstring, style: Style): string {
  const text = renderDocstring(doc, style);
  if (text.slice(3, -3).includes('"""')) {
    throw new NotEvaluable('its docstring would hold three quotes in a row');
  }
  return text.includes('\\') ? `r${text}` : text;
}

/**
 * The function that a docstring from elsewhere is for, by itself and without the one it has.
 *
 * @param name left out: the first one.
 * @throws IbertError `NO_FUNCTION` where there is none, or none of the name.
 */
export function functionToDocument(code: string, name?: string): string {
  const file = readSource(code);
  const [source] = chosenFunctions(file, name);
  if (source === undefined) throw new InternalError('a choice of functions is never empty');
  return bareFunction(file, source);
}

/**
 * Puts a docstring that somebody else wrote into a file; nothing checks what it says.
 *
 * @param docstring with its quotes, indented or not.
 * @param name the function it is for; left out: the first one.
 * @throws IbertError `NO_FUNCTION` where there is none, or none of the name.
 */
export function insertDocstring(code: string, docstring: string, name?: string): Documented {
  const file = readSource(code);
  const [source] = chosenFunctions(file, name);
  if (source === undefined) throw new InternalError('a choice of functions is never empty');
  const text = normalized(docstring);
  const problem = 'nothing has checked what its docstring says';
  const documented = {
    name: source.path,
    docstring: text,
    line: source.line,
    verified: false,
    problem,
  };
  return {
    functions: [documented],
    code: applyEdits(code, [docstringEdit(file, source, text)]),
  };
}

/**
 * A docstring as this engine writes them, whatever its quotes and its indentation.
 *
 * @throws IbertError `DOCSTRING_WRONG` where it holds what would end it.
 */
function normalized(docstring: string): string {
  const text = docstring.replaceAll('\r\n', '\n').trim();
  const inner = /^[ru]?("{3}|'{3})([^]*)\1$/i.exec(text)?.[2] ?? text;
  const [first = '', ...rest] = inner.trim().split('\n');
  const depths = rest.filter((line) => line.trim() !== '').map((line) => line.search(/\S/));
  const depth = depths.length === 0 ? 0 : Math.min(...depths);
  const said = [first, ...rest.map((line) => line.slice(depth))].map((line) => line.trimEnd());
  if (inner.includes('"""')) {
    throw new IbertError('DOCSTRING_WRONG', 'the docstring holds three quotes in a row', {
      hint: 'Write it without quotes of its own.',
    });
  }
  return `${inner.includes('\\') ? 'r' : ''}"""${said.join('\n')}\n"""`;
}
