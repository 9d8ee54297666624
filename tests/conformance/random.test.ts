import { evaluateIbis } from '@ibert/ibis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { WIDE_TABLES } from '../ir/compose-schemas.js';
import { reportAgreement } from './agreement.js';
import { KNOWN_DIFFERENCES } from './known-differences.js';
import { openJudge, type Judge, type Judged, type Program } from './random/judge.js';
import { FIXTURE_SEED, programOf, wideProgramOf } from './random/programs.js';
import { faultsOf, UPSTREAM_FAULTS } from '@ibert/multitask';

const SEED = 2026;
const PROFILES = [
  { profile: 'realistic', count: 600, make: programOf, leastAgreed: 1, mostUndetermined: 0 },
  // Programs without sense also raise errors at run time, on both sides.
  { profile: 'wide', count: 400, make: wideProgramOf, leastAgreed: 0.7, mostUndetermined: 0.02 },
] as const;

describe('random programs on real Ibis and through our engine', () => {
  let judge: Judge;
  beforeAll(async () => {
    judge = await openJudge(FIXTURE_SEED);
  });
  afterAll(() => judge.close());

  it.each(PROFILES)(
    '$count $profile programs: printed and read again the same, equal names, types and rows',
    async ({ profile, count, make, leastAgreed, mostUndetermined }) => {
      const programs = Array.from({ length: count }, (_, n) => make(SEED, n));
      const judged = await judge.judge(programs.filter((program) => !isFaulty(program)));
      const disagreements = judged.filter(isDisagreement);
      const of = (kind: string): number =>
        judged.filter(({ judgement }) => judgement.kind === kind).length;
      const agreed = of('agree');
      reportAgreement({
        family: `Random, ${profile}`,
        agreed,
        total: agreed + disagreements.length + of('weRefuse') + of('undetermined'),
        note: `of ${count} programs ${of('theyFail') + of('partFails') + of('bothRefuse')} fail in real Ibis, ${count - judged.length} run into its known faults`,
      });
      expect(disagreements.map(shown)).toEqual([]);
      expect(agreed / judged.length).toBeGreaterThanOrEqual(leastAgreed);
      expect(of('undetermined') / judged.length).toBeLessThanOrEqual(mostUndetermined);
    },
  );

  it('still finds each known fault of real Ibis', async () => {
    const samples = UPSTREAM_FAULTS.flatMap(({ name, ibis }) =>
      ibis.map((text) => {
        const { relation } = evaluateIbis(text, { tables: WIDE_TABLES });
        return { name, text, program: { tables: WIDE_TABLES, relation } };
      }),
    );
    expect(samples.map(({ program }) => faultsOf(program.relation))).toEqual(
      samples.map(({ name }) => [name]),
    );
    const judged = await judge.judge(samples.map(({ program }) => program));
    const gone = samples.filter((_, i) => !isDisagreement(judged[i] as Judged));
    expect(gone.map(({ text }) => text)).toEqual([]);
    const listed = Object.keys(KNOWN_DIFFERENCES).filter((key) => key.startsWith('random/'));
    expect(UPSTREAM_FAULTS.map(({ name }) => `random/${name}`).sort()).toEqual(listed.sort());
  });

  it('tells a value that fails on rows which are filtered out from one that only we fail on', async () => {
    const programs = [
      'bare.mutate(select=1.0 // _.k).filter(_.x != _.x.median(where=_.flag & _.flag))',
      'bare.filter(_.x != _.x.median(where=_.flag & _.flag))',
      'things.filter(_.uid.notin(things.uid)).filter((_.d - _.d).isin([_.d]))',
      'bare.select(value=ibis.literal(100.75).log10()).filter(_.value != _.value.mean())',
    ].map((text) => evaluateIbis(text, { tables: WIDE_TABLES }));
    const judged = await judge.judge(
      programs.map(({ relation }) => ({ tables: WIDE_TABLES, relation })),
    );
    expect(judged.map(({ judgement }) => judgement.kind)).toEqual([
      'partFails',
      'agree',
      'partFails',
      'undetermined',
    ]);
  });

  it.each([
    ['no row', (sql: string) => `SELECT * FROM (${sql}) AS q WHERE random() < 0`],
    ['every row twice', (sql: string) => `SELECT * FROM (${sql}) UNION ALL SELECT * FROM (${sql})`],
  ])('tells when the SQL of real Ibis gives %s', async (_name, change) => {
    const planted = await openJudge(FIXTURE_SEED, change);
    try {
      const programs = Array.from({ length: 20 }, (_, n) => programOf(SEED, n));
      const judged = await planted.judge(programs);
      // Rows that are always the same cannot be told apart only where there are none.
      const missed = judged.filter(({ judgement }) => judgement.kind === 'agree');
      expect(missed.length).toBeLessThanOrEqual(1);
    } finally {
      planted.close();
    }
  });
});

const isFaulty = ({ relation }: Program): boolean => faultsOf(relation).length > 0;
const isDisagreement = ({ judgement }: Judged): boolean => judgement.kind === 'disagree';

const shown = ({ ibis, judgement, answer }: Judged): object => ({
  ibis,
  problem: 'problem' in judgement ? judgement.problem : '',
  theirs: answer?.ok === true ? answer.sql : answer?.error,
});
