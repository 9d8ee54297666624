import { PythonError, valueError } from './errors.js';
import { formatValue } from './format-value.js';
import type { Kwargs, PyContext } from './host.js';
import { matched, present } from './present.js';
import { asciiRepr, keyError, pyRepr, pyStr } from './repr.js';
import { getItem } from './subscripts.js';
import type { PyValue } from './values.js';

/** How a replacement field's `.name` is looked up. */
type AttributeLookup = (object: PyValue, name: string, ctx: PyContext) => PyValue;

/** `text.format(*args, **kwargs)`; attributes come by the safe path that the caller gives. */
export function formatTemplate(
  text: string,
  args: readonly PyValue[],
  kwargs: Kwargs,
  ctx: PyContext,
  getAttribute: AttributeLookup,
): string {
  return new Template(args, kwargs, ctx, getAttribute).expand(text, 0);
}

class Template {
  readonly #args: readonly PyValue[];
  readonly #kwargs: Kwargs;
  readonly #ctx: PyContext;
  readonly #getAttribute: AttributeLookup;
  #automatic = 0;
  #numbering: 'automatic' | 'manual' | undefined;

  constructor(
    args: readonly PyValue[],
    kwargs: Kwargs,
    ctx: PyContext,
    getAttribute: AttributeLookup,
  ) {
    this.#args = args;
    this.#kwargs = kwargs;
    this.#ctx = ctx;
    this.#getAttribute = getAttribute;
  }

  expand(text: string, depth: number): string {
    if (depth > 2) throw valueError('Max string recursion exceeded');
    let out = '';
    let i = 0;
    while (i < text.length) {
      const char = present(text[i]);
      if ((char === '{' || char === '}') && text[i + 1] === char) {
        out += char;
        i += 2;
      } else if (char === '}') {
        throw valueError("Single '}' encountered in format string");
      } else if (char === '{') {
        const end = fieldEnd(text, i + 1);
        out += this.#field(text.slice(i + 1, end), depth);
        i = end + 1;
      } else {
        out += char;
        i++;
      }
    }
    this.#ctx.allocate(out.length);
    return out;
  }

  #field(field: string, depth: number): string {
    const match = /^((?:[^[\]:!]|\[[^\]]*\])*)(?:!([\s\S]?))?(?::([\s\S]*))?$/.exec(field);
    if (match === null) throw valueError("expected ':' after conversion specifier");
    const [, path = '', conversion, spec = ''] = match;
    const value = this.#convert(this.#resolve(path), conversion);
    return formatValue(value, this.expand(spec, depth + 1), this.#ctx);
  }

  #convert(value: PyValue, conversion: string | undefined): PyValue {
    if (conversion === undefined) return value;
    if (conversion === 'r') return pyRepr(value, this.#ctx);
    if (conversion === 's') return pyStr(value, this.#ctx);
    if (conversion === 'a') return asciiRepr(value, this.#ctx);
    throw valueError(
      conversion === ''
        ? 'end of string while looking for conversion specifier'
        : `Unknown conversion specifier '${conversion}'`,
    );
  }

  #resolve(path: string): PyValue {
    const first = matched(/^[^.[]*/.exec(path))[0];
    let value = this.#argument(first);
    for (const part of path.slice(first.length).matchAll(/\.([^.[]*)|\[([^\]]*)\]/g)) {
      const [, name, key] = part;
      if (name !== undefined) value = this.#getAttribute(value, name, this.#ctx);
      else if (key !== undefined) {
        value = getItem(value, /^\d+$/.test(key) ? BigInt(key) : key, this.#ctx);
      }
    }
    return value;
  }

  #argument(name: string): PyValue {
    if (name !== '' && !/^\d+$/.test(name)) {
      const value = this.#kwargs.get(name);
      if (value === undefined) throw keyError(name, this.#ctx);
      return value;
    }
    const numbering = name === '' ? 'automatic' : 'manual';
    this.#numbering ??= numbering;
    if (this.#numbering !== numbering) {
      throw valueError(
        numbering === 'automatic'
          ? 'cannot switch from manual field specification to automatic field numbering'
          : 'cannot switch from automatic field numbering to manual field specification',
      );
    }
    const index = name === '' ? this.#automatic++ : Number(name);
    const value = this.#args[index];
    if (value === undefined) {
      throw new PythonError(
        'IndexError',
        `Replacement index ${index} out of range for positional args tuple`,
      );
    }
    return value;
  }
}

function fieldEnd(text: string, from: number): number {
  let depth = 1;
  for (let i = from; i < text.length; i++) {
    if (text[i] === '{') depth++;
    else if (text[i] === '}' && --depth === 0) return i;
  }
  throw valueError(
    from >= text.length
      ? "Single '{' encountered in format string"
      : "expected '}' before end of string",
  );
}
