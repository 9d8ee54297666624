import { apiRows } from '@ibert/ibis';

import type { Kind } from './probe.js';

/** A parameter of a function of the API. */
export interface Parameter {
  readonly name: string;
  readonly kind: 'positional' | 'keyword' | 'rest' | 'keywords';
  readonly required: boolean;
}

/** A function or attribute of the API. */
export class ApiMember {
  readonly owner: string;
  readonly name: string;
  readonly #signature: string | undefined;
  #parameters: readonly Parameter[] | undefined;

  constructor(owner: string, name: string, signature: string | undefined) {
    this.owner = owner;
    this.name = name;
    this.#signature = signature;
  }

  /** Read from the signature when first asked for; undefined for what is not called. */
  get parameters(): readonly Parameter[] | undefined {
    if (this.#signature === undefined) return undefined;
    return (this.#parameters ??= parametersOf(this.#signature));
  }
}

/** The API by name. */
export type Api = ReadonlyMap<string, readonly ApiMember[]>;

/** Reads the tables of the API; what is refused is left out. */
export function readApi(): Api {
  const api = new Map<string, ApiMember[]>();
  for (const { owner, name, signature, status } of apiRows()) {
    if (status !== 'native') continue;
    const member = new ApiMember(owner, name, signature);
    const members = api.get(name);
    if (members === undefined) api.set(name, [member]);
    else members.push(member);
  }
  return api;
}

/** Splits a parameter list at the commas that stand in no bracket and no string. */
function parametersOf(signature: string): readonly Parameter[] {
  const parts = signature.match(/(?:[^,('"]|\([^)]*\)|'[^']*'|"[^"]*")+/g) ?? [];
  const parameters: Parameter[] = [];
  let keywordOnly = false;
  for (const part of parts.map((text) => text.trim())) {
    const [name = '', fallback] = part.split('=');
    if (part === '/' || part === '') continue;
    if (part === '*') keywordOnly = true;
    else if (part.startsWith('**')) {
      parameters.push({ name: part.slice(2), kind: 'keywords', required: false });
    } else if (part.startsWith('*')) {
      parameters.push({ name: part.slice(1), kind: 'rest', required: false });
      keywordOnly = true;
    } else {
      const kind = keywordOnly ? 'keyword' : 'positional';
      parameters.push({ name, kind, required: fallback === undefined });
    }
  }
  return parameters;
}

const MODULES: Readonly<Record<string, string>> = { ibis: 'ibis', s: 'ibis.selectors' };
const VALUES = /^(?:Value|Column|Scalar|Deferred|.+(?:Value|Column))$/;

/** The classes that have the methods of a receiver, or the module of a name. */
export function owns(receiver: Kind | string | undefined, owner: string): boolean {
  if (receiver === undefined) return !owner.startsWith('ibis');
  if (typeof receiver === 'string') return MODULES[receiver] === owner;
  switch (receiver.kind) {
    case 'table':
      return owner === 'Table' || owner === 'Join' || owner === 'Expr';
    case 'grouped':
      return owner === 'GroupedTable';
    case 'value':
    case 'deferred':
      return VALUES.test(owner) || owner === 'Expr';
    case 'other':
      return receiver.name.includes('WindowBuilder') ? owner === 'WindowBuilder' : false;
  }
}

/** The member that a receiver has under a name. */
export const memberOf = (
  api: Api,
  name: string,
  receiver: Kind | string | undefined,
): ApiMember | undefined => {
  const members = api.get(name);
  return members?.find(({ owner }) => owns(receiver, owner)) ?? members?.[0];
};

/** Whether a receiver has a member of this name. */
export const hasMember = (api: Api, name: string, receiver: Kind | string): boolean =>
  api.get(name)?.some(({ owner }) => owns(receiver, owner)) === true;
