import { evaluateIbis } from '@ibert/ibis';
import { type Dialect, emitSql } from '@ibert/sql';
import { openDuckDb, type SqlEngine } from '@ibert/validation/engines';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Lack, Limit } from './limits.js';
import { allPrograms, type Program } from './programs.js';
import {
  executedOperations,
  faultsOf,
  idleLacks,
  idleLimits,
  recordedOperations,
  recordOperations,
  summaryOf,
} from './report.js';
import { type Report, runSuite, type TestedEngine } from './suite.js';

/** A change of the emitted SQL that a suite must notice, as a wrong row of the tables would be. */
interface PlantedFault {
  readonly name: string;
  readonly change: (sql: string) => string;
}

const FAULTS: readonly PlantedFault[] = [
  { name: 'a comparison with its bound left out', change: (sql) => sql.replaceAll(' >= ', ' > ') },
  {
    name: 'NULLs at the other end',
    change: (sql) =>
      sql.replaceAll('NULLS LAST', 'NULLS FIRST').replaceAll(' IS NULL, ', ' IS NULL DESC, '),
  },
  { name: 'another aggregate', change: (sql) => sql.replaceAll('MAX(', 'MIN(') },
  { name: 'a wrong spelling', change: (sql) => sql.replaceAll('UPPER(', 'UPERCASE(') },
  { name: 'duplicates left out', change: (sql) => sql.replaceAll('UNION ALL', 'UNION') },
];

/** A fault is tried out on so many of the planted programs that it changes. */
const FAULTY_PROGRAMS = 60;

/** Set to record the executed operations anew: IBERT_RECORD=1. */
const RECORD = process.env['IBERT_RECORD'] === '1';

interface Checks {
  readonly dialect: Dialect;
  readonly limits: readonly Limit[];
  readonly lacks?: readonly Lack[];
  readonly open: () => Promise<TestedEngine & { close(): Promise<void> }>;
  /** The name under which executed operations are recorded; the dialect's by default. */
  readonly recordedAs?: string;
}

/** Everything that a dialect is checked for on its engine. */
export function checkDialect({
  dialect,
  limits,
  lacks = [],
  open,
  recordedAs = dialect,
}: Checks): void {
  describe(`${dialect} on its engine`, () => {
    let duckdb: SqlEngine;
    let engine: Awaited<ReturnType<typeof open>>;
    let programs: readonly Program[];
    let report: Report;

    beforeAll(async () => {
      [duckdb, engine, programs] = await Promise.all([openDuckDb(), open(), allPrograms()]);
      report = await runSuite(programs, { dialect, engine, duckdb, limits, lacks });
      process.stdout.write(summaryOf(report));
    }, 600_000);

    afterAll(async () => {
      await engine.close();
      await duckdb.close();
    });

    it('gives the rows of DuckDB for every program that the dialect takes', () => {
      expect(faultsOf(report)).toEqual([]);
    });

    it('says something: most programs are executed', () => {
      const equal = report.outcomes.filter(({ outcome }) => outcome.is === 'equal');
      expect(equal.length).toBeGreaterThan(report.outcomes.length / 2);
    });

    it('needs every limit that is listed', () => {
      expect(idleLimits(report, limits)).toEqual([]);
      expect(idleLacks(report, lacks)).toEqual([]);
    });

    it('has executed the operations that are recorded', () => {
      const executed = executedOperations(report);
      if (RECORD) recordOperations(recordedAs, executed);
      expect(recordedOperations(recordedAs)).toEqual(executed);
    });

    it.each(FAULTS)(
      'notices $name',
      async ({ change }) => {
        const changed = report.outcomes.filter(({ program, outcome }) => {
          if (program.source !== 'planted' || outcome.is !== 'equal') return false;
          const { relation } = evaluateIbis(program.ibis, { tables: program.tables });
          const { sql } = emitSql(relation, dialect);
          return change(sql) !== sql;
        });
        const some = changed.slice(0, FAULTY_PROGRAMS).map(({ program }) => program);
        expect(some.length).toBeGreaterThan(0);
        const wrong = await runSuite(some, { dialect, engine, duckdb, limits, change });
        expect(faultsOf(wrong)).not.toEqual([]);
      },
      120_000,
    );
  });
}
