import { evaluateIbis } from '@ibert/ibis';
import type { Evaluated } from '@ibert/ibis';
import { isOp } from '@ibert/ir';
import type { Schema, Value } from '@ibert/ir';

import { describe } from './describe.js';
import type { Description } from './describe.js';
import { readSignature } from './signature.js';
import type { FunctionParameter, Signature } from './signature.js';

/** A function with the tables that it is applied to. */
export interface Subject {
  readonly code: string;
  readonly tables: Readonly<Record<string, Schema>>;
  readonly signature: Signature;
  /** Parameters that are tables. */
  readonly tableParameters: readonly FunctionParameter[];
  /** Parameters that are plain values, with their defaults. */
  readonly valueParameters: readonly FunctionParameter[];
  /** The call with the tables, all else left to its default. */
  readonly call: string;
  /** What the call gives. */
  readonly answer: Evaluated;
}

/**
 * Binds a function to tables: a parameter is the table of its name; any other parameter must have
 * a default, which is what it is given. Undefined when a parameter has neither.
 *
 * @throws PythonError when the source or the call fails.
 */
export function bindFunction(
  code: string,
  tables: Readonly<Record<string, Schema>>,
): Subject | undefined {
  const signature = readSignature(code);
  if (signature === undefined) return undefined;
  const { parameters, name } = signature;
  const isTable = (parameter: FunctionParameter): boolean => tables[parameter.name] !== undefined;
  const tableParameters = parameters.filter(isTable);
  const valueParameters = parameters.filter((parameter) => !isTable(parameter));
  if (tableParameters.length === 0) return undefined;
  if (valueParameters.some((parameter) => parameter.default === undefined)) return undefined;
  const call = `${name}(${tableParameters.map((p) => `${p.name}=${p.name}`).join(', ')})`;
  const answer = evaluateIbis(`${code}\n\n${call}`, { tables });
  return { code, tables, signature, tableParameters, valueParameters, call, answer };
}

/** A value that stands for a parameter: no program has it of itself. */
const sentinel = (index: number, parameter: FunctionParameter): string => {
  const given = parameter.default ?? '';
  if (/^['"]/.test(given)) return `"parameter ${index}"`;
  return given.includes('.') ? `${918_273_645 + index}.5` : `${918_273_645 + index}`;
};

/**
 * The function's result in words, in which its value parameters are spoken of by name.
 *
 * @throws Unspeakable where there are no precise words.
 * @throws PythonError when the call fails.
 */
export function describeFunction(subject: Subject): Description {
  const { code, tables, signature, tableParameters, valueParameters } = subject;
  if (valueParameters.length === 0) return describe(subject.answer.relation, () => undefined);
  const marks = valueParameters.map((parameter, i) => sentinel(i, parameter));
  const names = new Map(
    marks.map((mark, i) => [mark.replaceAll('"', ''), valueParameters[i]?.name]),
  );
  const args = [
    ...tableParameters.map((p) => `${p.name}=${p.name}`),
    ...valueParameters.map((p, i) => `${p.name}=${marks[i] ?? ''}`),
  ];
  const marked = evaluateIbis(`${code}\n\n${signature.name}(${args.join(', ')})`, { tables });
  const parameter = (literal: Value): string | undefined =>
    isOp(literal, 'Literal') ? names.get(String(literal.args.value)) : undefined;
  return describe(marked.relation, parameter);
}
