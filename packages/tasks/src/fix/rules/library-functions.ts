import type { PythonAst } from '@ibert/ibis';

import { apiNames } from '../api-names.js';
import { type Candidate, replaced, type Rule } from '../candidate.js';
import { type Fault, isName, positional } from '../fault.js';
import { asReceiver } from '../operands.js';
import { isPythonName, textOf } from './other-libraries.js';

/** Functions of Spark's `F`, Polars's `pl`, numpy and pandas → what Ibis has for them. */
export const libraryFunctions: Rule = (fault) =>
  fault.nodes.flatMap((node): Candidate[] => {
    if (node.kind !== 'Call') return [];
    const { callee } = node;
    const isModule =
      callee.kind === 'Attribute' &&
      isName(
        callee.object,
        'F',
        'pl',
        'np',
        'pd',
        'func',
        'fn',
        'f',
        'sf',
        'psf',
        'numpy',
        'pandas',
        'polars',
        'math',
      );
    const isIbis = callee.kind === 'Attribute' && isName(callee.object, 'ibis');
    if (isIbis && !apiNames().ibis.has(callee.attr.name)) {
      return functionsOf(fault, node, callee.attr.name).map((text) =>
        replaced(
          node,
          text,
          1.05,
          `The module \`ibis\` has no \`${callee.attr.name}\`; it is written \`${text}\`.`,
        ),
      );
    }
    const name = isModule ? callee.attr.name : callee.kind === 'Name' ? callee.name : undefined;
    if (name === undefined) return [];
    if (callee.kind === 'Name' && fault.variables.has(name)) return [];
    return functionsOf(fault, node, name).map((text, index) =>
      replaced(
        node,
        text,
        (isModule ? 0.75 : 0.9) + index / 50,
        `\`${fault.slice(callee)}\` is no function of Ibis; it is written \`${text}\`.`,
      ),
    );
  });

/** Python's types as functions. */
const CONVERSIONS: Readonly<Record<string, string>> = {
  float: 'float64',
  int: 'int64',
  str: 'string',
  bool: 'boolean',
};

const BUILTINS =
  /^(?:sorted|list|dict|set|tuple|str|int|float|bool|range|zip|map|filter|print|isinstance|lambda|enumerate|any|all|type|repr)$/;

function functionsOf(fault: Fault, node: PythonAst.Call, name: string): readonly string[] {
  const args = fault.args(node);
  const [first, ...rest] = args;
  const lower = name.toLowerCase();
  if (lower === 'col' || lower === 'column' || lower === 'c') {
    const column = textOf(node.args[0]?.value);
    if (column === undefined) return [];
    return isPythonName(column) && args.length === 1 ? [`_.${column}`] : [`_[${first}]`];
  }
  if (lower === 'lit' || lower === 'literal')
    return first === undefined ? [] : [`ibis.literal(${first})`, first];
  if (
    lower === 'where' ||
    lower === 'if_else' ||
    lower === 'iff' ||
    lower === 'if' ||
    lower === 'ifelse'
  )
    return args.length === 3 ? [`ibis.ifelse(${args.join(', ')})`] : [];
  if (lower === 'case_when') return [`ibis.cases(${args.join(', ')})`];
  if (
    /^(?:len|n|count|size)$/.test(lower) &&
    (first === undefined || /^["']\*["']$|^1$/.test(first))
  )
    return ['_.count()'];
  if (/^(?:to_datetime|timestamp|to_timestamp)$/.test(lower) && first !== undefined)
    return node.args[0]?.value.kind === 'Str'
      ? [`ibis.timestamp(${first})`]
      : [`${receiverOf(node, first)}.cast("timestamp")`];
  if (/^(?:to_date)$/.test(lower) && first !== undefined)
    return [`${receiverOf(node, first)}.cast("date")`, `ibis.date(${first})`];
  if (/^(?:coalesce|greatest|least)$/.test(lower))
    return [
      `ibis.${lower}(${args.map((arg, i) => (textOf(node.args[i]?.value) === undefined || i > 0 ? arg : receiverOf(node, arg))).join(', ')})`,
    ];
  if (/^(?:datediff|date_diff|timestampdiff)$/.test(lower) && args.length === 3) {
    return [`${asReceiver(args[2] ?? '')}.delta(${args[1]}, unit=${unitOf(first ?? '')})`];
  }
  if (/^(?:concat|union|union_all|append)$/.test(lower) && node.args[0]?.value.kind === 'List') {
    const tables = node.args[0].value.items.map((item) => fault.slice(item));
    return [`ibis.union(${tables.join(', ')})`];
  }
  if (/^(?:extract|date_part|datepart)$/.test(lower) && args.length === 2) {
    return [
      `${asReceiver(args[1] ?? '')}.${(first ?? '').replaceAll(/["']/g, '').toLowerCase()}()`,
    ];
  }
  if (/^(?:date_trunc|trunc|datetrunc)$/.test(lower) && textOf(node.args[0]?.value) !== undefined) {
    return [`${asReceiver(args[1] ?? '')}.truncate(${(first ?? '').toLowerCase()})`];
  }
  if ((lower === 'max' || lower === 'min') && args.length > 1)
    return [`ibis.${lower === 'max' ? 'greatest' : 'least'}(${args.join(', ')})`];
  if (/^(?:now|current_timestamp)$/.test(lower)) return ['ibis.now()'];
  if (/^(?:today|current_date)$/.test(lower)) return ['ibis.today()'];
  if (/^(?:row_number|rank|dense_rank)$/.test(lower) && args.length === 0)
    return [`ibis.${lower}()`];
  if (lower === 'desc' || lower === 'asc')
    return first === undefined ? [] : [`ibis.${lower}(${first})`];
  const type = CONVERSIONS[name];
  if (type !== undefined && args.length === 1 && first !== undefined && !/^["'\d]/.test(first)) {
    return [`${asReceiver(first)}.cast("${type}")`];
  }
  if (/^(?:count|n|size)$/.test(lower) && positional(node).length === 0)
    return [`_.count(${args.join(', ')})`];
  if (first === undefined || BUILTINS.test(name) || node.args[0]?.kind !== 'positional') return [];
  const method = METHODS[lower] ?? lower;
  const call = `${receiverOf(node, first)}.${method}(${rest.join(', ')})`;
  return [call];
}

const unitOf = (text: string): string => `"${text.replaceAll(/["']/g, '').toLowerCase()}"`;

/** A name in quotes, or a bare one, is a column. */
function receiverOf(node: PythonAst.Call, first: string): string {
  const column = textOf(node.args[0]?.value);
  return column !== undefined && isPythonName(column) ? `_.${column}` : asReceiver(first);
}

const METHODS: Readonly<Record<string, string>> = {
  avg: 'mean',
  average: 'mean',
  countdistinct: 'nunique',
  count_distinct: 'nunique',
  n_distinct: 'nunique',
  n_unique: 'nunique',
  stddev: 'std',
  variance: 'var',
  trim: 'strip',
  ltrim: 'lstrip',
  rtrim: 'rstrip',
  len: 'length',
  char_length: 'length',
  substring: 'substr',
  isna: 'isnull',
  ucase: 'upper',
  lcase: 'lower',
  array_agg: 'collect',
  collect_list: 'collect',
  string_agg: 'group_concat',
  ceiling: 'ceil',
  power: 'pow',
  ifnull: 'fill_null',
  nvl: 'fill_null',
  date_trunc: 'truncate',
};

/** `when(c, v).when(…).otherwise(e)` and `ibis.case().when(…).else_(e).end()` → `ibis.cases(…)`. */
export const caseChains: Rule = (fault) =>
  fault.calls.flatMap(({ call }): Candidate[] => {
    const chain = chainOf(call);
    const whens: string[] = [];
    let otherwise = '';
    let subject: string | undefined;
    for (const [index, step] of chain.entries()) {
      const args = fault.args(step.call);
      if (step.name === 'when') {
        const next = chain[index + 1];
        const then = args[1] ?? (next?.name === 'then' ? fault.args(next.call)[0] : undefined);
        if (args[0] === undefined || then === undefined) return [];
        whens.push(`(${args[0]}, ${then})`);
      } else if (/^(?:otherwise|else_|else)$/.test(step.name))
        otherwise = `, else_=${args[0] ?? 'None'}`;
      else if (step.name === 'case') {
        if (step.object !== undefined && !isName(step.object, 'ibis'))
          subject = fault.slice(step.object);
      } else if (step.name !== 'then' && step.name !== 'end') return [];
    }
    if (whens.length === 0) return [];
    const last = chain.at(-1)?.name ?? '';
    if (last === 'when' && isInChain(fault, call)) return [];
    const text = `${subject ?? 'ibis'}.cases(${whens.join(', ')}${otherwise})`;
    return [
      replaced(
        call,
        text,
        isInChain(fault, call) ? 1.3 : 0.75,
        `Choices are made with \`cases\` in Ibis 12: \`${text}\`.`,
      ),
    ];
  });

interface Step {
  readonly name: string;
  readonly call: PythonAst.Call;
  readonly object: PythonAst.Expression | undefined;
}

/** The calls of a chain, first to last. */
function chainOf(call: PythonAst.Call): readonly Step[] {
  const { callee } = call;
  if (callee.kind === 'Name') return [{ name: callee.name, call, object: undefined }];
  if (callee.kind !== 'Attribute') return [];
  const before = callee.object.kind === 'Call' ? chainOf(callee.object) : [];
  return [...before, { name: callee.attr.name, call, object: callee.object }];
}

const isInChain = (fault: Fault, call: PythonAst.Call): boolean =>
  fault.calls.some(
    ({ object, name }) =>
      object === call && /^(?:when|then|otherwise|else_|else|end)$/.test(name.name),
  );
