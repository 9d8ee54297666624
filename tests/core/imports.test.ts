import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const SOURCES = join(import.meta.dirname, '../../packages/core/src');

/** Everything that a source file loads, directly or through files beside it. */
function loadedBy(file: string, seen = new Set<string>()): ReadonlySet<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  const source = readFileSync(join(SOURCES, file), 'utf8');
  for (const [, typeOnly, name = ''] of source.matchAll(
    /^(?:import|export)\b( type)?[^;]*?from '([^']+)'/gm,
  )) {
    if (typeOnly !== undefined) continue;
    if (name.startsWith('./')) loadedBy(name.slice(2).replace(/\.js$/, '.ts'), seen);
    else seen.add(name);
  }
  return seen;
}

const packagesOf = (file: string): readonly string[] =>
  [...loadedBy(file)].filter((name) => !name.endsWith('.ts'));

describe('what start-up loads', () => {
  it('is nothing but our own files for the root of @ibert/core', () => {
    expect(loadedBy('index.ts').size).toBeGreaterThan(5);
    expect(packagesOf('index.ts')).toEqual([]);
  });

  it('is neither zod nor yaml for files and progress', () => {
    for (const entry of ['files.ts', 'progress.ts']) {
      expect(packagesOf(entry).filter((name) => !name.startsWith('node:'))).toEqual([]);
    }
    expect(packagesOf('yaml.ts')).toContain('yaml');
    expect(packagesOf('records.ts')).toContain('zod');
  });
});
