import { type ApiRow, apiRows } from '@ibert/ibis';

/** Public names of Ibis by who has them. */
export interface ApiNames {
  readonly table: ReadonlySet<string>;
  readonly grouped: ReadonlySet<string>;
  readonly value: ReadonlySet<string>;
  readonly ibis: ReadonlySet<string>;
  readonly selectors: ReadonlySet<string>;
  /** Parameter lists by the name of the method or function. */
  readonly signatures: ReadonlyMap<string, readonly string[]>;
}

const OF_TABLES: ReadonlySet<string> = new Set(['Table', 'Join', 'CachedTable', 'Expr']);
const OF_NO_VALUE: ReadonlySet<string> = new Set([
  'DataType',
  'Schema',
  'GroupedTable',
  'WindowBuilder',
]);

let cache: ApiNames | undefined;

/** The names, made at first use. */
export function apiNames(): ApiNames {
  cache ??= collected(apiRows().filter(({ status }) => status === 'native'));
  return cache;
}

function collected(rows: readonly ApiRow[]): ApiNames {
  const of = (wanted: (owner: string) => boolean): ReadonlySet<string> =>
    new Set(rows.flatMap(({ owner, name }) => (wanted(owner) ? [name] : [])));
  const signatures = new Map<string, string[]>();
  for (const { name, signature } of rows) {
    if (signature !== undefined) signatures.set(name, [...(signatures.get(name) ?? []), signature]);
  }
  return {
    table: of((owner) => OF_TABLES.has(owner)),
    grouped: of((owner) => owner === 'GroupedTable'),
    value: of(
      (owner) =>
        owner === 'Expr' ||
        (!OF_TABLES.has(owner) && !OF_NO_VALUE.has(owner) && !owner.startsWith('ibis')),
    ),
    ibis: of((owner) => owner === 'ibis'),
    selectors: of((owner) => owner === 'ibis.selectors'),
    signatures,
  };
}

/** Whether some method or function of the name can be called without arguments. */
export const needsNoArgument = (name: string): boolean =>
  (apiNames().signatures.get(name) ?? []).some((signature) =>
    parts(signature).every((part) => part === 'self' || /^[*/]|=/.test(part)),
  );

/** The parameters of a list, with their annotations and defaults. */
function parts(signature: string): readonly string[] {
  const inner = signature.replace(/^\(/, '').replace(/\)[^)]*$/, '');
  return inner
    .replaceAll(/\[[^\]]*\]|\([^)]*\)/g, '')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

/** The names of the parameters of every method or function of a name. */
export const parametersOf = (name: string): readonly string[] =>
  (apiNames().signatures.get(name) ?? []).flatMap((signature) =>
    [...signature.matchAll(/(?<=[(,]\s*|^)\*{0,2}([A-Za-z]\w*)/g)].map(
      ([, parameter]) => parameter ?? '',
    ),
  );
