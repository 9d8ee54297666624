import {
  type DatasetRecord,
  type Difficulty,
  questionKey,
  type Task,
  TASKS,
} from '@ibert/core/records';
import { RecordShapes } from '../concatenate/record-shape.js';
import { hashOf } from '../concatenate/program-shape.js';
import { type ApiCoverage, ApiCollector } from './api-coverage.js';
import { type Counts, round, Tally } from './counts.js';
import { type MutationScore, MutationTally } from './mutation.js';
import { summarise, type Summary } from './quantiles.js';
import {
  balanceOf,
  difficultyOf,
  TaskCollector,
  type TaskStatistics,
  textLength,
} from './task-statistics.js';

/** What some records hold. Keys of counts are in the order of their names. */
export interface Statistics {
  readonly records: number;
  readonly distinct_inputs: number;
  /** Records whose input an earlier record has, with the same target. */
  readonly duplicates: number;
  /** Inputs that occur with more than one target. */
  readonly conflicts: number;
  readonly tasks: Counts;
  readonly by_task: Readonly<Partial<Record<Task, TaskStatistics>>>;
  readonly templates: Counts;
  readonly sources: Counts;
  readonly dialects: Counts;
  readonly difficulty: Readonly<Record<Difficulty, number>>;
  /** 1 when all difficulties are equally frequent, 0 when there is only one (normalised entropy). */
  readonly difficulty_balance: number;
  readonly features: Counts;
  /** Mistakes of error_resolution, topics of qa, styles of documentation. */
  readonly error_types: Counts;
  readonly topics: Counts;
  readonly styles: Counts;
  /** Different sets of tables, and records per set, which its tables' names stand for. */
  readonly schemas: number;
  readonly tables: Counts;
  /** Different programs, names and literals aside, of all tasks. */
  readonly skeletons: number;
  readonly api: ApiCoverage;
  readonly bare_filters: { readonly count: number; readonly share: number };
  readonly verification: {
    readonly judges: Counts;
    /** Records by the number of fixture databases they were proven on. */
    readonly fixtures: Counts;
    /** Result rows compared per record. */
    readonly rows: Summary;
    readonly mutation: MutationScore;
  };
  /** Characters. */
  readonly input_length: Summary;
  readonly target_length: Summary;
}

const tallies = () => ({
  tasks: new Tally(),
  templates: new Tally(),
  sources: new Tally(),
  dialects: new Tally(),
  difficulty: new Tally(),
  features: new Tally(),
  errors: new Tally(),
  topics: new Tally(),
  styles: new Tally(),
  tables: new Tally(),
  judges: new Tally(),
  fixtures: new Tally(),
});

/** Collects the statistics of records, one at a time. */
export class StatisticsCollector {
  readonly #tallies = tallies();
  readonly #tasks = new Map<Task, TaskCollector>();
  readonly #shapes = new RecordShapes();
  readonly #api = new ApiCollector();
  readonly #mutation = new MutationTally();
  readonly #targets = new Map<string, Set<string>>();
  readonly #schemas = new Set<string>();
  readonly #skeletons = new Set<string>();
  readonly #rows: number[] = [];
  readonly #inputLengths: number[] = [];
  readonly #targetLengths: number[] = [];
  #records = 0;
  #duplicates = 0;
  #bare = 0;

  add(record: DatasetRecord): void {
    const { meta, task } = record;
    const skeleton = this.#shapes.skeletonOf(record);
    this.#records += 1;
    this.#addNames(record);
    this.#taskOf(task).add(record, skeleton);
    this.#skeletons.add(skeleton);
    this.#api.add(record);
    // Records derived from a program carry its score, which counts once.
    if (task === 'sql_to_ibis') this.#mutation.add(meta.verification);
    this.#rows.push(meta.verification.rows);
    this.#inputLengths.push(textLength(record.input));
    this.#targetLengths.push(textLength(record.target));
    this.#schemas.add(hashOf(JSON.stringify(record.context.tables)));
    const bare = task === 'sql_to_ibis' && this.#shapes.programOf(record)?.bareFilter === true;
    if (bare) this.#bare += 1;
    this.#addQuestion(record);
  }

  #addNames({ meta, task, dialect, context }: DatasetRecord): void {
    const to = this.#tallies;
    to.tasks.add(task);
    to.templates.add(meta.template ?? '(none)');
    to.sources.add(meta.source);
    to.dialects.add(dialect);
    to.difficulty.add(meta.difficulty);
    for (const feature of new Set(meta.features)) to.features.add(feature);
    if (meta.error_type !== undefined) to.errors.add(meta.error_type);
    if (meta.topic !== undefined) to.topics.add(meta.topic);
    if (meta.style !== undefined) to.styles.add(meta.style);
    to.tables.add(Object.keys(context.tables).join(', ') || '(none)');
    to.judges.add(meta.verification.judge);
    to.fixtures.add(String(meta.verification.fixtures));
  }

  #taskOf(task: Task): TaskCollector {
    const known = this.#tasks.get(task) ?? new TaskCollector();
    this.#tasks.set(task, known);
    return known;
  }

  #addQuestion(record: DatasetRecord): void {
    const key = hashOf(questionKey(record));
    const target = hashOf(JSON.stringify(record.target));
    const targets = this.#targets.get(key);
    if (targets === undefined) this.#targets.set(key, new Set([target]));
    else if (targets.has(target)) this.#duplicates += 1;
    else targets.add(target);
  }

  finish(): Statistics {
    const { tasks, templates, sources, dialects, features, tables } = this.#tallies;
    const { errors, topics, styles, judges, fixtures } = this.#tallies;
    const difficulty = difficultyOf(this.#tallies.difficulty.byName());
    return {
      records: this.#records,
      distinct_inputs: this.#targets.size,
      duplicates: this.#duplicates,
      conflicts: [...this.#targets.values()].filter(({ size }) => size > 1).length,
      tasks: tasks.byName(),
      by_task: Object.fromEntries(
        TASKS.flatMap((task) => {
          const collector = this.#tasks.get(task);
          return collector === undefined ? [] : [[task, collector.finish()]];
        }),
      ),
      templates: templates.byName(),
      sources: sources.byName(),
      dialects: dialects.byName(),
      difficulty,
      difficulty_balance: balanceOf(difficulty),
      features: features.byName(),
      error_types: errors.byName(),
      topics: topics.byName(),
      styles: styles.byName(),
      schemas: this.#schemas.size,
      tables: tables.byName(),
      skeletons: this.#skeletons.size,
      api: this.#api.finish(),
      bare_filters: { count: this.#bare, share: round(this.#bare / (this.#records || 1), 4) },
      verification: {
        judges: judges.byName(),
        fixtures: fixtures.byName(),
        rows: summarise(this.#rows),
        mutation: this.#mutation.finish(),
      },
      input_length: summarise(this.#inputLengths),
      target_length: summarise(this.#targetLengths),
    };
  }
}
