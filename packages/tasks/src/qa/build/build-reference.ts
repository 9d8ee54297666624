import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { IbertError } from '@ibert/core';
import { apiRows, type ApiRow } from '@ibert/ibis';

import type { ReferenceEntry, ReferenceExample, ReferenceHead } from '../reference-entry.js';
import { proseFaults } from './prose-faults.js';
import { readTables } from './reference-tables.js';
import { ExampleRunner } from './run-examples.js';
import { entryId, searchIndex } from './search-index.js';
import { readEntries, type SourceEntry } from './source-entry.js';

/** A built reference, or what is wrong with its files. */
export interface BuiltReference {
  readonly head: ReferenceHead;
  readonly entries: readonly ReferenceEntry[];
  /** One line each: file, entry and fault. */
  readonly faults: readonly string[];
}

/**
 * Reads the files of a reference, runs its examples and makes the search index.
 *
 * @throws IbertError for files that are not of the shape that the README tells.
 */
export async function buildReference(folder: string): Promise<BuiltReference> {
  const tables = readTables(join(folder, 'tables.yaml'));
  const sources = readdirSync(folder)
    .filter((file) => file.endsWith('.yaml') && file !== 'tables.yaml')
    .toSorted()
    .flatMap((file) => readEntries(readFileSync(join(folder, file), 'utf8'), file));
  const rows = new Map(apiRows().map((row) => [`${row.owner}.${row.name}`, row]));
  const faults: string[] = [];
  const entries: ReferenceEntry[] = [];
  const context = Object.fromEntries(
    Object.entries(tables).map(([name, { columns }]) => [name, { schema: columns }]),
  );
  const runner = await ExampleRunner.open(tables);
  const known = new Set(sources.flatMap((entry) => [...entry.names, entryId(entry)]));
  const seen = new Set<string>();
  for (const source of sources) {
    const fault = (text: string): void => {
      faults.push(`${source.file}: ${entryId(source)}: ${text}`);
    };
    for (const name of source.topic === undefined ? source.names : [source.topic]) {
      if (seen.has(name)) fault(`${name} has an entry already`);
      seen.add(name);
    }
    for (const name of source.see_also)
      if (!known.has(name)) fault(`see_also ${name} has no entry`);
    for (const text of nameFaults(source, rows)) fault(text);
    const example = await exampleOf(source, runner, fault);
    const entry = entryOf(source, rows, example);
    for (const text of proseFaults(entry, { tables: context })) fault(text);
    entries.push(entry);
  }
  runner.close();
  return { head: { tables: context_(tables), ...searchIndex(sources) }, entries, faults };
}

const context_ = (tables: ReturnType<typeof readTables>): ReferenceHead['tables'] =>
  Object.fromEntries(Object.entries(tables).map(([name, { columns }]) => [name, columns]));

async function exampleOf(
  source: SourceEntry,
  runner: ExampleRunner,
  fault: (text: string) => void,
): Promise<ReferenceExample | undefined> {
  try {
    return await runner.run(source);
  } catch (error) {
    if (!(error instanceof IbertError)) throw error;
    fault(error.message);
    return undefined;
  }
}

function* nameFaults(
  { names, parameters, example = '' }: SourceEntry,
  rows: ReadonlyMap<string, ApiRow>,
): Generator<string> {
  const own = names.map((name) => rows.get(name));
  for (const [at, row] of own.entries()) {
    if (row === undefined) yield `${names[at] ?? ''} is no name of the API`;
  }
  const signatures = own.map((row) => row?.signature ?? '').join(', ');
  if (names.length > 0) {
    for (const name of Object.keys(parameters)) {
      if (!new RegExp(String.raw`\b${name}\b`).test(signatures)) yield `no parameter ${name}`;
    }
    const used = names.some((name) => example.includes(name.slice(name.lastIndexOf('.') + 1)));
    if (!used) yield 'the example uses none of the names';
  }
}

function entryOf(
  source: SourceEntry,
  rows: ReadonlyMap<string, ApiRow>,
  example: ReferenceExample | undefined,
): ReferenceEntry {
  const {
    names,
    title,
    summary,
    details,
    parameters,
    pitfalls,
    see_also: seeAlso,
    former,
  } = source;
  const [first = ''] = names;
  const signature = rows.get(first)?.signature;
  const bare = first.slice(first.lastIndexOf('.') + 1);
  return {
    id: entryId(source),
    names,
    ...(title === undefined ? {} : { title }),
    ...(signature === undefined ? {} : { signature: `${bare}(${signature})` }),
    summary: oneLine(summary),
    ...(details === undefined ? {} : { details: oneLine(details) }),
    ...(Object.keys(parameters).length === 0 ? {} : { parameters }),
    ...(pitfalls.length === 0 ? {} : { pitfalls: pitfalls.map(oneLine) }),
    ...(seeAlso.length === 0 ? {} : { seeAlso }),
    ...(former.length === 0 ? {} : { former }),
    ...(example === undefined ? {} : { example }),
  };
}

const oneLine = (text: string): string => text.trim().replaceAll(/\s+/g, ' ');
