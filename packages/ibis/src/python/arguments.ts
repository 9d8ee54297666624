import { typeError } from './errors.js';
import type { Kwargs } from './host.js';
import { present } from './present.js';
import type { PyValue } from './values.js';

/** Refuses keyword arguments of a function that takes none. */
export function noKeywords(name: string, kwargs: Kwargs): void {
  if (kwargs.size > 0) throw typeError(`${name}() takes no keyword arguments`);
}

/** The only argument of a function that takes exactly one. */
export function one(name: string, args: readonly PyValue[], kwargs: Kwargs): PyValue {
  noKeywords(name, kwargs);
  if (args.length !== 1) {
    throw typeError(`${name}() takes exactly one argument (${args.length} given)`);
  }
  return present(args[0]);
}

/** Checks that a function without keyword arguments got `min` to `max` positional ones. */
export function count(
  name: string,
  args: readonly PyValue[],
  kwargs: Kwargs,
  min: number,
  max: number,
): void {
  noKeywords(name, kwargs);
  if (max === 0 && args.length > 0) {
    throw typeError(`${name}() takes no arguments (${args.length} given)`);
  }
  if (args.length >= min && args.length <= max) return;
  const wanted = args.length < min ? min : max;
  const bound = min === max ? '' : args.length < min ? 'at least ' : 'at most ';
  throw typeError(
    `${name} expected ${bound}${wanted} argument${wanted === 1 ? '' : 's'}, got ${args.length}`,
  );
}

/**
 * The arguments of a builtin by parameter: `names` are the parameters in order, the first
 * `required` of them without default. A name after `*` takes a keyword only.
 */
export function named(
  name: string,
  names: readonly string[],
  required: number,
  args: readonly PyValue[],
  kwargs: Kwargs,
): (PyValue | undefined)[] {
  const star = names.indexOf('*');
  const params = names.filter((param) => param !== '*');
  const positional = star < 0 ? params.length : star;
  if (args.length > positional) {
    throw typeError(
      `${name}() takes at most ${positional} argument${positional === 1 ? '' : 's'} ` +
        `(${args.length + kwargs.size} given)`,
    );
  }
  const values: (PyValue | undefined)[] = params.map((_, i) => args[i]);
  for (const [key, value] of kwargs) {
    const index = params.indexOf(key);
    if (index < 0) throw typeError(`'${key}' is an invalid keyword argument for ${name}()`);
    if (index < args.length) {
      throw typeError(
        `argument for ${name}() given by name ('${key}') and position (${index + 1})`,
      );
    }
    values[index] = value;
  }
  for (let i = 0; i < required; i++) {
    if (values[i] === undefined) {
      throw typeError(
        `${name === 'function' ? name : `${name}()`} missing required argument '${params[i]}' (pos ${i + 1})`,
      );
    }
  }
  return values;
}
