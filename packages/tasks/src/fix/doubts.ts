import type { PythonAst } from '@ibert/ibis';
import { type DataType, FLOAT64, INT64, STRING, TIMESTAMP } from '@ibert/ir';

import type { Candidate } from './candidate.js';
import { needsNoArgument } from './api-names.js';
import { Fault, isName } from './fault.js';
import { type Failure, type Judge, judged } from './judge.js';
import { asReceiver } from './operands.js';
import { accessors } from './rules/accessors.js';
import { functionTexts } from './rules/columns.js';

/** A program that runs and hardly means what it says. */
export interface Doubt {
  readonly failure: Failure | undefined;
  readonly step: Candidate;
}

const ORDERS: ReadonlySet<string> = new Set(['<', '<=', '>', '>=']);
const NUMBER = /^[-+]?\d+(\.\d+)?$/;

/** What is doubtful in a program that runs: each with its repair. */
export function doubtsOf(code: string, judge: Judge): readonly Doubt[] {
  const nothing: Failure = { type: '', message: '', span: undefined };
  const fault = new Fault(code, nothing, judge.tables, judge.types);
  return fault.nodes
    .flatMap((node) =>
      node.kind === 'Compare'
        ? [...identityDoubts(fault, node), ...orderDoubts(fault, node, judge)]
        : [],
    )
    .concat(
      pairDoubts(fault),
      textDoubts(fault),
      methodDoubts(fault),
      accessorDoubts(fault, judge),
    );
}

/** Pairs of a column and a function in `agg`, which Ibis takes for arrays of two texts. */
const pairDoubts = (fault: Fault): Doubt[] =>
  functionTexts(fault)
    .filter(({ cost }) => cost < 0.9)
    .map((step) => ({ failure: undefined, step }));

/** `str(t.age)` is the text of the expression, not of its values. */
const textDoubts = (fault: Fault): Doubt[] =>
  fault.nodes.flatMap((node): Doubt[] => {
    if (node.kind !== 'Call' || !isName(node.callee, 'str') || node.args.length !== 1) return [];
    const value = node.args[0]?.value;
    if (value?.kind !== 'Attribute' || !fault.columns.has(value.attr.name)) return [];
    const text = `${fault.slice(value)}.cast("string")`;
    const why = `\`${fault.slice(node)}\` is the text of the expression itself; its values become texts with \`cast\`.`;
    const edits = [{ start: node.start, end: node.end, text }];
    return [{ failure: undefined, step: { edits, cost: 1, why } }];
  });

/** A method that is compared instead of its result: `t.name.lower == "x"` is False for Python. */
const methodDoubts = (fault: Fault): Doubt[] => {
  if (!fault.closed) return [];
  return fault.nodes.flatMap((node) => {
    if (node.kind !== 'Compare') return [];
    return [node.left, ...node.rights].flatMap((side): Doubt[] => {
      if (side.kind !== 'Attribute' || !needsNoArgument(side.attr.name)) return [];
      const { name, end } = side.attr;
      if (fault.hasColumn(name) || isName(side.object, '_')) return [];
      const why = `\`${name}\` is a method and has to be called: without parentheses the method itself is compared.`;
      return [
        { failure: undefined, step: { edits: [{ start: end, end, text: '()' }], cost: 1, why } },
      ];
    });
  });
};

/** `.str` and `.dt` of a column of unknown type, which might be a struct. */
function accessorDoubts(fault: Fault, judge: Judge): Doubt[] {
  if (judge.tables !== undefined) return [];
  return accessors(fault).flatMap((step) => {
    const attribute = fault.nodes.find(
      (node): node is PythonAst.Attribute =>
        node.kind === 'Attribute' &&
        node.object.kind === 'Attribute' &&
        /^(?:str|dt)$/.test(node.attr.name),
    );
    if (attribute?.object.kind !== 'Attribute') return [];
    const type = attribute.attr.name === 'str' ? STRING : TIMESTAMP;
    const types = new Map([...judge.types, [attribute.object.attr.name, type] as const]);
    const verdict = judged(fault.text, { ...judge, types });
    return [{ failure: verdict.kind === 'fails' ? verdict.failure : undefined, step }];
  });
}

/** `x is None` is False for every expression: the rows are not asked. */
function identityDoubts(fault: Fault, node: PythonAst.Compare): Doubt[] {
  const [op, right] = [node.ops[0], node.rights[0]];
  if (node.ops.length !== 1 || right === undefined || (op !== 'is' && op !== 'is not')) return [];
  const constant = fault.slice(right);
  if (node.left.kind === 'Name') return [];
  if (constant === 'True' || constant === 'False') {
    const subject = asReceiver(fault.slice(node.left));
    const same = (op === 'is') === (constant === 'True');
    const why = `\`${op} ${constant}\` compares the expression itself, not its rows; the condition is the column.`;
    const edits = [{ start: node.start, end: node.end, text: same ? subject : `~${subject}` }];
    return [{ failure: undefined, step: { edits, cost: 1, why } }];
  }
  if (constant !== 'None') return [];
  const method = op === 'is' ? 'isnull' : 'notnull';
  const text = `${asReceiver(fault.slice(node.left))}.${method}()`;
  const why = `\`${op} None\` asks whether the expression itself is None, not its rows; NULL is found with \`.${method}()\`.`;
  const step = { edits: [{ start: node.start, end: node.end, text }], cost: 1, why };
  return [{ failure: undefined, step }];
}

/** A number in quotes that orders a column of unknown type. */
function orderDoubts(fault: Fault, node: PythonAst.Compare, judge: Judge): Doubt[] {
  if (judge.tables !== undefined || node.ops.length !== 1 || !ORDERS.has(node.ops[0] ?? ''))
    return [];
  const [right] = node.rights;
  if (right === undefined) return [];
  const sides = [node.left, right];
  const literal = sides.find((side): side is PythonAst.Str => side.kind === 'Str');
  const column = sides.find((side): side is PythonAst.Attribute => side.kind === 'Attribute');
  if (literal === undefined || column === undefined || !NUMBER.test(literal.value)) return [];
  const name = column.attr.name;
  if (judge.types.has(name)) return [];
  const type: DataType = literal.value.includes('.') ? FLOAT64 : INT64;
  const verdict = judged(fault.text, { ...judge, types: new Map([...judge.types, [name, type]]) });
  const shown = fault.slice(literal);
  const why =
    `${shown} is a text that looks like a number, and the type of \`${name}\` is not known: ` +
    'texts are ordered letter by letter, so a number was probably meant.';
  const step = {
    edits: [{ start: literal.start, end: literal.end, text: literal.value }],
    cost: 1,
    why,
  };
  return [{ failure: verdict.kind === 'fails' ? verdict.failure : undefined, step }];
}
