import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { printSchema } from '@ibert/ir';
import { expect, it } from 'vitest';

import { RANDOM_GOLDENS, type RandomGolden } from '../../ibis/random-golden.js';
import { openJudge, type Judged } from './judge.js';
import { FIXTURE_SEED, programOf, wideProgramOf } from './programs.js';
import { problemOf, shrink } from './shrink.js';
import { faultsOf } from '@ibert/multitask';

const CHUNK = 250;
/** More of them hardly tell more. */
const MAX_FOUND = 20;

const count = Number(process.env['IBERT_FUZZ_COUNT'] ?? 10_000);
const seed = process.env['IBERT_FUZZ_SEED'] ?? String(Date.now());

// Run by `just fuzz`. Half of the programs are realistic, half of them wide.
it(`${count} random programs with the seed ${seed}`, async () => {
  process.stdout.write(`seed ${seed}\n`);
  const judge = await openJudge(FIXTURE_SEED);
  const kinds = new Map<string, number>();
  const files: string[] = [];
  try {
    for (let from = 0; from < count && files.length < MAX_FOUND; from += CHUNK) {
      const size = Math.min(CHUNK, count - from);
      const programs = Array.from({ length: size }, (_, i) =>
        (from + i) % 2 === 0 ? programOf(seed, from + i) : wideProgramOf(seed, from + i),
      );
      const known = programs.filter(({ relation }) => faultsOf(relation).length > 0);
      const judged = await judge.judge(programs.filter((program) => !known.includes(program)));
      kinds.set('upstreamFault', (kinds.get('upstreamFault') ?? 0) + known.length);
      for (const found of judged) {
        const { kind } = found.judgement;
        kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
        if (kind === 'disagree') files.push(record(await shrink(judge, found), files.length));
      }
      const figures = [...kinds].map(([kind, n]) => `${kind} ${n}`).join(', ');
      process.stdout.write(`${from + size} programs: ${figures}\n`);
    }
  } finally {
    judge.close();
  }
  expect(files, 'programs on which we and real Ibis differ').toEqual([]);
});

/** Writes a disagreement as a golden, with the answer of real Ibis. */
function record(found: Judged, before: number): string {
  const { program, ibis, answer } = found;
  const used = Object.entries(program.tables).filter(([name]) =>
    new RegExp(`\\b${name}\\b`).test(ibis),
  );
  const golden: RandomGolden = {
    found: (problemOf(found).split('\n')[0] ?? '').slice(0, 200),
    ibis,
    tables: Object.fromEntries(used.map(([name, schema]) => [name, printSchema(schema)])),
    oracle:
      answer?.ok === true
        ? {
            sql: answer.sql,
            columns: answer.columns.map((name, i) => [name, answer.types[i] ?? '']),
          }
        : { error: answer?.error ?? 'the program cannot be printed' },
  };
  mkdirSync(RANDOM_GOLDENS, { recursive: true });
  const file = join(RANDOM_GOLDENS, `${seed}-${String(before + 1).padStart(2, '0')}.json`);
  writeFileSync(file, `${JSON.stringify(golden, null, 2)}\n`);
  process.stdout.write(`${file}: ${golden.found}\n${ibis}\n`);
  return file;
}
