import { IbertError } from '@ibert/core';
import type { Random } from '@ibert/core';
import { printIbis } from '@ibert/ibis';
import { printType, sameRelation } from '@ibert/ir';
import type { Relation } from '@ibert/ir';

import type { Derived, Program } from '../task-module.js';
import { detailText } from './check-description.js';
import type { Description } from './describe.js';
import { STYLES } from './docstring.js';
import type { Docstring, DocParameter } from './docstring.js';
import { exampleLines } from './examples.js';
import { functionName } from './function-name.js';
import { bodyOf, functionText, namesIn, splitChain } from './function-text.js';
import type { Body } from './function-text.js';
import { tablesOf } from './outline.js';
import { parameterWords } from './parameter-words.js';
import { say } from './phrase.js';
import { renderDocstring } from './render.js';
import type { FunctionParameter } from './signature.js';
import { Unspeakable } from './speech.js';
import { bindFunction, describeFunction } from './subject.js';
import type { Subject } from './subject.js';
import { withParameter } from './value-parameter.js';

/** Most lines of a function's body. */
const MOST_LINES = 15;

/** Longest summary that is written. */
const SUMMARY_WIDTH = 84;

/** A function around the program with its docstring; none where there are no precise words. */
export function deriveDocumentation(
  program: Program,
  random: Random,
): readonly Derived<'documentation'>[] {
  try {
    const subject = functionOf(program, random);
    if (subject === undefined) return [];
    const description = describeFunction(subject);
    const style = random.choice(STYLES);
    const doc = docstringOf(subject, description, random);
    if (doc === undefined) return [];
    return [
      {
        input: { code: subject.code, style },
        target: { docstring: renderDocstring(doc, style) },
        kind: 'function',
        meta: { style },
        judge: 'self',
      },
    ];
  } catch (error) {
    if (error instanceof Unspeakable) return [];
    throw error;
  }
}

/** The program as a function of its tables, laid out by chance. */
function functionOf(program: Program, random: Random): Subject | undefined {
  const { relation, tables } = program;
  const names = tablesOf(relation).map(({ name }) => name);
  const plain = bodyOf(withinLine(layout(program, random), relation));
  if (plain === undefined || names.length === 0) return undefined;
  const body = random.chance(0.25) ? splitChain(plain, random) : plain;
  const open = random.chance(0.7)
    ? withParameter(relation, body, reservedNames(tables), random)
    : undefined;
  const annotation = random.choice(['ir.Table', 'ir.Table', 'ibis.Table', undefined]);
  const parameters: FunctionParameter[] = names.map((name) => ({
    name,
    annotation,
    default: undefined,
  }));
  if (open !== undefined) {
    parameters.push({
      ...open.parameter,
      annotation: annotation === undefined ? undefined : open.type,
    });
  }
  const filled = open?.body ?? body;
  const stored = random.chance(0.12) ? assigned(filled) : filled;
  const name = unusedName(functionName(relation, random), stored, names);
  const returns = annotation !== undefined && random.chance(0.85) ? annotation : undefined;
  const imports = [
    ...(random.chance(0.35) ? importsOf(stored, annotation) : []),
    ...(namesIn([...stored.steps, stored.answer].join('\n')).has('s')
      ? ['import ibis.selectors as s']
      : []),
  ];
  const code = functionText({ name, parameters, returns, body: stored, imports });
  const lines = [...stored.steps, stored.answer].join('\n').split('\n').length;
  if (lines > MOST_LINES) return undefined;
  return (
    bound(code, program, tables) ??
    bound(
      functionText({
        name,
        parameters: parameters.filter((p) => p.default === undefined),
        returns,
        body: plain,
        imports,
      }),
      program,
      tables,
    )
  );
}

const reservedNames = (tables: Program['tables']): readonly string[] =>
  Object.entries(tables).flatMap(([name, schema]) => [name, ...schema.keys()]);

/** The function if it gives what the program gives. */
function bound(
  code: string,
  { relation }: Program,
  tables: Program['tables'],
): Subject | undefined {
  try {
    const subject = bindFunction(code, tables);
    return subject !== undefined && sameRelation(subject.answer.relation, relation)
      ? subject
      : undefined;
  } catch (error) {
    if (error instanceof IbertError) return undefined;
    throw error;
  }
}

/** The program's own text, or the same relation printed in another manner. */
function layout({ record, relation }: Program, random: Random): string {
  if (random.chance(0.6)) return record.target.ibis;
  try {
    const style = random.choice(['table', 'deferred'] as const);
    return printIbis(relation, { style, width: CODE_WIDTH, imports: true });
  } catch (error) {
    if (error instanceof IbertError) return record.target.ibis;
    throw error;
  }
}

/** Longest line of a program that is to stand indented after `return`. */
const CODE_WIDTH = 76;

/** The text, or the relation printed narrower when a line is too long. */
function withinLine(text: string, relation: Relation): string {
  if (text.split('\n').every((line) => line.length <= CODE_WIDTH)) return text;
  try {
    return printIbis(relation, { width: CODE_WIDTH, imports: true });
  } catch (error) {
    if (error instanceof IbertError) return text;
    throw error;
  }
}

const assigned = (body: Body): Body =>
  /^\w+$/.test(body.answer) || namesIn(body.answer).has('result')
    ? body
    : { ...body, steps: [...body.steps, `result = ${body.answer}`], answer: 'result' };

function unusedName(name: string, body: Body, tables: readonly string[]): string {
  const taken = namesIn([...body.steps, body.answer].join('\n'));
  return taken.has(name) || tables.includes(name) ? `get_${name}` : name;
}

function importsOf(body: Body, annotation: string | undefined): readonly string[] {
  const used = namesIn([...body.steps, body.answer].join('\n'));
  return [
    ...(used.has('ibis') || annotation === 'ibis.Table' ? ['import ibis'] : []),
    ...(annotation === 'ir.Table' ? ['import ibis.expr.types as ir'] : []),
    ...(used.has('_') ? ['from ibis import _'] : []),
  ];
}

function docstringOf(
  subject: Subject,
  description: Description,
  random: Random,
): Docstring | undefined {
  const head = headOf(description, random);
  const words = parameterWords(subject, description);
  const parameters = subject.signature.parameters.map((parameter): DocParameter | undefined => {
    const text = words.get(parameter.name);
    if (text === undefined || text === '') return undefined;
    const isTable = subject.tableParameters.includes(parameter);
    return {
      name: parameter.name,
      type: parameter.annotation ?? (isTable ? 'ibis.Table' : typeName(parameter.default ?? '')),
      default: parameter.default,
      text: say(text, random),
    };
  });
  if (head === undefined || parameters.includes(undefined)) return undefined;
  const { schema } = subject.answer;
  const columns = description.columns.map(({ name, meaning }) => ({
    name,
    type: typeOf(schema, name),
    text: meaning === undefined ? undefined : say(meaning, random),
  }));
  return {
    ...head,
    parameters: parameters as readonly DocParameter[],
    returns: {
      type: subject.signature.returns ?? subject.tableParameters[0]?.annotation ?? 'ibis.Table',
      text: say(description.returns, random) + (columns.length > 0 ? ':' : '.'),
      columns,
    },
    examples: random.chance(0.6) ? exampleLines(subject, description.reads, random) : [],
  };
}

function typeOf(schema: Subject['answer']['schema'], name: string): string {
  const type = schema.get(name);
  return type === undefined ? 'unknown' : printType(type);
}

const typeName = (text: string): string => {
  if (/^['"]/.test(text)) return 'str';
  return /[.e]/.test(text) ? 'float' : 'int';
};

/** How often a summary is said anew until it fits its line. */
const TRIES = 12;

/** The most telling summary that fits, with the details that it leaves. */
function headOf(
  description: Description,
  random: Random,
): { readonly summary: string; readonly details: string } | undefined {
  for (const { line, covers } of description.summaries) {
    for (let i = 0; i < TRIES; i += 1) {
      const summary = say(line, random);
      if (summary.length > SUMMARY_WIDTH) continue;
      return { summary, details: say(detailText(description, covers), random) };
    }
  }
  return undefined;
}
