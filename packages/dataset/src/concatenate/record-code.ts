import type { DatasetRecord } from '@ibert/core/records';

/** The Ibis code of a record and where it stands in it. */
export interface RecordCode {
  readonly side: 'input' | 'target';
  readonly text: string;
}

/** All Ibis code of a record that runs, that of its program first; broken code is not among it. */
export function codeOf(record: DatasetRecord): readonly RecordCode[] {
  switch (record.task) {
    case 'sql_to_ibis':
      return [{ side: 'target', text: record.target.ibis }];
    case 'ibis_to_sql':
      return [{ side: 'input', text: record.input.ibis }];
    case 'code_completion':
      return [{ side: 'target', text: record.target.completed_code }];
    case 'error_resolution':
      return [{ side: 'target', text: record.target.fixed_code }];
    case 'documentation':
      return [{ side: 'input', text: record.input.code }];
    case 'qa':
      return examplesOf(record.target).map((text) => ({ side: 'target', text }));
  }
}

/** The code examples of an answer, in order. */
export const examplesOf = (target: {
  readonly code_example?: string | undefined;
  readonly code_examples?: readonly string[] | undefined;
}): readonly string[] => [
  ...(target.code_example === undefined ? [] : [target.code_example]),
  ...(target.code_examples ?? []),
];
