import { IbertError } from '@ibert/core';

import { parseProgram } from '../python/index.js';
import { walk } from '../python/walk.js';
import { apiRows } from './rows.js';

const MODULES: Readonly<Record<string, string>> = { ibis: 'ibis', 'ibis.selectors': 'selectors' };
/** What programs call the selectors. */
const SELECTORS: ReadonlySet<string> = new Set(['s', 'selectors']);

/** The names of the API that the product knows: `.filter`, `ibis.cases`, `selectors.numeric`. */
export const API_NAMES: ReadonlySet<string> = new Set(
  apiRows().flatMap(({ owner, name, status, signature }) => {
    if (status !== 'native') return [];
    const module = MODULES[owner];
    if (module !== undefined) return signature === undefined ? [] : [`${module}.${name}`];
    return owner.startsWith('ibis.') ? [] : [`.${name}`];
  }),
);

/**
 * The names of the API that a program calls, in the order of the text; undefined when it is no
 * Python. Only calls count, so that columns, which are read as attributes too, do not.
 *
 * @param tables names of the program's tables, which hide modules.
 */
export function apiNamesIn(
  text: string,
  tables: ReadonlySet<string>,
): ReadonlySet<string> | undefined {
  const names = new Set<string>();
  try {
    walk(parseProgram(text), (node) => {
      if (node.kind !== 'Call' || node.callee.kind !== 'Attribute') return;
      const { object, attr } = node.callee;
      const module = object.kind === 'Name' && !tables.has(object.name) ? object.name : undefined;
      const inSelectors =
        (module !== undefined && SELECTORS.has(module)) ||
        (object.kind === 'Attribute' && object.attr.name === 'selectors');
      const prefix = inSelectors ? 'selectors' : module === 'ibis' ? 'ibis' : '';
      const name = `${prefix}.${attr.name}`;
      if (API_NAMES.has(name)) names.add(name);
    });
  } catch (error) {
    if (error instanceof IbertError) return undefined;
    throw error;
  }
  return names;
}
