import type { AstNode, PythonAst } from '@ibert/ibis';

import { type Candidate, inserted, replaced, type Rule } from '../candidate.js';
import { type Fault } from '../fault.js';
import { asReceiver } from '../operands.js';
import { similarNames } from '../similar-names.js';
import { type Family, familyOf, typeNamed, typeWords } from '../type-words.js';

const MISMATCH =
  /not comparable|unsupported operand|not supported between|Cannot compute precedence|not coercible|cannot be coerced|could not be coerced|has failed due to|Cannot fill_null|Cannot infer|can't multiply|No common type|cannot be implicitly|Unable to infer|must be/i;
const NUMBER = /^[-+]?\d+(?:\.\d+)?$/;
const MOMENT = /^\d{4}-\d\d?(?:-\d\d?)?(?:[ T]\d\d?:\d\d.*)?$/;

/** The column that an expression names. */
const columnOf = (node: PythonAst.Expression): string | undefined =>
  node.kind === 'Attribute'
    ? node.attr.name
    : node.kind === 'Subscript' && node.index.kind === 'Str'
      ? node.index.value
      : undefined;

/** The family of an expression, as far as its form tells. */
function familyIn(fault: Fault, node: PythonAst.Expression): Family | undefined {
  if (node.kind === 'Str' || node.kind === 'JoinedStr') return 'text';
  if (node.kind === 'Constant') return /^\d/.test(fault.slice(node)) ? 'number' : undefined;
  if (node.kind === 'BinOp') return familyIn(fault, node.left) ?? familyIn(fault, node.right);
  if (node.kind === 'Call' && node.callee.kind === 'Attribute') {
    const { attr, object } = node.callee;
    if (attr.name === 'cast' && node.args[0]?.value.kind === 'Str')
      return familyOf(node.args[0].value.value);
    return RESULTS.find(([names]) => names.test(attr.name))?.[1] ?? familyIn(fault, object);
  }
  return familyOf(fault.typeOf(columnOf(node) ?? ''));
}

/** What methods give, where it is not what they are called on. */
const RESULTS: readonly (readonly [RegExp, Family])[] = [
  [
    /^(?:count|nunique|length|year|month|day|hour|minute|quarter|rank|row_number|epoch_seconds|find|delta)$/,
    'number',
  ],
  [/^(?:strftime|group_concat|upper|lower|full_name)$/, 'text'],
  [/^(?:isnull|notnull|isin|contains|startswith|endswith|like|between|any|all)$/, 'truth'],
  [/^(?:date|timestamp|now|today|truncate)$/, 'moment'],
];

/** What stands against a value: in comparisons, arithmetic and arguments of methods. */
function pairsOf(fault: Fault): readonly (readonly [PythonAst.Expression, PythonAst.Expression])[] {
  return fault.nodes.flatMap((node): (readonly [PythonAst.Expression, PythonAst.Expression])[] => {
    if (node.kind === 'Compare') {
      const all = [node.left, ...node.rights];
      return all.slice(1).flatMap((right, index) => {
        const left = all[index];
        return left === undefined ? [] : [[left, right] as const, [right, left] as const];
      });
    }
    if (node.kind === 'BinOp')
      return [[node.left, node.right] as const, [node.right, node.left] as const];
    if (node.kind !== 'Call' || node.callee.kind !== 'Attribute') return [];
    const { object } = node.callee;
    return node.args.flatMap(({ value }) => {
      const values = value.kind === 'List' || value.kind === 'Tuple' ? value.items : [value];
      return values.map((one) => [object, one] as const);
    });
  });
}

/** Values of a type that does not fit what they are compared or calculated with. */
export const literalTypes: Rule = (fault) => {
  if (!MISMATCH.test(fault.error)) return [];
  return pairsOf(fault).flatMap(([other, value]) => literalOptions(fault, other, value));
};

function literalOptions(
  fault: Fault,
  other: PythonAst.Expression,
  value: PythonAst.Expression,
): Candidate[] {
  const family = familyIn(fault, other);
  const shown = fault.slice(value);
  const subject = fault.slice(other);
  if (value.kind === 'Str') {
    const text = value.value.trim();
    if (NUMBER.test(text)) {
      const why = `${shown} is a text, but \`${subject}\` holds numbers; a number stands without quotes.`;
      return [replaced(value, text, family === 'number' ? 0.85 : 1, why)];
    }
    if (MOMENT.test(text)) return momentOptions(fault, other, value, text);
    if (/^(?:true|false)$/i.test(text)) {
      const right = /^t/i.test(text) ? 'True' : 'False';
      const why = `${shown} is a text; the truth value is \`${right}\`.`;
      return [replaced(value, right, 0.9, why)];
    }
    return [];
  }
  if (value.kind === 'Constant' && /^\d/.test(shown)) {
    const moment = family === 'moment' || /date|timestamp/.test(fault.failure.message);
    const why = `\`${subject}\` and the number \`${shown}\` are of types that do not go together.`;
    const year = /^\d{4}$/.test(shown) && moment;
    const compared = fault.nodes.find(
      (node) => node.kind === 'Compare' && (node.left === other || node.rights.includes(other)),
    );
    return [
      ...(year && compared !== undefined
        ? [inserted(other.end, '.year()', 0.95, `${why} The year of it is a number.`)]
        : []),
      ...(year ? [replaced(value, `ibis.date("${shown}-01-01")`, 1.05, why)] : []),
      ...(moment && !year
        ? [
            replaced(
              value,
              `ibis.interval(days=${shown})`,
              0.95,
              `${why} A span of time is an interval.`,
            ),
          ]
        : []),
      ...(family === 'moment'
        ? []
        : [replaced(value, `"${shown}"`, family === 'text' ? 0.85 : 1.1, why)]),
      ...(family === 'text'
        ? castOptions(fault, other, 'number', isOrdered(compared) ? 0.8 : 1.2, why)
        : []),
    ];
  }
  if (
    value.kind === 'Constant' &&
    /^(?:True|False)$/.test(shown) &&
    family !== undefined &&
    family !== 'truth'
  ) {
    const right = family === 'text' ? `"${shown}"` : shown === 'True' ? '1' : '0';
    return [
      replaced(
        value,
        right,
        1.1,
        `\`${subject}\` holds no truth values, so it cannot equal \`${shown}\`.`,
      ),
    ];
  }
  return [];
}

function momentOptions(
  fault: Fault,
  other: PythonAst.Expression,
  value: PythonAst.Str,
  text: string,
): Candidate[] {
  const shown = fault.slice(value);
  const type = fault.typeOf(columnOf(other) ?? '');
  const isStamp = type?.startsWith('timestamp') === true || /:\d\d/.test(text);
  const why = `${shown} is a text; a moment is made with a function of Ibis.`;
  const date = replaced(value, `ibis.date(${shown})`, isStamp ? 1.05 : 0.95, why);
  const stamp = replaced(value, `ibis.timestamp(${shown})`, isStamp ? 0.95 : 1.05, why);
  return [date, stamp];
}

const isOrdered = (node: AstNode | undefined): boolean =>
  node?.kind === 'Compare' && node.ops.some((op) => /^[<>]=?$/.test(op));

const TARGETS: Readonly<Record<string, readonly string[]>> = {
  number: ['float64', 'int64'],
  text: ['string'],
  moment: ['timestamp', 'date'],
  truth: ['boolean'],
};

const castOptions = (
  fault: Fault,
  node: PythonAst.Expression,
  family: Family,
  cost: number,
  why: string,
): Candidate[] => {
  const source = fault.slice(node);
  // Not every text is a number or a moment, and a query must not fail for one that is none.
  const method = familyIn(fault, node) === 'text' && family !== 'text' ? 'try_cast' : 'cast';
  return (TARGETS[family] ?? []).map((type, index) =>
    replaced(
      node,
      `${asReceiver(source)}.${method}("${type}")`,
      cost + index / 20,
      `${why} It is converted first.`,
    ),
  );
};

/** Columns whose type does not fit an operator or lacks a method: they are converted. */
export const missingCasts: Rule = (fault) => {
  const method = /'(\w+?)(?:Column|Scalar|Value)' object has no attribute '(\w+)'/.exec(
    fault.failure.message,
  );
  if (method?.[2] !== undefined) return castsBeforeMethod(fault, method[2]);
  if (!MISMATCH.test(fault.error)) return [];
  const why = 'The two sides are of types that do not go together.';
  const operators = fault.nodes.flatMap((node): Candidate[] => {
    if (node.kind === 'Call') return mixedArguments(fault, node, why);
    if (node.kind !== 'BinOp' && node.kind !== 'Compare') return [];
    if (node.kind === 'BinOp' && /^[&|^]$/.test(node.op)) return [];
    const sides = node.kind === 'BinOp' ? [node.left, node.right] : [node.left, ...node.rights];
    const isText = sides.some((side) => familyIn(fault, side) === 'text');
    return sides
      .filter((side) => side.kind !== 'Constant' && side.kind !== 'Str')
      .flatMap((side) => {
        const family = familyIn(fault, side);
        const plus = node.kind === 'BinOp' && node.op === '+';
        if (isText && family === 'number')
          return castOptions(fault, side, 'text', plus ? 1 : 1.2, why);
        if (isText && family === 'moment')
          return plus ? castOptions(fault, side, 'text', 1, why) : [];
        if (family === 'text')
          return [
            ...castOptions(fault, side, 'number', 1.2, why),
            ...castOptions(fault, side, 'moment', 1.4, why),
          ];
        if (family === undefined && fault.typeOf(columnOf(side) ?? '') === undefined)
          return [
            ...castOptions(fault, side, 'text', 2, why),
            ...castOptions(fault, side, 'number', 2, why),
          ];
        return [];
      });
  });
  return operators;
};

const TEXT_METHODS =
  /^(?:upper|lower|length|contains|startswith|endswith|strip|split|like|ilike|re_search|re_extract|re_replace|substr|left|right|replace|concat|capitalize|reverse|lpad|rpad|find)$/;
const MOMENT_METHODS =
  /^(?:year|month|day|hour|minute|second|quarter|truncate|date|strftime|delta|week_of_year|day_of_week|epoch_seconds|time|day_of_year)$/;
const NUMBER_METHODS =
  /^(?:sum|mean|abs|std|var|round|cumsum|cummean|floor|ceil|sqrt|log|exp|pow|quantile|median)$/;

function castsBeforeMethod(fault: Fault, method: string): Candidate[] {
  const family: Family | undefined = TEXT_METHODS.test(method)
    ? 'text'
    : MOMENT_METHODS.test(method)
      ? 'moment'
      : NUMBER_METHODS.test(method)
        ? 'number'
        : undefined;
  if (family === undefined) return [];
  return fault.callsOf(method).flatMap(({ object }) => {
    const why = `\`${method}\` is no method of the type of \`${fault.slice(object)}\`.`;
    const column = columnOf(object);
    if (family === 'number' && familyIn(fault, object) !== 'text') return [];
    if (column === undefined || object.kind !== 'Attribute')
      return castOptions(fault, object, family, 1.1, why);
    const fitting = [...fault.columns].filter(
      (name) => familyOf(fault.typeOf(name)) === family && name !== column,
    );
    const only = family === 'moment' && familyIn(fault, object) !== 'text' && fitting.length === 1;
    const near = only
      ? fitting.map((name) => ({ name, distance: -0.3 }))
      : similarNames(column, fitting, 3);
    const others = near.map(({ name, distance }) =>
      replaced(object.attr, name, 1.3 + distance, `${why} \`${name}\` has it.`),
    );
    return [...castOptions(fault, object, family, 1.1, why), ...others];
  });
}

/** Names of types that Ibis does not know, and Python's or SQL's own. */
export const typeNames: Rule = (fault) =>
  fault.callsOf('cast', 'try_cast', 'literal', 'null').flatMap(({ call, name }): Candidate[] => {
    const argument = name.name === 'literal' ? call.args[1] : call.args[0];
    const value = argument?.value;
    if (value?.kind !== 'Str') return [];
    const exact = typeNamed(value.value);
    const near = similarNames(value.value, typeWords(), 3).flatMap(({ name: word, distance }) => {
      const type = typeNamed(word);
      return type === undefined ? [] : [{ type, cost: 1 + distance }];
    });
    const all = exact === undefined ? near : [{ type: exact, cost: 0.85 }, ...near];
    return all
      .filter(({ type }) => type !== value.value)
      .map(({ type, cost }) =>
        replaced(
          value,
          `"${type}"`,
          cost,
          `"${value.value}" is no type of Ibis; it is called "${type}".`,
        ),
      );
  });

/** `ibis.coalesce(t.age, "unknown")`: values of which one must be converted to go with the text. */
function mixedArguments(fault: Fault, node: PythonAst.Call, why: string): Candidate[] {
  if (node.callee.kind !== 'Attribute') return [];
  const { attr, object } = node.callee;
  if (!/^(?:coalesce|fill_null|ifelse|greatest|least|nullif)$/.test(attr.name)) return [];
  const values = [object, ...node.args.map(({ value }) => value)];
  const isText = values.some((value) => familyIn(fault, value) === 'text');
  if (!isText) return [];
  return values
    .filter(
      (value) =>
        /^(?:number|moment)$/.test(familyIn(fault, value) ?? '') && value.kind !== 'Constant',
    )
    .flatMap((value) => castOptions(fault, value, 'text', 1, why));
}
