import { IbertError } from '@ibert/core';
import type { Random } from '@ibert/core';
import { evaluateIbis } from '@ibert/ibis';
import { printSchema } from '@ibert/ir';
import type { Schema } from '@ibert/ir';

import { WIDTH } from './docstring.js';
import { runPrompts } from './doctest.js';
import type { TableReads } from './reads.js';
import type { Subject } from './subject.js';

/** Most columns of an example's table, and most lines of an output. */
const MOST = 8;

/**
 * An example for a docstring: tables of the columns that the function reads, a call, and what real
 * output it gives. None when it would be long.
 */
export function exampleLines(
  subject: Subject,
  reads: ReadonlyMap<string, TableReads>,
  random: Random,
): readonly string[] {
  const { tableParameters, tables: whole } = subject;
  return (
    exampleOf(
      subject,
      tableParameters.map(({ name }) => tableOf(name, subject, reads.get(name))),
      random,
    ) ??
    exampleOf(
      subject,
      tableParameters.map(({ name }) => printSchema(whole[name] ?? new Map())),
      random,
    ) ??
    []
  );
}
/** The example with tables of these columns; undefined when they do not do, or when it is long. */
function exampleOf(
  { answer, code, signature, tableParameters }: Subject,
  tables: readonly Readonly<Record<string, string>>[],
  random: Random,
): readonly string[] | undefined {
  if (tables.some((columns) => Object.keys(columns).length > MOST)) return undefined;
  const setups = tableParameters.map(({ name }, i) => tableLine(name, tables[i] ?? {}));
  const call = `${signature.name}(${tableParameters.map(({ name }) => name).join(', ')})`;
  const columns = [...answer.schema.keys()];
  const type = `${call}["${random.choice(columns)}"].type()`;
  const asked = random
    .shuffle([
      random.choice([`${call}.columns`, `list(${call}.columns)`]),
      `${call}.schema()`,
      random.choice([type, `str(${type})`]),
    ])
    .slice(0, random.chance(0.2) ? 2 : 1);
  const sources = [...(random.chance(0.3) ? ['import ibis'] : []), ...setups, ...asked];
  const schema = schemaOf([code, ...setups, call].join('\n\n'));
  if (schema === undefined || columnText(schema) !== columnText(answer.schema)) return undefined;
  const outputs = runPrompts(code, sources);
  const lines = sources.flatMap((source, i) => {
    const output = outputs[i] ?? '';
    const shown = source.split('\n').map((line, at) => `${at === 0 ? '>>>' : '...'} ${line}`);
    return output === '' ? shown : [...shown, ...output.split('\n')];
  });
  const long = lines.some((line) => line.length > WIDTH) || lines.length > 2 * MOST + 6;
  return long ? undefined : lines;
}

/** What a program gives; undefined when it lacks a column. */
function schemaOf(text: string): Schema | undefined {
  try {
    return evaluateIbis(text, { tables: {} }).schema;
  } catch (error) {
    if (error instanceof IbertError) return undefined;
    throw error;
  }
}

const columnText = (schema: Subject['answer']['schema']): string =>
  JSON.stringify(printSchema(schema));

/** The columns that the example's table needs, with their types. */
function tableOf(
  name: string,
  { tables }: Subject,
  reads: TableReads | undefined,
): Readonly<Record<string, string>> {
  const schema = Object.entries(printSchema(tables[name] ?? new Map()));
  const needed = schema.filter(
    ([column]) => reads?.passed === true || reads?.read.includes(column),
  );
  return Object.fromEntries(needed.length === 0 ? schema.slice(0, 2) : needed);
}

function tableLine(name: string, columns: Readonly<Record<string, string>>): string {
  const items = Object.entries(columns).map(([column, type]) => `"${column}": "${type}"`);
  const short = `${name} = ibis.table({${items.join(', ')}}, name="${name}")`;
  if (short.length <= WIDTH - 8) return short;
  const schema = `    {${items.join(', ')}},`;
  const rows =
    schema.length <= WIDTH - 8
      ? [schema]
      : ['    {', ...items.map((item) => `        ${item},`), '    },'];
  return [`${name} = ibis.table(`, ...rows, `    name="${name}",`, ')'].join('\n');
}
