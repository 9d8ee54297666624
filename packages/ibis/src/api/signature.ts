import { InternalError } from '@ibert/core';

import { PyTuple, typeError } from '../python/index.js';
import type { Kwargs, PyValue } from '../python/index.js';

interface Param {
  readonly name: string;
  readonly kind: 'positional' | 'either' | 'keyword' | 'rest' | 'keywords';
  readonly fallback: PyValue | undefined;
}

/** The arguments of a call by parameter name; `*args` as a list, `**kwargs` apart. */
export interface Bound {
  readonly args: Readonly<Record<string, PyValue>>;
  readonly rest: readonly PyValue[];
  readonly keywords: Kwargs;
}

/**
 * A Python parameter list written as Python writes it (`start, length=None`, `right, /, *, how='inner'`),
 * without `self`. Defaults are literals. Parsed when first used.
 */
export class Signature {
  readonly text: string;
  private parsed: readonly Param[] | undefined;

  constructor(text: string) {
    this.text = text;
  }

  get params(): readonly Param[] {
    return (this.parsed ??= parse(this.text));
  }

  /**
   * Distributes the arguments of a call.
   *
   * @param owner Qualified name for messages, e.g. `StringValue.substr`.
   * @param method Whether a `self` comes first; CPython counts it.
   * @throws PythonError TypeError in CPython's words.
   */
  bind(owner: string, method: boolean, args: readonly PyValue[], kwargs: Kwargs): Bound {
    const bound: Record<string, PyValue> = Object.create(null) as Record<string, PyValue>;
    const keywords = new Map<string, PyValue>();
    let rest: readonly PyValue[] = [];
    let next = 0;
    for (const param of this.params) {
      if (param.kind === 'rest') {
        rest = args.slice(next);
        next = args.length;
      } else if (param.kind === 'positional' || param.kind === 'either') {
        if (next < args.length) {
          bound[param.name] = args[next] as PyValue;
          next += 1;
        }
      }
    }
    for (const [name, value] of kwargs) {
      const param = this.params.find(
        (p) => p.name === name && (p.kind === 'either' || p.kind === 'keyword'),
      );
      if (param === undefined) {
        if (this.params.some((p) => p.kind === 'keywords')) keywords.set(name, value);
        else throw this.unexpected(owner, name);
      } else if (name in bound) {
        throw typeError(`${owner}() got multiple values for argument '${name}'`);
      } else {
        bound[name] = value;
      }
    }
    // CPython looks at the keywords before it counts.
    if (next < args.length) throw this.tooMany(owner, method, args.length, kwargs);
    this.fillDefaults(owner, bound);
    return { args: bound, rest, keywords };
  }

  private fillDefaults(owner: string, bound: Record<string, PyValue>): void {
    const missing: Param[] = [];
    for (const param of this.params) {
      if (param.kind === 'rest' || param.kind === 'keywords' || param.name in bound) continue;
      if (param.fallback === undefined) missing.push(param);
      else bound[param.name] = param.fallback;
    }
    if (missing.length === 0) return;
    const keyword = missing.every((p) => p.kind === 'keyword');
    const wanted = keyword ? missing : missing.filter((p) => p.kind !== 'keyword');
    const what = keyword ? 'keyword-only' : 'positional';
    const plural = wanted.length === 1 ? '' : 's';
    throw typeError(
      `${owner}() missing ${wanted.length} required ${what} argument${plural}: ${listNames(wanted.map((p) => p.name))}`,
    );
  }

  private tooMany(owner: string, method: boolean, given: number, kwargs: Kwargs): Error {
    const self = method ? 1 : 0;
    const places = this.params.filter((p) => p.kind === 'positional' || p.kind === 'either');
    const most = places.length + self;
    const least = places.filter((p) => p.fallback === undefined).length + self;
    const takes = least === most ? `${most}` : `from ${least} to ${most}`;
    const plural = most === 1 && least === most ? '' : 's';
    const count = given + self;
    const keywordOnly = this.params.filter(
      (p) => p.kind === 'keyword' && kwargs.has(p.name),
    ).length;
    const extra =
      keywordOnly > 0
        ? ` positional argument${count === 1 ? '' : 's'} (and ${keywordOnly} keyword-only argument${keywordOnly === 1 ? '' : 's'}) were`
        : count === 1
          ? ' was'
          : ' were';
    return typeError(
      `${owner}() takes ${takes} positional argument${plural} but ${count}${extra} given`,
    );
  }

  private unexpected(owner: string, name: string): Error {
    const positional = this.params.filter((p) => p.kind === 'positional').map((p) => p.name);
    if (positional.includes(name)) {
      return typeError(
        `${owner}() got some positional-only arguments passed as keyword arguments: '${name}'`,
      );
    }
    return typeError(`${owner}() got an unexpected keyword argument '${name}'`);
  }
}

function listNames(names: readonly string[]): string {
  const quoted = names.map((name) => `'${name}'`);
  const last = quoted.at(-1) ?? '';
  if (quoted.length < 2) return last;
  if (quoted.length === 2) return `${quoted[0]} and ${last}`;
  return `${quoted.slice(0, -1).join(', ')}, and ${last}`;
}

function parse(text: string): readonly Param[] {
  const parts = text.split(',').map((part) => part.trim());
  const params: Param[] = [];
  const slash = parts.indexOf('/');
  let keywordOnly = false;
  for (const [index, part] of parts.entries()) {
    if (part === '' || part === '/') continue;
    if (part === '*') keywordOnly = true;
    else if (part.startsWith('**'))
      params.push({ name: part.slice(2), kind: 'keywords', fallback: undefined });
    else if (part.startsWith('*')) {
      params.push({ name: part.slice(1), kind: 'rest', fallback: undefined });
      keywordOnly = true;
    } else {
      const [name = '', literal] = part.split('=');
      const kind = keywordOnly ? 'keyword' : index < slash ? 'positional' : 'either';
      params.push({
        name,
        kind,
        fallback: literal === undefined ? undefined : parseLiteral(literal),
      });
    }
  }
  return params;
}

const LITERALS: ReadonlyMap<string, PyValue> = new Map<string, PyValue>([
  ['None', null],
  ['True', true],
  ['False', false],
  ['()', new PyTuple()],
  // The builtin function, which stands for itself where a parameter's default is one.
  ['any', null],
]);

function parseLiteral(text: string): PyValue {
  const known = LITERALS.get(text);
  if (known !== undefined) return known;
  const tuple = /^\((.+)\)$/.exec(text);
  if (tuple !== null) return new PyTuple((tuple[1] ?? '').split('\\x2c ').map(parseLiteral));
  if (/^-?\d+$/.test(text)) return BigInt(text);
  if (/^-?[\d.]+(?:e-?\d+)?$/.test(text)) return Number(text);
  const quoted = /^'(.*)'$/.exec(text);
  // A comma inside a default is written as \x2c, for parameters are split at commas.
  if (quoted !== null) return (quoted[1] ?? '').replaceAll('\\x2c', ',');
  throw new InternalError(`default value ${text}`);
}
