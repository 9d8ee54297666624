import type { Parameters } from './ast.js';
import { dictSet } from './containers.js';
import { typeError, type PythonError } from './errors.js';
import type { Kwargs } from './host.js';
import { present } from './present.js';
import { PyDict, PyTuple, type PyFunction, type PyValue } from './values.js';

/** The variables that a call of a Python function starts with; TypeErrors in CPython's words. */
export function bindCall(
  fn: PyFunction,
  args: readonly PyValue[],
  kwargs: Kwargs,
): Map<string, PyValue> {
  const vars = new Map<string, PyValue>();
  const { list, simple } = fn.params;
  if (simple && kwargs.size === 0 && args.length === list.length) {
    for (let i = 0; i < args.length; i++) vars.set(present(list[i]).name.name, present(args[i]));
    return vars;
  }
  const left = bindPositional(fn, args, vars);
  bindKeywords(fn, kwargs, vars);
  if (left > 0) throw tooMany(fn, args.length, kwargs);
  addDefaults(fn, vars);
  return vars;
}

function isPositional(kind: Parameters['list'][number]['kind']): boolean {
  return kind === 'plain' || kind === 'positional-only';
}

/** Binds the arguments without a name; gives how many there was no parameter for. */
function bindPositional(
  fn: PyFunction,
  args: readonly PyValue[],
  vars: Map<string, PyValue>,
): number {
  let next = 0;
  let rest: string | undefined;
  for (const param of fn.params.list) {
    if (param.kind === 'args') rest = param.name.name;
    else if (isPositional(param.kind) && next < args.length) {
      vars.set(param.name.name, present(args[next++]));
    }
  }
  if (rest === undefined) return args.length - next;
  vars.set(rest, new PyTuple(args.slice(next)));
  return 0;
}

function bindKeywords(fn: PyFunction, kwargs: Kwargs, vars: Map<string, PyValue>): void {
  const collector = fn.params.list.find((param) => param.kind === 'kwargs');
  const extra = new PyDict();
  const misplaced: string[] = [];
  for (const [name, value] of kwargs) {
    const param = fn.params.list.find(
      (p) => p.name.name === name && p.kind !== 'args' && p.kind !== 'kwargs',
    );
    if (param === undefined || param.kind === 'positional-only') {
      if (collector !== undefined) dictSet(extra, name, value);
      else if (param !== undefined) misplaced.push(name);
      else {
        throw typeError(`${fn.qualifiedName}() got an unexpected keyword argument '${name}'`);
      }
    } else if (vars.has(name)) {
      throw typeError(`${fn.qualifiedName}() got multiple values for argument '${name}'`);
    } else {
      vars.set(name, value);
    }
  }
  if (misplaced.length > 0) {
    throw typeError(
      `${fn.qualifiedName}() got some positional-only arguments passed as keyword arguments: ` +
        `'${misplaced.join(', ')}'`,
    );
  }
  if (collector !== undefined) vars.set(collector.name.name, extra);
}

function addDefaults(fn: PyFunction, vars: Map<string, PyValue>): void {
  const missing: string[] = [];
  const missingKeywords: string[] = [];
  for (const { name, kind } of fn.params.list) {
    if (vars.has(name.name)) continue;
    const value = fn.defaults.get(name.name);
    if (value !== undefined) vars.set(name.name, value);
    else (kind === 'keyword-only' ? missingKeywords : missing).push(name.name);
  }
  if (missing.length > 0) throw missingArguments(fn, 'positional', missing);
  if (missingKeywords.length > 0) throw missingArguments(fn, 'keyword-only', missingKeywords);
}

function missingArguments(fn: PyFunction, kind: string, names: readonly string[]): PythonError {
  const quoted = names.map((name) => `'${name}'`);
  const last = present(quoted.at(-1));
  const list =
    quoted.length === 1
      ? last
      : quoted.length === 2
        ? quoted.join(' and ')
        : `${quoted.slice(0, -1).join(', ')}, and ${last}`;
  const plural = names.length === 1 ? 'argument' : 'arguments';
  return typeError(
    `${fn.qualifiedName}() missing ${names.length} required ${kind} ${plural}: ${list}`,
  );
}

function tooMany(fn: PyFunction, given: number, kwargs: Kwargs): PythonError {
  const positional = fn.params.list.filter((param) => isPositional(param.kind));
  const optional = positional.filter((param) => fn.defaults.has(param.name.name)).length;
  const most = positional.length;
  const takes =
    optional > 0
      ? `from ${most - optional} to ${most} positional arguments`
      : `${most} positional argument${most === 1 ? '' : 's'}`;
  const keywordOnly = fn.params.list.filter(
    (param) => param.kind === 'keyword-only' && kwargs.has(param.name.name),
  ).length;
  const verb = given === 1 && keywordOnly === 0 ? 'was' : 'were';
  const also =
    keywordOnly === 0
      ? ''
      : ` positional argument${given === 1 ? '' : 's'} (and ${keywordOnly} keyword-only ` +
        `argument${keywordOnly === 1 ? '' : 's'})`;
  return typeError(`${fn.qualifiedName}() takes ${takes} but ${given}${also} ${verb} given`);
}
