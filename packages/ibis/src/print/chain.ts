import { layOutText } from './text-layout.js';

/** An argument of a method: text, or a table expression that can be broken into lines. */
export interface Arg {
  readonly keyword?: string;
  readonly value: string | Chain;
}

export interface Call {
  readonly name: string;
  readonly args: readonly Arg[];
}

/** A table expression: where it starts, and the methods called one after the other. */
export interface Chain {
  readonly head: string;
  readonly calls: readonly Call[];
  /** Whether it ends in a join that `select` would still become part of. */
  readonly openJoin?: boolean;
}

export const start = (head: string): Chain => ({ head, calls: [] });

/** The chain with one more call. */
export const extend = (
  chain: Chain,
  name: string,
  args: readonly (Arg | string)[] = [],
): Chain => ({
  head: chain.head,
  calls: [
    ...chain.calls,
    { name, args: args.map((arg) => (typeof arg === 'string' ? { value: arg } : arg)) },
  ],
});

const flatArg = ({ keyword, value }: Arg): string =>
  (keyword === undefined ? '' : `${keyword}=`) + (typeof value === 'string' ? value : flat(value));

const flatCall = ({ name, args }: Call): string => `.${name}(${args.map(flatArg).join(', ')})`;

/** The chain on one line. */
export const flat = ({ head, calls }: Chain): string => head + calls.map(flatCall).join('');

const STEP = 4;
const pad = (columns: number): string => ' '.repeat(columns);

/**
 * The chain in lines of at most `width` columns where it can be broken: one method a line in
 * parentheses, and arguments one a line where a call alone is too long.
 *
 * @param indent Columns that the lines after the first are moved in.
 * @param used Columns of the first line that are taken, before and after the text.
 * @param bracketed Whether brackets around it let lines be broken anyway.
 */
export function layOut(
  chain: Chain,
  width: number,
  indent: number,
  used: number,
  bracketed = false,
): string {
  const line = flat(chain);
  if (used + line.length <= width) return line;
  const [only, ...others] = chain.calls;
  if (only === undefined) return layOutText(line, width, indent, used);
  if (others.length === 0)
    return chain.head + layOutCall(only, width, indent, used + chain.head.length, true);
  const inner = bracketed ? indent : indent + STEP;
  const first = chain.head + layOutCall(only, width, inner, inner + chain.head.length);
  const rest = others.map((call) => layOutCall(call, width, inner, inner));
  if (bracketed) return [first, ...rest].join(`\n${pad(inner)}`);
  return `(\n${[first, ...rest].map((text) => pad(inner) + text).join('\n')}\n${pad(indent)})`;
}

function layOutCall(
  call: Call,
  width: number,
  indent: number,
  used: number,
  force = false,
): string {
  const line = flatCall(call);
  if (call.args.length === 0 || (!force && used + line.length <= width)) return line;
  const inner = indent + STEP;
  const args = call.args.map((arg) => pad(inner) + layOutArg(arg, width, inner));
  return `.${call.name}(\n${args.join(',\n')},\n${pad(indent)})`;
}

function layOutArg({ keyword, value }: Arg, width: number, indent: number): string {
  const prefix = keyword === undefined ? '' : `${keyword}=`;
  const used = indent + prefix.length + 1;
  if (typeof value === 'string') return prefix + layOutText(value, width, indent, used);
  return prefix + layOut(value, width, indent, used, true);
}
