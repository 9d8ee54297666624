/** How tightly Python's operators bind. */
export const PREC = {
  lambda: 0,
  comparison: 6,
  or: 7,
  xor: 8,
  and: 9,
  shift: 10,
  sum: 11,
  product: 12,
  unary: 13,
  power: 14,
  atom: 16,
} as const;

/** A Python expression that stands for a value. */
export interface Code {
  readonly text: string;
  /** Of {@link PREC}: the outermost operator. */
  readonly prec: number;
  /** Whether it waits for its table, as `_.a` does. */
  readonly deferred: boolean;
  /** Whether it is a plain Python value rather than an Ibis expression. */
  readonly bare: boolean;
}

/** An Ibis expression that needs no parentheses. */
export const atom = (text: string, deferred = false): Code => ({
  text,
  prec: PREC.atom,
  deferred,
  bare: false,
});

/** A plain Python value. */
export const bare = (text: string): Code => ({
  text,
  prec: text.startsWith('-') ? PREC.unary : PREC.atom,
  deferred: false,
  bare: true,
});

/** The text as an operand of something that binds at least so tightly. */
export const within = (code: Code, prec: number): string =>
  code.prec < prec ? `(${code.text})` : code.text;

/** The text as the receiver of a method or subscript. */
export const receiver = (code: Code): string => within(code, PREC.atom);

/** `receiver.name(args)`. */
export const call = (self: Code, name: string, args: readonly (Code | string)[] = []): Code =>
  atom(
    `${receiver(self)}.${name}(${args.map(textOf).join(', ')})`,
    self.deferred || args.some((arg) => typeof arg !== 'string' && arg.deferred),
  );

/** `name(args)`, for functions that wait for deferred arguments. */
export const fn = (name: string, args: readonly (Code | string)[] = []): Code =>
  atom(
    `${name}(${args.map(textOf).join(', ')})`,
    args.some((arg) => typeof arg !== 'string' && arg.deferred),
  );

/** `name=value`, as an argument. */
export const keyword = (name: string, value: Code): Code => ({
  ...value,
  text: `${name}=${value.text}`,
  prec: PREC.lambda,
});

/** `[a, b]`, a plain list. */
export const list = (items: readonly Code[]): Code => ({
  text: `[${items.map((item) => item.text).join(', ')}]`,
  prec: PREC.atom,
  deferred: items.some((item) => item.deferred),
  bare: true,
});

const textOf = (arg: Code | string): string => (typeof arg === 'string' ? arg : arg.text);
