import { IbertError } from '@ibert/core';
import type { DraftOf } from '@ibert/core/records';
import { printType } from '@ibert/ir';
import type { DataType } from '@ibert/ir';
import { reject } from '@ibert/validation';
import type { Verdict } from '@ibert/validation';

import type { Bench } from '../bench.js';
import { checkDescription } from './check-description.js';
import { claimFault } from './claims.js';
import { STYLES, WIDTH } from './docstring.js';
import type { Docstring, Style } from './docstring.js';
import { promptsOf, runPrompts } from './doctest.js';
import { BadDocstring, parseDocstring } from './parse-docstring.js';
import { tableReads } from './reads.js';
import { bindFunction } from './subject.js';
import type { Subject } from './subject.js';
import { tablesOf } from '../tables-of.js';

/** Longest summary, in characters. */
const SUMMARY_WIDTH = 88;

/**
 * Proves a docstring against its function: style and layout, parameters, the columns that are read
 * and returned with their types, doctests by running them, and, where the docstring was derived
 * from a program (`meta.origin`), every word of the description against what the code means.
 *
 * The function is applied to the tables of the context: each parameter is the table of its name,
 * and every other parameter keeps its default.
 */
export async function checkDocumentation(
  draft: DraftOf<'documentation'>,
  bench: Bench,
): Promise<Verdict> {
  const { input, target, context, meta } = draft;
  const style = STYLES.find((known) => known === input.style);
  if (style === undefined)
    return reject('TEXT_DIFFERS', `no style ${input.style}: it is google or numpy`);
  let subject: Subject | undefined;
  try {
    subject = bindFunction(input.code, tablesOf(context));
  } catch (error) {
    if (!(error instanceof IbertError)) throw error;
    return reject(error.code === 'PYTHON_SYNTAX' ? 'IBIS_SYNTAX' : 'IBIS_ERROR', error.message);
  }
  if (subject === undefined) {
    return reject(
      'UNSUPPORTED',
      'the code is not one function without docstring, each of whose parameters is a table of the context or has a default',
    );
  }
  const fault = faultOf(target.docstring, subject, style, meta.origin !== undefined);
  if (fault !== undefined) return reject('TEXT_DIFFERS', fault);
  return bench.runProgram(context, `${input.code}\n\n${subject.call}`);
}

/** What is wrong with a docstring, in words; undefined when nothing is. */
export function faultOf(
  text: string,
  subject: Subject,
  style: Style,
  derived: boolean,
): string | undefined {
  let doc: Docstring;
  try {
    doc = parseDocstring(text, style);
  } catch (error) {
    if (error instanceof BadDocstring)
      return `the docstring is not of ${style} style: ${error.message}`;
    throw error;
  }
  return (
    layoutFault(text, doc) ??
    parameterFault(doc, subject, style) ??
    readFault(doc, subject) ??
    returnFault(doc, subject) ??
    nameFault(doc, subject) ??
    doctestFault(doc, subject) ??
    (derived ? checkDescription(doc, subject) : claimFault(doc, subject.code))
  );
}

function layoutFault(text: string, { summary }: Docstring): string | undefined {
  if (!/^[A-Z].*[^.]\.$/.test(summary)) return 'the summary is not one sentence with a period';
  if (summary.length > SUMMARY_WIDTH) {
    return `the summary has ${summary.length} characters; at most ${SUMMARY_WIDTH} are read at once`;
  }
  const long = text.split('\n').find((line) => line.length > WIDTH + 4);
  return long === undefined ? undefined : `a line has ${long.length} characters: ${long}`;
}

/** Spellings of the type of a table, in docstrings and annotations. */
const TABLE_TYPES = ['ir.Table', 'ibis.Table', 'ibis.expr.types.Table', 'Table'];

function parameterFault(doc: Docstring, subject: Subject, style: Style): string | undefined {
  const { parameters } = subject.signature;
  const [found, expected] = [doc.parameters, parameters].map((list) =>
    list.map(({ name }) => name).join(', '),
  );
  if (found !== expected)
    return `the docstring has the parameters ${found}; the function has ${expected}`;
  for (const [i, { name, annotation, default: given }] of parameters.entries()) {
    const told = doc.parameters[i];
    const isTable = subject.tableParameters.some((table) => table.name === name);
    const types =
      annotation !== undefined
        ? [annotation]
        : isTable
          ? TABLE_TYPES
          : [typeOfDefault(given ?? '')];
    const silent = told?.type === undefined && style === 'google' && annotation !== undefined;
    if (!silent && !types.includes(told?.type ?? '')) {
      return `the docstring has ${name} of type ${told?.type ?? 'none'}; it is ${types.join(' or ')}`;
    }
    if (told?.default !== given) {
      return `the docstring has ${told?.default ?? 'no value'} as the default of ${name}; it is ${given ?? 'none'}`;
    }
  }
  return undefined;
}

function typeOfDefault(text: string): string {
  if (/^['"]/.test(text)) return 'str';
  if (text === 'True' || text === 'False') return 'bool';
  return /[.e]/.test(text) ? 'float' : 'int';
}

/** Names between backticks. */
const spans = (text: string): readonly string[] =>
  [...text.matchAll(/`([^`]*)`/g)].map(([, span = '']) => span);

/** Identifiers in a span, texts left out. */
const names = (span: string): readonly string[] =>
  span.replaceAll(/'[^']*'|"[^"]*"/g, '').match(/[A-Za-z_]\w*/g) ?? [];

function readFault(doc: Docstring, subject: Subject): string | undefined {
  const { answer, tables, tableParameters, signature } = subject;
  const reads = tableReads(answer.relation);
  const parameters = new Set(signature.parameters.map(({ name }) => name));
  for (const { name } of tableParameters) {
    const text = doc.parameters.find((parameter) => parameter.name === name)?.text ?? '';
    const words = spans(text).flatMap(names);
    const isColumn = (word: string): boolean =>
      !parameters.has(word) || (word !== name && tables[name]?.has(word) === true);
    const told = new Set(words.filter(isColumn));
    const read = reads.get(name)?.read ?? [];
    for (const column of told) {
      if (tables[name]?.has(column) !== true) return `the table ${name} has no column ${column}`;
      if (!read.includes(column)) return `the function does not read ${column} of ${name}`;
    }
    const missed = read.find((column) => !told.has(column));
    if (missed !== undefined) return `the function also reads ${missed} of ${name}`;
    const keepsAll = /\ball (its |other )?columns\b/.test(text);
    if (keepsAll && reads.get(name)?.passed !== true) return `not all columns of ${name} are kept`;
  }
  return undefined;
}

const typed = (name: string, type: DataType): string => `${name} (${printType(type)})`;

function returnFault(doc: Docstring, subject: Subject): string | undefined {
  const { answer, tables, signature } = subject;
  const { type, text, columns } = doc.returns;
  if (signature.returns !== undefined && type !== signature.returns) {
    return `the docstring says that ${type} is returned; the function says ${signature.returns}`;
  }
  if (answer.kind !== 'table') return valueFault(doc, subject);
  if (signature.returns === undefined && !TABLE_TYPES.includes(type))
    return `a table is returned, not ${type}`;
  const whole = /\ball columns of `(\w+)`/.exec(text)?.[1];
  const kept =
    whole === undefined ? [] : [...(tables[whole] ?? [])].map(([name, t]) => typed(name, t));
  const found = [...kept, ...columns.map(({ name, type: t }) => `${name} (${t})`)];
  const expected = [...answer.schema].map(([name, t]) => typed(name, t));
  if (found.join() === expected.join()) return undefined;
  return `the docstring has the columns ${found.join(', ')}; they are ${expected.join(', ')}`;
}

function valueFault({ returns }: Docstring, { answer, signature }: Subject): string | undefined {
  const [dtype] = answer.schema.values();
  const expected = dtype === undefined ? '' : printType(dtype);
  const kind = answer.kind === 'scalar' ? 'Scalar' : 'Column';
  if (signature.returns === undefined && !returns.type.endsWith(kind)) {
    return `a ${kind.toLowerCase()} is returned, not ${returns.type}`;
  }
  return returns.text.includes(`(${expected})`)
    ? undefined
    : `the type of what is returned, ${expected}, is not said`;
}

/** Every name between backticks is one of a column, a table, a parameter or a field. */
function nameFault(doc: Docstring, { answer, tables, signature }: Subject): string | undefined {
  const known = new Set([...answer.schema.keys(), ...signature.parameters.map(({ name }) => name)]);
  for (const schema of Object.values(tables)) {
    for (const [name, type] of schema) {
      known.add(name);
      if (type.kind === 'struct') for (const inner of type.fields.keys()) known.add(inner);
    }
  }
  const texts = [
    doc.summary,
    doc.details,
    doc.returns.text,
    ...doc.parameters.map(({ text }) => text),
    ...doc.returns.columns.map(({ text }) => text ?? ''),
  ];
  const stranger = texts
    .flatMap(spans)
    .flatMap(names)
    .find((name) => !known.has(name) && !PYTHON.has(name));
  return stranger === undefined ? undefined : `there is no column, table or parameter ${stranger}`;
}

const PYTHON: ReadonlySet<string> = new Set(['True', 'False', 'None', 'NULL']);

function doctestFault(doc: Docstring, { code, signature }: Subject): string | undefined {
  if (doc.examples.length === 0) return undefined;
  const prompts = promptsOf(doc.examples);
  if (!prompts.some(({ source }) => source.includes(`${signature.name}(`))) {
    return 'the examples do not call the function';
  }
  let outputs: readonly string[];
  try {
    outputs = runPrompts(
      code,
      prompts.map(({ source }) => source),
    );
  } catch (error) {
    if (!(error instanceof IbertError)) throw error;
    return `an example fails: ${error.message}`;
  }
  const wrong = prompts.findIndex(({ output }, i) => output !== outputs[i]);
  if (wrong < 0) return undefined;
  return `the example ${prompts[wrong]?.source ?? ''} gives ${outputs[wrong] ?? ''}, not ${prompts[wrong]?.output ?? ''}`;
}
