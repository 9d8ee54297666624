import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';

const SOURCES = join(import.meta.dirname, '../../packages/models/src');

/** What a source file loads at once, directly or through files beside it. */
function loadedBy(path: string, seen = new Set<string>()): ReadonlySet<string> {
  if (seen.has(path)) return seen;
  seen.add(path);
  const imports = /^(?:import|export)\b( type)?[^;]*?from '([^']+)'/gm;
  for (const [, typeOnly, name = ''] of readFileSync(path, 'utf8').matchAll(imports)) {
    if (typeOnly !== undefined) continue;
    if (name.startsWith('.')) loadedBy(join(dirname(path), name.replace(/\.js$/, '.ts')), seen);
    else seen.add(name);
  }
  return seen;
}

const packagesOf = (file: string): readonly string[] =>
  [...loadedBy(join(SOURCES, file))].filter((name) => !name.endsWith('.ts')).sort();

describe('what start-up loads', () => {
  it('is neither a runtime nor zod for the root of @ibert/models', () => {
    expect(packagesOf('index.ts')).toEqual(['@ibert/core', 'node:fs/promises', 'node:path']);
    expect(packagesOf('transformers/open-local-model.ts')).toContain('zod');
  });

  it('is no native runtime for opening a model, before its files are there', () => {
    for (const entry of ['transformers/open-local-model.ts', 'openai/server-model.ts']) {
      expect(packagesOf(entry)).not.toContain('@huggingface/transformers');
    }
  });
});
