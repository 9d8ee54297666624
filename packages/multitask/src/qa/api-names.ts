import { apiRows, type ApiRow } from '@ibert/ibis';

/** What Ibis 12 has, by name. */
export interface ApiNames {
  /** Whether an owner (`Table`, `ibis.selectors`) has a name; any owner when none is given. */
  has(name: string, owner?: string): boolean;
  /** Whether some parameter of some method or function has the name. */
  isParameter(name: string): boolean;
  /** Whether a call of the name takes the keyword; a `**` parameter takes every keyword. */
  takes(name: string, keyword: string): boolean;
  /** Whether the name is a class or module that owns names. */
  isOwner(name: string): boolean;
}

const PARAMETER = /(\*{0,2})([A-Za-z_]\w*)\s*(?:=|,|$)/g;

interface Signature {
  readonly parameters: ReadonlySet<string>;
  readonly open: boolean;
}

function signatureOf({ signature = '' }: ApiRow): Signature {
  const found = [...signature.matchAll(PARAMETER)];
  return {
    parameters: new Set(found.map(([, , name = '']) => name)),
    open: found.some(([, stars]) => stars === '**'),
  };
}

/** Methods that `ibis` has as functions of their own signature are rows of both. */
function build(rows: readonly ApiRow[]): ApiNames {
  const owners = new Map<string, Set<string>>();
  const signatures = new Map<string, Signature[]>();
  for (const row of rows) {
    const names = owners.get(row.owner) ?? new Set<string>();
    owners.set(row.owner, names.add(row.name));
    const known = signatures.get(row.name) ?? [];
    if (row.signature !== undefined) known.push(signatureOf(row));
    signatures.set(row.name, known);
  }
  const all = [...signatures.values()].flat();
  const parameters = new Set(all.flatMap(({ parameters: own }) => [...own]));
  return {
    has: (name, owner) =>
      owner === undefined ? signatures.has(name) : (owners.get(owner)?.has(name) ?? false),
    isParameter: (name) => parameters.has(name),
    takes: (name, keyword) => {
      const known = signatures.get(name) ?? [];
      return (
        known.length === 0 || known.some(({ parameters: own, open }) => open || own.has(keyword))
      );
    },
    isOwner: (name) => owners.has(name),
  };
}

let built: ApiNames | undefined;

/** The names of Ibis 12, from the tables of the API. */
export const apiNames = (): ApiNames => (built ??= build(apiRows()));
