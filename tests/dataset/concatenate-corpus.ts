import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type DatasetRecord, parseRecord, recordId } from '@ibert/core/records';

type Draft = Pick<DatasetRecord, 'task' | 'input' | 'target'> & {
  readonly context: DatasetRecord['context'];
  readonly dialect?: string;
  readonly meta: Partial<DatasetRecord['meta']>;
  readonly judge?: 'authored' | 'oracle' | 'self';
};

/** A record with everything that a record must have around what a test says of it. */
export function recordOf({
  dialect = 'duckdb',
  judge = 'authored',
  ...draft
}: Draft): DatasetRecord {
  const { task, context, input, target } = draft;
  const question = { task, dialect, context, input, target } as DatasetRecord;
  return parseRecord({
    ...question,
    id: recordId(question),
    backend: 'duckdb',
    ibis_version: '12.0.0',
    system_prompt: `Do ${task}.`,
    meta: {
      template: 'one',
      variation: 'v',
      source: 'synthetic',
      features: ['where'],
      difficulty: 'easy',
      verification: { fixtures: 5, rows: 10, mutants: 10, killed: 9, equivalent: 1, judge },
      ...draft.meta,
    },
    source_file: 'data/some.jsonl',
  });
}

const THINGS =
  'orders visits loans plays trades shipments tickets readings matches albums sensors quotes flights rooms recipes parcels'.split(
    ' ',
  );
const AMOUNTS = 'total charge price weight score cost speed volume'.split(' ');
const KINDS = 'status ward genre carrier region level label city'.split(' ');
const AGGREGATES = ['sum', 'mean', 'max', 'min', 'nunique'] as const;
const OPERATORS = ['>', '<', '>=', '<=', '!='] as const;
const TAILS = ['plain', 'ordered', 'first', 'doubled'] as const;
const DIALECTS = ['postgres', 'sqlite', 'bigquery', 'snowflake'] as const;

interface Table {
  readonly name: string;
  readonly key: string;
  readonly amount: string;
  readonly kind: string;
  readonly context: DatasetRecord['context'];
}

const tableOf = (at: number): Table => {
  const thing = THINGS[at % THINGS.length] ?? 'things';
  const name = at < THINGS.length ? thing : `${thing}_${Math.floor(at / THINGS.length)}`;
  const key = `${thing.slice(0, -1)}_id`;
  const amount = AMOUNTS[(at * 3) % AMOUNTS.length] ?? 'total';
  const kind = KINDS[(at * 5) % KINDS.length] ?? 'status';
  const schema = { [key]: 'int64', [amount]: 'float64', [kind]: 'string', seen_on: 'date' };
  return { name, key, amount, kind, context: { tables: { [name]: { schema } } } };
};

interface Pair {
  readonly sql: string;
  readonly ibis: string;
}

/** The pair of a template, which has an operator, an aggregate and a tail of its own. */
function pairOf(template: number, { name, amount, kind, key }: Table, value: number): Pair {
  const operator = OPERATORS[template % OPERATORS.length] ?? '>';
  const aggregate = AGGREGATES[Math.floor(template / 5) % AGGREGATES.length] ?? 'sum';
  const tail = TAILS[Math.floor(template / 25) % TAILS.length] ?? 'plain';
  const where = `WHERE ${amount} ${operator} ${value}`;
  const filtered = `${name}.filter(${name}.${amount} ${operator} ${value})`;
  // Templates of the first kind share their skeletons with one another, as plain filters do.
  if (template % 25 === 0) {
    return { sql: `SELECT ${key} FROM ${name} ${where}`, ibis: `${filtered}.select("${key}")` };
  }
  const group = `SELECT ${kind}, ${aggregate}(${amount}) AS figure FROM ${name} ${where} GROUP BY ${kind}`;
  const grouped = `${filtered}.group_by("${kind}").agg(figure=_.${amount}.${aggregate}())`;
  switch (tail) {
    case 'plain':
      return { sql: group, ibis: grouped };
    case 'ordered':
      return { sql: `${group} ORDER BY ${kind}`, ibis: `${grouped}.order_by("${kind}")` };
    case 'first':
      return {
        sql: `${group} ORDER BY ${kind} LIMIT 3`,
        ibis: `${grouped}.order_by("${kind}").limit(3)`,
      };
    case 'doubled':
      return {
        sql: `SELECT *, figure * 2 AS twice FROM (${group})`,
        ibis: `${grouped}.mutate(twice=_.figure * 2)`,
      };
  }
}

export interface CorpusSize {
  readonly templates: number;
  readonly tables: number;
  /** Values per template and table. */
  readonly values: number;
}

/** What the corpus has, by the names of the data files. */
export type Corpus = Readonly<Record<string, readonly DatasetRecord[]>>;

/** Records of all six tasks, most of them derived from templates of pairs, as a pipeline makes them. */
export function corpusOf({ templates, tables, values }: CorpusSize): Corpus {
  const base: DatasetRecord[] = [];
  const augmented: DatasetRecord[] = [];
  const derived: DatasetRecord[] = [];
  for (let template = 0; template < templates; template += 1) {
    for (const offset of [0, 1]) {
      const table = tableOf((template * 2 + offset) % tables);
      for (let value = 0; value < values; value += 1) {
        const meta = { template: `template_${template}`, variation: `v_${offset}_${value}` };
        const program = pairRecord(pairOf(template, table, 10 + value), table, { meta });
        base.push(program);
        derived.push(...derivedFrom(program, table, meta));
        // A variant has another table, which other templates' variants may have as well.
        const renamed = tableOf(tables + ((template + value * 7) % tables));
        const variant = pairRecord(pairOf(template, renamed, 10 + value), renamed, {
          meta: { ...meta, source: 'augmented', origin: program.id },
          judge: value % 2 === 0 ? 'oracle' : 'self',
        });
        if (offset === 0) augmented.push(variant);
      }
    }
  }
  const of = (task: string): readonly DatasetRecord[] =>
    derived.filter((record) => record.task === task);
  return {
    'sql2ibis/train.jsonl': base,
    'sql2ibis/train_augmented.jsonl': augmented,
    'multitask/code_completion.jsonl': of('code_completion'),
    'multitask/ibis_to_sql.jsonl': of('ibis_to_sql'),
    'multitask/error_resolution.jsonl': of('error_resolution'),
    'multitask/qa.jsonl': questions(templates),
    'multitask/documentation.jsonl': of('documentation'),
    'composed/sql_to_ibis.jsonl': composed(templates, tables),
  };
}

const pairRecord = (
  { sql, ibis }: Pair,
  { context }: Table,
  more: Pick<Draft, 'meta' | 'judge'>,
): DatasetRecord =>
  recordOf({
    task: 'sql_to_ibis',
    context,
    input: { sql },
    target: { ibis, expr_name: 'expr' },
    ...more,
  });

function derivedFrom(
  program: DatasetRecord,
  { name, amount, context }: Table,
  lineage: Partial<DatasetRecord['meta']>,
): readonly DatasetRecord[] {
  if (program.task !== 'sql_to_ibis') return [];
  const { ibis } = program.target;
  const meta = { ...lineage, origin: program.id };
  const dialect = DIALECTS[ibis.length % DIALECTS.length] ?? 'sqlite';
  const misspelt = ibis.replace('.filter(', '.filtr(');
  const body = `def rows_of(${name}):\n    return ${ibis}`;
  return [
    recordOf({
      task: 'code_completion',
      context,
      input: { partial_code: ibis.slice(0, ibis.indexOf(')')) },
      target: { completed_code: ibis },
      meta,
    }),
    recordOf({
      task: 'ibis_to_sql',
      dialect,
      context,
      input: { ibis, dialect },
      target: { sql: program.input.sql },
      meta,
      judge: ibis.length % 3 === 0 ? 'self' : 'oracle',
    }),
    recordOf({
      task: 'error_resolution',
      context,
      input: {
        broken_code: misspelt,
        error: "AttributeError: 'Table' object has no attribute 'filtr'",
      },
      target: {
        fixed_code: ibis,
        explanation: `The method filter of ${name} was misspelt as filtr.`,
      },
      meta,
    }),
    recordOf({
      task: 'documentation',
      context,
      input: { code: body, style: 'google' },
      target: {
        docstring: `Rows of ${name} by ${amount}.\n\nArgs:\n    ${name}: the table.\n\nReturns:\n    A table.`,
      },
      meta,
    }),
  ];
}

const SUBJECTS =
  'median variance rolling mean running total lagged value ranking pivot histogram quantile outer join union window'.split(
    ' ',
  );

function questions(templates: number): readonly DatasetRecord[] {
  return Array.from({ length: templates }, (_, at) => {
    const subject = `${SUBJECTS[at % SUBJECTS.length]} of kind ${'abcdefghij'[at % 10]}${'klmnopqrst'[Math.floor(at / 10) % 10]}`;
    const phrasings = [
      `How do I compute the ${subject} in Ibis?`,
      `Which call gives me a ${subject}?`,
      `I need the ${subject} per group of rows, what is the shortest way to write that?`,
    ];
    return phrasings.map((question) =>
      recordOf({
        task: 'qa',
        context: { tables: {} },
        input: { question },
        target: { answer: `Call the method for the ${subject} on the column.` },
        meta: { template: `qa_${at}`, topic: 'aggregation' },
      }),
    );
  }).flat();
}

/** Programs that only the engine vouches for, on the tables of the templates. */
function composed(count: number, tables: number): readonly DatasetRecord[] {
  return Array.from({ length: count }, (_, at) => {
    const table = tableOf(at % tables);
    const { name, kind, amount, context } = table;
    const chain = Array.from(
      { length: 1 + (at % 6) },
      (_step, step) => `.mutate(c${step}=_.${amount} + ${step})`,
    );
    return recordOf({
      task: 'sql_to_ibis',
      context,
      input: { sql: `SELECT ${kind} /* ${at} */ FROM ${name} WHERE '${at}' = '${at}'` },
      target: { ibis: `${name}${chain.join('')}.filter(_.${kind} == "${at}")`, expr_name: 'expr' },
      meta: { source: 'composed', template: undefined, variation: undefined },
      judge: 'self',
    });
  });
}

/** Writes a corpus into a data directory. */
export function writeCorpus(dataDir: string, corpus: Corpus): void {
  for (const [name, records] of Object.entries(corpus)) writeRecords(join(dataDir, name), records);
}

export function writeRecords(path: string, records: readonly unknown[]): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, records.map((record) => `${JSON.stringify(record)}\n`).join(''));
}
