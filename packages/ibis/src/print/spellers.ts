import { isOp, printType, same } from '@ibert/ir';
import type { IntervalUnit, OpArgs, OpName, Value, ValueNode } from '@ibert/ir';

import { bare, fn, keyword, PREC, within } from './code.js';
import type { Code } from './code.js';
import { literalArgs, quote } from './literals.js';
import { plainData } from './methods.js';
import { binary, PLUS } from './operators.js';
import { sortKeys } from './sort-keys.js';
import type { ValuePrinter } from './values.js';

/** Prints a value; undefined leaves it to the tables of operators and methods. */
export type Speller = (value: Value, p: ValuePrinter) => Code | undefined;

/** A speller that is given the exact arguments of its operation. */
export const of =
  <K extends OpName>(
    _kind: K,
    spell: (args: OpArgs<K>, p: ValuePrinter, value: ValueNode<K>) => Code | undefined,
  ): Speller =>
  (value, p) =>
    spell(value.args as unknown as OpArgs<K>, p, value as ValueNode<K>);

export const isLiteral = (value: Value, wanted: unknown): boolean =>
  isOp(value, 'Literal') && same(literalArgs(value).value, wanted);
export const isNull = (value: Value): boolean =>
  isOp(value, 'Literal') && value.dtype.kind === 'null';
const unit = (code: IntervalUnit): Code => bare(quote(code));
const typeText = (type: Parameters<typeof printType>[0]): Code => bare(quote(printType(type)));

/** `self.name(a, b, …)` with the operation's other arguments in the order given. */
export const method =
  (name: string, subject: string, ...others: readonly string[]): Speller =>
  (value, p) =>
    p.invoke(
      p.code(value.args[subject] as Value),
      name,
      others.map((other) => p.argOf(value, other)),
    );
/** A property, or methods without arguments one after the other. */
export const path =
  (text: string): Speller =>
  (value, p) => {
    const self = p.code(value.args['arg'] as Value);
    return { ...self, text: `${within(self, PREC.atom)}.${text}`, prec: PREC.atom };
  };
export const withUnit =
  (name: string): Speller =>
  (value, p) =>
    p.invoke(p.code(value.args['arg'] as Value), name, [unit(value.args['unit'] as IntervalUnit)]);
export const functionOf =
  (name: string, ...args: readonly string[]): Speller =>
  (value, p) =>
    fn(
      `ibis.${name}`,
      args.map((arg) => p.argOf(value, arg)),
    );
export const cast =
  (name: string): Speller =>
  (value, p) =>
    p.invoke(p.code(value.args['arg'] as Value), name, [
      typeText(value.args['to'] as Parameters<typeof printType>[0]),
    ]);

/** `where=`, `order_by=` and flags that differ from their defaults. */
export function options(value: Value, p: ValuePrinter): Code[] {
  const { where, order_by, include_null, distinct } = value.args;
  const keys = (order_by ?? []) as readonly Value[];
  return [
    ...(where === null || where === undefined ? [] : [keyword('where', p.code(where as Value))]),
    ...(keys.length === 0 ? [] : [keyword('order_by', sortKeys(keys, p))]),
    ...(include_null === true ? [keyword('include_null', bare('True'))] : []),
    ...(distinct === true ? [keyword('distinct', bare('True'))] : []),
  ];
}

export const ordered =
  (name: string): Speller =>
  (value, p) =>
    p.invoke(p.code(value.args['arg'] as Value), name, options(value, p));
export const spread =
  (name: string): Speller =>
  (value, p) => {
    const { left, right, arg, how } = value.args;
    const second = right === undefined ? [] : [p.code(right as Value)];
    const kind = how === 'sample' ? [] : [keyword('how', plainData(how))];
    return p.invoke(p.code((left ?? arg) as Value), name, [
      ...second,
      ...options(value, p),
      ...kind,
    ]);
  };
export const byKey =
  (name: string): Speller =>
  (value, p) =>
    p.invoke(p.code(value.args['arg'] as Value), name, [
      p.code(value.args['key'] as Value),
      ...options(value, p),
    ]);
export const quantile =
  (name: string): Speller =>
  (value, p) =>
    p.invoke(p.code(value.args['arg'] as Value), name, [
      p.argOf(value, 'quantile'),
      ...options(value, p),
    ]);
export const ofRows =
  (name: string): Speller =>
  (value, p) =>
    p.invoke(
      p.relation(value.args['arg'] as Parameters<ValuePrinter['relation']>[0]),
      name,
      options(value, p),
    );
export const like =
  (name: string): Speller =>
  (value, p) =>
    value.args['escape'] === null
      ? p.invoke(p.code(value.args['arg'] as Value), name, [patternOf(value, p)])
      : undefined;

/** A pattern; None would be a list of no patterns. */
function patternOf(value: Value, p: ValuePrinter): Code {
  const pattern = value.args['pattern'] as Value;
  return isOp(pattern, 'Literal') && pattern.args.value === null
    ? p.code(pattern)
    : p.argOf(value, 'pattern');
}

export const digest =
  (name: string): Speller =>
  (value, p) =>
    p.invoke(
      p.code(value.args['arg'] as Value),
      name,
      value.args['how'] === 'sha256' ? [] : [plainData(value.args['how'])],
    );

/** `a + b` for two, `a.concat(b, c)` for more. */
export const concat: Speller = (value, p) => {
  const [first, second, ...others] = value.args['arg'] as readonly Value[];
  if (first === undefined || second === undefined) return undefined;
  const classes = [value.kind === 'StringConcat' ? 'String' : 'Array'] as const;
  if (others.length === 0) return binary(p, PLUS, [first, classes], [second, classes], false);
  return p.invoke(
    p.code(first),
    'concat',
    [second, ...others].map((item) => p.arg(item, classes)),
  );
};

export const together =
  (name: string): Speller =>
  (value, p) => {
    const [first, ...others] = value.args['arg'] as readonly Value[];
    return first === undefined
      ? undefined
      : p.invoke(
          p.code(first),
          name,
          others.map((item) => p.arg(item, ['Array'])),
        );
  };

export const overElements =
  (name: string): Speller =>
  (value, p) => {
    const { arg, body, param, index } = value.args;
    const names = [param, index].flatMap((v) =>
      v === null ? [] : [String((v as Value).args['name'])],
    );
    const inner = p.inside({ underscore: false, context: 'plain' }).arg(body as Value);
    return p.invoke(p.code(arg as Value), name, [`lambda ${names.join(', ')}: ${inner.text}`]);
  };

export const slice =
  (from: string, to: string): Speller =>
  (value, p) => {
    const bound = (name: string): Code | undefined => {
      const arg = value.args[name] as Value | null;
      return arg === null ? undefined : p.argOf(value, name);
    };
    const [start, stop] = [bound(from), bound(to)];
    const first =
      value.kind === 'ArraySlice' && isLiteral(value.args[from] as Value, 0n) ? undefined : start;
    const text = `${first?.text ?? ''}:${stop?.text ?? ''}`;
    const deferred = first?.deferred === true || stop?.deferred === true;
    return p.item(p.code(value.args['arg'] as Value), {
      text,
      prec: PREC.lambda,
      deferred,
      bare: true,
    });
  };
export const item =
  (key: string): Speller =>
  (value, p) =>
    p.item(p.code(value.args['arg'] as Value), p.argOf(value, key));

export function pairs(
  cases: readonly Value[],
  results: readonly Value[],
  p: ValuePrinter,
  box: boolean,
): Code[] {
  return cases.map((when, i) => {
    const then = results[i] as Value;
    const [a, b] = [box ? p.code(when) : p.arg(when), p.arg(then)];
    return {
      text: `(${a.text}, ${b.text})`,
      prec: PREC.atom,
      deferred: a.deferred || b.deferred,
      bare: true,
    };
  });
}

export const otherwise = (value: Value, p: ValuePrinter): Code[] =>
  isNull(value) ? [] : [keyword('else_', p.arg(value))];

/** ibis.range() does not wait for its arguments. */
export function range(p: ValuePrinter, args: readonly Code[]): Code {
  if (args.some(({ deferred }) => deferred)) throw p.conflict();
  return fn('ibis.range', args);
}

export function delta(value: Value, p: ValuePrinter): Code {
  const { left, right } = value.args;
  return p.invoke(p.code(left as Value), 'delta', [
    p.code(right as Value),
    keyword('unit', p.argOf(value, 'part')),
  ]);
}

export function betweenByComparison(value: ValueNode<'Between'>, p: ValuePrinter): Code {
  const self = p.code(value.args.arg);
  const [low, high] = [p.argOf(value, 'lower_bound'), p.argOf(value, 'upper_bound')];
  const side = (symbol: string, bound: Code): string =>
    `(${self.text} ${symbol} ${within(bound, PREC.or)})`;
  return {
    text: `${side('>=', low)} & ${side('<=', high)}`,
    prec: PREC.and,
    deferred: self.deferred || low.deferred || high.deferred,
    bare: false,
  };
}
