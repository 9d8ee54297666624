import { IbertError } from '@ibert/core';
import { sha256Hex } from '@ibert/core/files';
import { type Draft, type DraftOf, recordId, type Task } from '@ibert/core/records';
import { evaluateIbis } from '@ibert/ibis';
import {
  draftOf,
  type Finding,
  findingsHeader,
  gives,
  readFindings,
  type Wanted,
} from '@ibert/mining';
import { ibisLimit, TASK_MODULES, type TaskModule, tablesOf } from '@ibert/multitask';
import { reject } from '@ibert/validation';
import type { Candidate, CandidateSource } from '../candidate.js';

export interface MinedSourceOptions {
  /** The command of the run, for the manifest. */
  readonly command: string;
  /** File of findings. */
  readonly findings: string;
  readonly wanted: Wanted;
  /** Which findings may give records, with a text that is equal exactly when this is. */
  readonly only: { readonly test: (finding: Finding) => boolean; readonly key: string };
}

/**
 * What the findings of a source claim.
 *
 * @throws IbertError `INPUT_UNREADABLE` when there is no file of findings.
 */
export async function minedCandidates(options: MinedSourceOptions): Promise<CandidateSource> {
  const { command, findings, wanted, only } = options;
  const header = await findingsHeader(findings);
  if (header === undefined) {
    throw new IbertError('INPUT_UNREADABLE', `${findings} holds no findings`, {
      hint: 'Mine the source again.',
    });
  }
  const { repository, commit, license } = header;
  const origin = { repository, commit, license: license ?? undefined };
  return {
    command,
    key: sha256Hex(JSON.stringify({ header, wanted, only: only.key })),
    async *candidates() {
      const seen = new Map<string, string>();
      for await (const finding of readFindings(findings)) {
        if (!gives(finding.kind, wanted) || !only.test(finding)) continue;
        const candidate = candidateOf(finding, seen, () => draftOf(finding, wanted, origin));
        if (candidate !== undefined) yield candidate;
      }
    },
  };
}

/** @param seen records so far by id, with what to call them: people copy their code. */
function candidateOf(
  finding: Finding,
  seen: Map<string, string>,
  make: () => Draft | undefined,
): Candidate | undefined {
  const { pattern, place } = finding;
  const name = `${place.path}:${place.line}`;
  let draft: Draft | undefined;
  let limit: string | undefined;
  try {
    draft = make();
    limit = draft === undefined ? undefined : limitOf(draft);
  } catch (error) {
    if (!(error instanceof IbertError)) throw error;
    const why = reject('UNSUPPORTED', error.message);
    return { name, about: { pattern, place, finding }, draft: why };
  }
  if (draft === undefined) return undefined;
  const { task, dialect, context, input, target } = draft;
  const id = recordId(draft);
  const earlier = seen.get(id);
  seen.set(id, earlier ?? name);
  const about = { pattern, place, task, dialect, context, input, target };
  if (earlier !== undefined) {
    const again = `${earlier} has the same tables, input and target`;
    return { name, about, draft: reject('DUPLICATE', again) };
  }
  return { name, about, draft: limit === undefined ? draft : reject('UNSUPPORTED', limit) };
}

/** Why real Ibis would not stand behind one of the draft's programs. */
function limitOf(draft: Draft): string | undefined {
  const { programs } = TASK_MODULES[draft.task] as TaskModule<Task>;
  const tables = tablesOf(draft.context);
  for (const code of programs(draft as DraftOf<Task>)) {
    const limit = ibisLimit(evaluateIbis(code, { tables }).relation);
    if (limit !== undefined) return limit;
  }
  return undefined;
}
