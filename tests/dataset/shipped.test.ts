import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { loadPrompt } from '@ibert/core/prompts';
import { sourceFileName, templatePairs } from '@ibert/dataset';
import { TEMPLATE_OPTIONS } from '@ibert/dataset/templates';
import { DUCKDB_VERSION, VERSION } from '@ibert/dataset/versions';
import { questionKey, TASKS } from '@ibert/core/records';
import { loadTemplates } from '@ibert/templates';
import { describe, expect, it } from 'vitest';

describe('the shipped templates', () => {
  it('expand to at least 1,500 distinct questions from at least 62 templates, with both sides', async () => {
    const templates = await loadTemplates('templates/sql2ibis', TEMPLATE_OPTIONS);
    const questions = new Set<string>();
    for await (const { draft } of templatePairs(templates).candidates()) {
      if ('ok' in draft) throw new Error(draft.error);
      expect(draft.judge).toBe('authored');
      questions.add(questionKey(draft));
    }
    expect(templates.length).toBeGreaterThanOrEqual(62);
    expect(questions.size).toBeGreaterThanOrEqual(1500);
  });
});

describe('the shipped prompts', () => {
  it.each(TASKS)('have one for %s', async (task) => {
    expect((await loadPrompt('templates/prompts', task)).systemPrompt.length).toBeGreaterThan(20);
  });

  it('name the file that holds the prompt of another task', async () => {
    await expect(loadPrompt('tests/dataset/wrong-prompts', 'qa')).rejects.toMatchObject({
      code: 'INVALID_YAML',
      file: 'tests/dataset/wrong-prompts/qa.yaml',
    });
  });
});

describe('the versions that manifests name', () => {
  it('are those that are installed', () => {
    const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
    expect(VERSION).toBe(manifest.version);
    const binding = createRequire(import.meta.url)('@duckdb/node-api/package.json') as {
      version: string;
    };
    expect(binding.version.startsWith(`${DUCKDB_VERSION}-`)).toBe(true);
  });
});

describe('the source file of a record', () => {
  it.each([
    ['data/sql2ibis/train.jsonl', 'data', 'data/sql2ibis/train.jsonl'],
    ['/srv/sets/a/b.jsonl', '/srv/sets', 'sets/a/b.jsonl'],
    ['elsewhere/x.jsonl', 'data', 'data/sql2ibis/train.jsonl'],
  ])('of %s with the data in %s is %s', (output, data, expected) => {
    expect(sourceFileName(output, data, 'sql2ibis/train.jsonl')).toBe(expected);
  });
});
