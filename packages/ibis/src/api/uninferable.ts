import { typeName } from '../python/index.js';
import type { PyValue, PythonError } from '../python/index.js';
import { classOf } from './class-names.js';
import { ibisError } from './errors.js';
import { Expandable, GroupedTableObj, TableObj, ValueObj } from './objects.js';

/**
 * Ibis's complaint about a value that is of no data type: what it is and its class. An operand of an
 * operator has become a node of the expression graph by then.
 */
export function uninferable(value: PyValue, isOperand = false): PythonError {
  return ibisError(
    'InputTypeError',
    `Unable to infer datatype of value ${isOperand ? nodeText(value) : shown(value)}`,
  );
}

function nodeText(value: PyValue): string {
  if (!(value instanceof TableObj)) return shown(value);
  const type = `ibis.expr.operations.relations.${value.relation.kind}`;
  return `<${type} object at 0x0> with type <class '${type}'>`;
}

function shown(value: PyValue): string {
  if (value instanceof TableObj || value instanceof ValueObj) {
    return `${value.repr()} with type ${value.immutable()}`;
  }
  if (value === null || typeof value !== 'object') return typeName(value);
  const of = `with type <class '${typeName(value)}'>`;
  switch (value.kind) {
    case 'function':
      return `<function ${value.name} at 0x0> ${of}`;
    case 'builtin':
      return `<built-in function ${value.name}> ${of}`;
    case 'module':
      return `<module '${value.name}'> ${of}`;
    case 'type':
      return `<class '${value.name}'> ${of}`;
    case 'singleton':
      return `${value.name} ${of}`;
    case 'range':
      return `range(${value.start}, ${value.stop}${value.step === 1n ? '' : `, ${value.step}`}) ${of}`;
    case 'host':
      if (value instanceof Expandable || value instanceof GroupedTableObj)
        return `${value.repr()} with type ${classOf(value)}`;
      if ('shownAs' in value) return `${String(value.shownAs)} with type ${classOf(value)}`;
      return value.pyType === 'module' ? `<module 'ibis'> ${of}` : typeName(value);
    default:
      return typeName(value);
  }
}
