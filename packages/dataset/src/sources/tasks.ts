import { sha256Hex } from '@ibert/core/files';
import type { Draft, RecordOf, Task } from '@ibert/core/records';
import { derivedDrafts, programOf, templateDraft } from '@ibert/multitask';
import { type ExpandedTask, expandTaskTemplate, type TaskTemplate } from '@ibert/templates';
import { basename } from 'node:path';
import type { Candidate, CandidateSource } from '../candidate.js';
import { programsIn, sha256OfFile } from './programs.js';

export interface TaskSourceOptions {
  readonly task: Task;
  /** Templates of the task. */
  readonly templates: readonly TaskTemplate[];
  /** Files of proven sql_to_ibis records to derive records from. */
  readonly programs: readonly string[];
  /** Most records derived from one program. */
  readonly perProgram: number;
  readonly seed: number;
}

/** The candidates of a task: what its templates expand to, then what proven programs give. */
export async function taskCandidates(options: TaskSourceOptions): Promise<CandidateSource> {
  const { task, templates, programs, perProgram, seed } = options;
  const hashes: string[] = [];
  for (const template of templates) {
    for (const { file: _file, line: _line, ...expanded } of expandTaskTemplate(template)) {
      hashes.push(sha256Hex(JSON.stringify(expanded)));
    }
  }
  for (const file of programs) hashes.push(await sha256OfFile(file));
  return {
    command: 'generate-multitask',
    key: sha256Hex(JSON.stringify({ task, hashes, perProgram, seed })),
    async *candidates() {
      for (const template of templates) {
        for (const expanded of expandTaskTemplate(template)) yield fromTemplate(expanded);
      }
      if (perProgram === 0) return;
      for await (const record of programsIn(programs)) {
        for (const draft of derivedDrafts(programOf(record), task, seed, perProgram)) {
          yield fromProgram(draft, record);
        }
      }
    },
  };
}

function fromTemplate(expanded: ExpandedTask): Candidate {
  const { task, template, variation, file, line, tables, input, target, systemPrompt } = expanded;
  return {
    name: `${template}/${variation}`,
    systemPrompt,
    about: {
      task,
      template,
      variation,
      file: basename(file),
      line,
      context: { tables },
      input,
      target,
    },
    draft: templateDraft(expanded),
  };
}

function fromProgram(draft: Draft, { id }: RecordOf<'sql_to_ibis'>): Candidate {
  const { task, context, dialect, input, target, meta } = draft;
  const { template, variation, pattern, provenance } = meta;
  const of = { task, origin: id, dialect, context, input, target };
  if (provenance === undefined) {
    return { name: `${template}/${variation}`, about: { template, variation, ...of }, draft };
  }
  const { path, lines } = provenance;
  const [line, endLine] = lines;
  return {
    name: `${path}:${line}`,
    about: { pattern, place: { path, line, endLine }, ...of },
    draft,
  };
}
