import { apiRows } from '@ibert/ibis';
import type { DatasetRecord } from '@ibert/core/records';
import { codeOf, examplesOf } from './record-code.js';
import { codeSkeleton, plainCode, plainSql, proseSkeleton } from './plain-text.js';
import { hashOf, type ProgramShape, ProgramShapes } from './program-shape.js';

/** What a record is like, apart from names, literals and formatting. */
export interface RecordShape {
  /** Equal for records that differ in names and literals only. */
  readonly skeleton: string;
  /** The same of the text, where the record holds a program: two trees may be worded alike. */
  readonly wording: string;
  /** Records are nearly the same only when these are equal… */
  readonly exact: string;
  /** …and each of these texts is at least {@link NEARLY} the same. */
  readonly prose: readonly string[];
}

/** Words of Python and the API, which code skeletons keep. */
const KEPT_WORDS: ReadonlySet<string> = new Set([
  ...'def return lambda if else for in not and or is None True False import from as ibis'.split(
    ' ',
  ),
  ...apiRows().map(({ name }) => name),
]);

const SPOKEN_WORDS: ReadonlySet<string> = new Set(
  [...KEPT_WORDS].filter((word) => !['True', 'False', 'None'].includes(word)),
);

/** Finds the shapes of records. */
export class RecordShapes {
  readonly #programs = new ProgramShapes();

  shapeOf(record: DatasetRecord): RecordShape {
    const { exact, prose } = this.#likeness(record);
    const skeleton = this.skeletonOf(record);
    return {
      skeleton,
      wording: wordingOf(record) ?? skeleton,
      exact: hashOf(JSON.stringify(exact)),
      prose,
    };
  }

  /**
   * A record's skeleton. Records that hold a program have that of its tree, whatever their task, so
   * that a program and what is derived from it are seen to be one; questions have that of their text.
   */
  skeletonOf(record: DatasetRecord): string {
    const [code] = codeOf(record);
    if (record.task === 'qa' || code === undefined) {
      return hashOf(`prose ${proseSkeleton(questionOf(record), namesOf(record))}`);
    }
    const shape = this.programOf(record);
    return shape?.skeleton ?? hashOf(`code ${codeSkeleton(code.text, KEPT_WORDS)}`);
  }

  /** The shape of a record's program; none for questions and for code that builds no query. */
  programOf(record: DatasetRecord): ProgramShape | undefined {
    const [code] = record.task === 'qa' ? [] : codeOf(record);
    return code && this.#programs.shapeOf(code.text, record.context.tables);
  }

  #likeness(record: DatasetRecord): {
    readonly exact: readonly unknown[];
    readonly prose: readonly string[];
  } {
    const { task, dialect, context } = record;
    const head = [task, dialect];
    const program = (code: string): readonly unknown[] => [
      ...head,
      context.tables,
      this.#programs.shapeOf(code, context.tables)?.tree ?? plainCode(code),
    ];
    switch (task) {
      case 'sql_to_ibis':
        return { exact: [...program(record.target.ibis), plainSql(record.input.sql)], prose: [] };
      case 'ibis_to_sql':
        return {
          exact: [...program(record.input.ibis), record.input.dialect, plainSql(record.target.sql)],
          prose: [],
        };
      case 'code_completion': {
        const { completed_code: completed } = record.target;
        return { exact: [...program(completed), plainCode(record.input.partial_code)], prose: [] };
      }
      case 'error_resolution': {
        const { fixed_code: fixed, explanation } = record.target;
        const broken = plainCode(record.input.broken_code);
        return { exact: [...program(fixed), broken], prose: [explanation] };
      }
      case 'qa': {
        const { answer } = record.target;
        const examples = examplesOf(record.target).map(plainCode);
        return { exact: [...head, examples], prose: [record.input.question, answer] };
      }
      case 'documentation': {
        const { code, style } = record.input;
        return { exact: [...program(code), style], prose: [record.target.docstring] };
      }
    }
  }
}

/** The skeleton of a program's text, in which True and None are literals like others. */
function wordingOf(record: DatasetRecord): string | undefined {
  const [code] = record.task === 'qa' ? [] : codeOf(record);
  return code && hashOf(`wording ${codeSkeleton(code.text, SPOKEN_WORDS)}`);
}

const questionOf = (record: DatasetRecord): string =>
  record.task === 'qa' ? record.input.question : JSON.stringify(record.input);

/** The names of a record's tables and columns, in lower case. */
function namesOf({ context }: DatasetRecord): ReadonlySet<string> {
  const names = new Set<string>();
  for (const [table, { schema }] of Object.entries(context.tables)) {
    names.add(table.toLowerCase());
    for (const column of Object.keys(schema)) names.add(column.toLowerCase());
  }
  return names;
}
