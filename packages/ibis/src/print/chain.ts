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
