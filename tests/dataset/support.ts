import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Draft, DraftOf } from '@ibert/core/records';
import { type GenerateOptions, limited, type StartProving, templatePairs } from '@ibert/dataset';
import { parseTemplate, type Template } from '@ibert/templates';
import type { Verdict } from '@ibert/validation';

/** A template with one variation of its own texts per pair. */
export function templateOf(pairs: readonly { sql?: string; ibis?: string }[]): Template {
  const text = JSON.stringify({
    name: 'planted',
    description: 'Pairs of a test.',
    difficulty: 'easy',
    features: ['select'],
    context: {
      tables: {
        t: { schema: { id: 'int64', a: 'int64', b: 'int64', s: 'string', x: 'float64' } },
        u: { schema: { id: 'int64', t_id: 'int64', c: 'int64' } },
      },
    },
    variations: pairs.map(({ sql, ibis }, index) => ({
      name: `pair_${index}`,
      ...(sql === undefined ? {} : { sql_template: sql }),
      ...(ibis === undefined ? {} : { ibis_template: ibis }),
    })),
  });
  return parseTemplate(text, 'planted.yaml');
}

const PROOF: Verdict = { ok: true, verification: { fixtures: 5, rows: 7, judge: 'authored' } };

/** Proving that asks nobody: everything holds but what `judge` refuses. */
export const provingBy =
  (judge: (draft: DraftOf<'sql_to_ibis'>) => Verdict | undefined = () => undefined): StartProving =>
  () => ({
    async *validateAll(drafts: Iterable<Draft> | AsyncIterable<Draft>) {
      for await (const draft of drafts) {
        yield (draft.task === 'sql_to_ibis' ? judge(draft) : undefined) ?? PROOF;
      }
    },
    close: () => undefined,
  });

/** Options for a run of a template into a directory. */
export function runOptions(
  directory: string,
  templates: readonly Template[],
  { limit, ...more }: Partial<GenerateOptions> & { readonly limit?: number } = {},
): GenerateOptions {
  return {
    source: limited(templatePairs(templates), limit),
    output: join(directory, 'train.jsonl'),
    frame: { systemPrompt: 'Translate.', sourceFile: 'data/sql2ibis/train.jsonl' },
    resume: false,
    seed: 0,
    jobs: 1,
    timeoutMs: 10_000,
    memoryMb: 512,
    startProving: provingBy(),
    ...more,
  };
}

/** The values of a JSONL file. */
export function readLines(path: string): readonly Record<string, unknown>[] {
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}
