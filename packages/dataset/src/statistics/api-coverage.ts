import { IbertError } from '@ibert/core';
import { apiRows, parseProgram, walk } from '@ibert/ibis';
import type { DatasetRecord } from '@ibert/core/records';
import { codeOf } from '../concatenate/record-code.js';
import { type Counts, Tally } from './counts.js';

/** A method is well covered when at least this many records use it. */
export const WELL_COVERED = 20;

/** Which names of the Ibis API the records use. A record counts once per name. */
export interface ApiCoverage {
  /** Records per name in any of their Ibis code, the most used first: `.filter`, `ibis.cases`. */
  readonly used: Counts;
  /** How many names {@link WELL_COVERED} records or more use. */
  readonly well_covered: number;
  /** The same, counting only what stands in targets. */
  readonly well_covered_in_targets: number;
  /** Different names that the product knows; methods of one name count once. */
  readonly known: number;
  /** Texts that are no complete Python, and were not looked at. */
  readonly unreadable: number;
}

const MODULES: Readonly<Record<string, string>> = { ibis: 'ibis', 'ibis.selectors': 'selectors' };
/** What programs call the modules. */
const SELECTORS: ReadonlySet<string> = new Set(['s', 'selectors']);

/** The names of the API as coverage writes them. */
const KNOWN: ReadonlySet<string> = new Set(
  apiRows().flatMap(({ owner, name, status, signature }) => {
    if (status !== 'native') return [];
    const module = MODULES[owner];
    if (module !== undefined) return signature === undefined ? [] : [`${module}.${name}`];
    return owner.startsWith('ibis.') ? [] : [`.${name}`];
  }),
);

/** Collects which names of the API records use. */
export class ApiCollector {
  readonly #used = new Tally();
  readonly #inTargets = new Tally();
  #unreadable = 0;

  add(record: DatasetRecord): void {
    const tables = new Set(Object.keys(record.context.tables));
    const used = new Set<string>();
    const inTargets = new Set<string>();
    for (const { side, text } of codeOf(record)) {
      const names = namesIn(text, tables);
      if (names === undefined) this.#unreadable += 1;
      for (const name of names ?? []) {
        used.add(name);
        if (side === 'target') inTargets.add(name);
      }
    }
    for (const name of used) this.#used.add(name);
    for (const name of inTargets) this.#inTargets.add(name);
  }

  finish(): ApiCoverage {
    return {
      used: this.#used.byCount(),
      well_covered: wellCovered(this.#used),
      well_covered_in_targets: wellCovered(this.#inTargets),
      known: KNOWN.size,
      unreadable: this.#unreadable,
    };
  }
}

const wellCovered = (tally: Tally): number =>
  Object.values(tally.byName()).filter((count) => count >= WELL_COVERED).length;

/**
 * The names of the API that a program calls. Only calls count, so that columns, which are read as
 * attributes too, do not.
 */
function namesIn(text: string, tables: ReadonlySet<string>): ReadonlySet<string> | undefined {
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
      if (KNOWN.has(name)) names.add(name);
    });
  } catch (error) {
    if (error instanceof IbertError) return undefined;
    throw error;
  }
  return names;
}
