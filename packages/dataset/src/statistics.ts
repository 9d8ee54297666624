import { IbertError } from '@ibert/core';
import {
  DIFFICULTIES,
  type DatasetRecord,
  type Difficulty,
  questionKey,
} from '@ibert/core/records';
import { sha256Hex } from '@ibert/core/files';
import { evaluateIbis } from '@ibert/ibis';
import { isBareFilter } from './bare-filter.js';
import { schemasOf } from './schemas.js';

type Counts = Readonly<Record<string, number>>;

/** What a file of records holds. Keys of counts are in the order of their names. */
export interface Statistics {
  readonly records: number;
  readonly distinct_inputs: number;
  /** Records whose input an earlier record has, with the same target. */
  readonly duplicates: number;
  /** Inputs that occur with more than one target. */
  readonly conflicts: number;
  readonly tasks: Counts;
  readonly templates: Counts;
  readonly sources: Counts;
  readonly difficulty: Readonly<Record<Difficulty, number>>;
  /** 1 when all difficulties are equally frequent, 0 when there is only one (normalised entropy). */
  readonly difficulty_balance: number;
  readonly features: Counts;
  /** Different sets of tables. */
  readonly schemas: number;
  readonly bare_filters: { readonly count: number; readonly share: number };
  readonly verification: {
    readonly judges: Counts;
    /** Records by the number of fixture databases they were proven on. */
    readonly fixtures: Counts;
    /** Result rows compared per record. */
    readonly rows: Summary;
  };
  /** Characters. */
  readonly input_length: Summary;
  readonly target_length: Summary;
}

export interface Summary {
  readonly min: number;
  readonly median: number;
  readonly max: number;
}

/** Collects the statistics of records, one at a time. */
export class StatisticsCollector {
  readonly #counts = {
    tasks: new Map<string, number>(),
    templates: new Map<string, number>(),
    sources: new Map<string, number>(),
    difficulty: new Map<string, number>(),
    features: new Map<string, number>(),
    judges: new Map<string, number>(),
    fixtures: new Map<string, number>(),
  };
  readonly #targets = new Map<string, Set<string>>();
  readonly #schemas = new Set<string>();
  readonly #rows: number[] = [];
  readonly #inputLengths: number[] = [];
  readonly #targetLengths: number[] = [];
  #records = 0;
  #duplicates = 0;
  #bare = 0;

  add(record: DatasetRecord): void {
    const { meta, task } = record;
    const counts = this.#counts;
    this.#records += 1;
    bump(counts.tasks, task);
    bump(counts.templates, meta.template ?? '(none)');
    bump(counts.sources, meta.source);
    bump(counts.difficulty, meta.difficulty);
    for (const feature of new Set(meta.features)) bump(counts.features, feature);
    bump(counts.judges, meta.verification.judge);
    bump(counts.fixtures, String(meta.verification.fixtures));
    this.#rows.push(meta.verification.rows);
    this.#schemas.add(JSON.stringify(record.context.tables));
    this.#inputLengths.push(textLength(record.input));
    this.#targetLengths.push(textLength(record.target));
    if (isBare(record)) this.#bare += 1;
    this.#addQuestion(record);
  }

  #addQuestion(record: DatasetRecord): void {
    const key = sha256Hex(questionKey(record));
    const target = sha256Hex(JSON.stringify(record.target));
    const targets = this.#targets.get(key);
    if (targets === undefined) this.#targets.set(key, new Set([target]));
    else if (targets.has(target)) this.#duplicates += 1;
    else targets.add(target);
  }

  finish(): Statistics {
    const { tasks, templates, sources, features, judges, fixtures } = this.#counts;
    const of = (difficulty: Difficulty): number => this.#counts.difficulty.get(difficulty) ?? 0;
    const difficulty = { easy: of('easy'), medium: of('medium'), hard: of('hard') };
    return {
      records: this.#records,
      distinct_inputs: this.#targets.size,
      duplicates: this.#duplicates,
      conflicts: [...this.#targets.values()].filter(({ size }) => size > 1).length,
      tasks: sorted(tasks),
      templates: sorted(templates),
      sources: sorted(sources),
      difficulty,
      difficulty_balance: round(evenness(DIFFICULTIES.map(of)), 3),
      features: sorted(features),
      schemas: this.#schemas.size,
      bare_filters: { count: this.#bare, share: round(this.#bare / (this.#records || 1), 4) },
      verification: {
        judges: sorted(judges),
        fixtures: sorted(fixtures),
        rows: summarise(this.#rows),
      },
      input_length: summarise(this.#inputLengths),
      target_length: summarise(this.#targetLengths),
    };
  }
}

function isBare(record: DatasetRecord): boolean {
  if (record.task !== 'sql_to_ibis') return false;
  try {
    const tables = schemasOf(record.context.tables);
    return isBareFilter(evaluateIbis(record.target.ibis, { tables }).relation);
  } catch (error) {
    // A target that fails is for validate-data to report; it is no bare filter.
    if (error instanceof IbertError) return false;
    throw error;
  }
}

/** The length of the texts of an input or a target. */
function textLength(texts: Readonly<Record<string, unknown>>): number {
  const lengths = Object.values(texts).map((text) => (typeof text === 'string' ? text.length : 0));
  return Math.max(0, ...lengths);
}

function bump(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

function sorted(counts: ReadonlyMap<string, number>): Counts {
  return Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Entropy of shares over that of equal shares. */
function evenness(counts: readonly number[]): number {
  const total = counts.reduce((sum, count) => sum + count, 0);
  const entropy = counts.reduce((sum, count) => {
    const share = count / (total || 1);
    return share === 0 ? sum : sum - share * Math.log(share);
  }, 0);
  return entropy / Math.log(counts.length);
}

const round = (value: number, digits: number): number => Number(value.toFixed(digits));

function summarise(values: readonly number[]): Summary {
  const ordered = [...values].sort((a, b) => a - b);
  const at = (index: number): number => ordered[index] ?? 0;
  const middle = ordered.length >> 1;
  const median = ordered.length % 2 === 1 ? at(middle) : (at(middle - 1) + at(middle)) / 2;
  return { min: at(0), median, max: at(ordered.length - 1) };
}
