import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type DatasetRecord,
  manifestPath,
  parseRecord,
  questionKey,
  readRecords,
  recordId,
  recordSchema,
  type RunManifest,
  serializeRecord,
  TASKS,
  uuidV5,
  writeRunManifest,
} from '@ibert/core/records';
import { describe, expect, it } from 'vitest';

const identity = {
  task: 'sql_to_ibis',
  dialect: 'duckdb',
  context: { tables: { events: { schema: { z: 'int64', a: 'string' } } } },
  input: { sql: 'SELECT 1' },
  target: { ibis: 'events', expr_name: 'expr' },
} as const;

const record: DatasetRecord = {
  ...identity,
  id: recordId(identity),
  backend: 'duckdb',
  ibis_version: '12.0.0',
  system_prompt: 'Translate the SQL query to equivalent Ibis code.',
  meta: {
    template: 'select_where',
    variation: 'simple_0',
    source: 'synthetic',
    features: ['select'],
    difficulty: 'easy',
    verification: { fixtures: 3, rows: 40, judge: 'authored' },
  },
  source_file: 'templates/sql2ibis/01_select_where.yaml',
};

/** The same value with the keys of every object in reverse order. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).reverse();
  return Object.fromEntries(members.map(([key, member]) => [key, reversed(member)]));
}

describe('a record', () => {
  it('is written with its keys in the order of the contract', () => {
    const columns = record.context;
    const shuffled = { ...(reversed(record) as DatasetRecord), context: columns };
    expect(serializeRecord(shuffled)).toBe(
      `{"id":"${record.id}","task":"sql_to_ibis","dialect":"duckdb","backend":"duckdb",` +
        '"ibis_version":"12.0.0","system_prompt":"Translate the SQL query to equivalent Ibis code.",' +
        '"context":{"tables":{"events":{"schema":{"z":"int64","a":"string"}}}},' +
        '"input":{"sql":"SELECT 1"},"target":{"ibis":"events","expr_name":"expr"},' +
        '"meta":{"template":"select_where","variation":"simple_0","source":"synthetic",' +
        '"features":["select"],"difficulty":"easy",' +
        '"verification":{"fixtures":3,"rows":40,"judge":"authored"}},' +
        '"source_file":"templates/sql2ibis/01_select_where.yaml"}',
    );
  });

  it('reads back as itself', () => {
    expect(parseRecord(JSON.parse(serializeRecord(record)))).toEqual(record);
  });

  it('of every task takes that task’s input and target only', () => {
    const shapes = {
      sql_to_ibis: [{ sql: 'S' }, { ibis: 't', expr_name: 'expr' }],
      ibis_to_sql: [{ ibis: 't', dialect: 'duckdb' }, { sql: 'S' }],
      code_completion: [{ partial_code: 't.' }, { completed_code: 't.x()' }],
      error_resolution: [{ broken_code: 't(' }, { fixed_code: 't', explanation: 'e' }],
      qa: [{ question: 'q' }, { answer: 'a', code_examples: ['t'] }],
      documentation: [{ code: 'def', style: 'google' }, { docstring: 'd' }],
    } as const;
    expect(Object.keys(shapes)).toEqual([...TASKS]);
    for (const task of TASKS) {
      for (const other of TASKS) {
        const [input, target] = shapes[other];
        const parsed = recordSchema.safeParse({ ...record, task, input, target });
        expect([task, other, parsed.success]).toEqual([task, other, task === other]);
      }
    }
  });

  const faults: readonly (readonly [string, object, string])[] = [
    ['an unknown key', { extra: 1 }, 'unknown key "extra"'],
    ['a missing input', { input: undefined }, 'input: expected a mapping, found nothing'],
    ['an unknown task', { task: 'magic' }, 'task: expected sql_to_ibis, ibis_to_sql,'],
    ['an id that is none', { id: 'x' }, 'id: '],
    ['an empty target', { target: { ibis: '', expr_name: 'e' } }, 'target.ibis: must not be empty'],
    [
      'no template although synthetic',
      { meta: { ...record.meta, template: undefined } },
      'meta.template: a synthetic record names its template',
    ],
    [
      'no provenance although mined',
      { meta: { ...record.meta, source: 'mined' } },
      'meta.provenance: a mined record names its provenance',
    ],
    [
      'negative rows',
      { meta: { ...record.meta, verification: { fixtures: 1, rows: -1, judge: 'self' } } },
      'meta.verification.rows: expected a number of at least 0, found -1',
    ],
  ];
  for (const [what, change, message] of faults) {
    it(`with ${what} is refused, naming the key`, () => {
      const wrong = JSON.parse(JSON.stringify({ ...record, ...change })) as unknown;
      expect(() => parseRecord(wrong)).toThrow(message);
    });
  }

  it('is read from a file line by line, faults as data', async () => {
    async function* bytes(): AsyncGenerator<Uint8Array> {
      yield Buffer.from(
        `${serializeRecord(record)}\n{"id":1}\nnot json\n${serializeRecord(record)}`,
      );
    }
    const read: string[] = [];
    for await (const line of readRecords(bytes(), { file: 'r.jsonl' })) {
      read.push(line.kind === 'Record' ? 'record' : `${line.error.code} ${line.error.span?.line}`);
    }
    expect(read).toEqual(['record', 'INVALID_RECORD 2', 'INVALID_JSON 3', 'record']);
  });
});

describe('a record id', () => {
  it('is a UUID of version 5', () => {
    // Python: uuid.uuid5(uuid.NAMESPACE_DNS, 'python.org')
    expect(uuidV5('6ba7b810-9dad-11d1-80b4-00c04fd430c8', 'python.org')).toBe(
      '886313e1-3b8a-5372-9b90-0c9aee199e5d',
    );
  });

  it('stays the same for ever, whatever the order of keys', () => {
    // Python: uuid.uuid5(namespace, json.dumps(identity, sort_keys=True, separators=(',', ':')))
    expect(recordId(identity)).toBe('6b428fdc-7bf4-53a2-9c4f-1ce8a91d98be');
    expect(recordId(reversed(identity) as typeof identity)).toBe(recordId(identity));
  });

  it('depends on each part of the identity and on nothing else', () => {
    const others = [
      { ...identity, dialect: 'sqlite' },
      { ...identity, input: { sql: 'SELECT 2' } },
      { ...identity, target: { ibis: 'other', expr_name: 'expr' } },
      { ...identity, context: { tables: {} } },
    ];
    const ids = new Set([identity, ...others].map((other) => recordId(other)));
    expect(ids.size).toBe(others.length + 1);
    const elsewhere: DatasetRecord = { ...record, source_file: 'elsewhere' };
    expect(recordId(elsewhere)).toBe(recordId(identity));
  });

  it('differs between targets of one question, whose key is equal', () => {
    const other = { ...identity, target: { ibis: 'other', expr_name: 'expr' } };
    expect(questionKey(other)).toBe(questionKey(identity));
    expect(questionKey({ ...identity, dialect: 'sqlite' })).not.toBe(questionKey(identity));
  });
});

describe('a run manifest', () => {
  const manifest: RunManifest = {
    manifest: 1,
    command: 'generate-data',
    output: 'data/sql2ibis/train.jsonl',
    output_sha256: '0'.repeat(64),
    seed: 0,
    config_hash: 'abc',
    versions: { ibis: '12.0.0', duckdb: '1.5.6' },
    candidates: 3,
    kept: 1,
    rejected: 2,
    reasons: { ROWS_DIFFER: 1, EMPTY_RESULT: 1 },
  };

  it('lies beside its output', () => {
    expect(manifestPath('data/train.jsonl')).toBe('data/train.manifest.json');
  });

  it('is the same text whatever order its reasons were counted in', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'ibert-manifest-'));
    const [one, two] = [join(directory, 'one.json'), join(directory, 'two.json')];
    await writeRunManifest(one, manifest);
    await writeRunManifest(two, reversed(manifest) as RunManifest);
    const text = await readFile(one, 'utf8');
    expect(await readFile(two, 'utf8')).toBe(text);
    expect(text).toContain('"reasons": {\n    "EMPTY_RESULT": 1,\n    "ROWS_DIFFER": 1\n  }');
    expect(JSON.parse(text)).toEqual(manifest);
  });
});
