import { apiRows, parseProgram, PythonError, walk } from '@ibert/ibis';

let owners: ReadonlyMap<string, ReadonlySet<string>> | undefined;

/** The classes and modules of Ibis that have a name; none for a name that Ibis has not. */
export function ownersOf(name: string): ReadonlySet<string> {
  if (owners === undefined) {
    const found = new Map<string, Set<string>>();
    for (const row of apiRows()) {
      found.set(row.name, (found.get(row.name) ?? new Set()).add(row.owner));
    }
    owners = found;
  }
  return owners.get(name) ?? new Set();
}

/** Names that programs call to make their tables or to show them. */
const AROUND: ReadonlySet<string> = new Set([
  'table',
  'memtable',
  'schema',
  'to_sql',
  'execute',
  'to_pandas',
  'fetch',
]);

/**
 * What the last statement of a program calls of Ibis, in the order of the text, as answers write it. Nothing
 * where it calls functions of the program as well, which a list of names would leave out.
 */
export function callsOf(program: string): readonly string[] {
  try {
    const last = parseProgram(program).body.at(-1);
    const calls: { at: number; name: string }[] = [];
    if (last === undefined) return [];
    let callsOwn = false;
    walk(last, (node) => {
      if (node.kind === 'Call' && node.callee.kind === 'Name') callsOwn = true;
      if (node.kind !== 'Call' || node.callee.kind !== 'Attribute') return;
      const { object, attr } = node.callee;
      const module = object.kind === 'Name' && (object.name === 'ibis' || object.name === 's');
      if (ownersOf(attr.name).size === 0 || AROUND.has(attr.name)) return;
      calls.push({
        at: attr.start,
        name: module ? `${object.name}.${attr.name}()` : `${attr.name}()`,
      });
    });
    if (callsOwn) return [];
    return [...new Set(calls.sort((a, b) => a.at - b.at).map(({ name }) => name))];
  } catch (error) {
    if (error instanceof PythonError) return [];
    throw error;
  }
}
