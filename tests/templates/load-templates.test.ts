import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { IbertErrors } from '@ibert/core';
import { expandTemplate, loadTemplates } from '@ibert/templates';
import { describe, expect, it } from 'vitest';
import { templateWith } from './template-text.js';

async function directoryOf(files: Readonly<Record<string, string>>): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'ibert-templates-'));
  for (const [name, text] of Object.entries(files)) await writeFile(join(directory, name), text);
  return directory;
}

const GOOD = templateWith('  - {name: v, params: {a: 1}}');
const named = (name: string): string => GOOD.replace('name: demo', `name: ${name}`);

describe('a directory of templates', () => {
  it('is loaded in the order of file names, YAML files only', async () => {
    const directory = await directoryOf({
      '10_b.yaml': named('b'),
      '09_a.yml': named('a'),
      'B.yaml': named('c'),
      'notes.txt': 'not a template',
    });
    const templates = await loadTemplates(directory);
    expect(templates.map(({ name }) => name)).toEqual(['a', 'b', 'c']);
  });

  it('reports the faults of all files together', async () => {
    const directory = await directoryOf({
      'a.yaml': named('a').replace('easy', 'esy').replace('[where]', '[]'),
      'b.yaml': named('b'),
      'c.yaml': 'a: [1',
    });
    const error: unknown = await loadTemplates(directory).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(IbertErrors);
    const places = (error as IbertErrors).errors.map(({ file, span }) => [
      file?.slice(directory.length + 1),
      span?.line,
    ]);
    expect(places).toEqual([
      ['a.yaml', 3],
      ['a.yaml', 4],
      ['c.yaml', 1],
    ]);
  });

  it('refuses two templates of one name and places the second', async () => {
    const directory = await directoryOf({ 'a.yaml': GOOD, 'b.yaml': GOOD });
    await expect(loadTemplates(directory)).rejects.toMatchObject({
      code: 'DUPLICATE_TEMPLATE',
      file: join(directory, 'b.yaml'),
      span: { line: 1, column: 7 },
      message: `name: demo is the name of the template in ${join(directory, 'a.yaml')} already`,
    });
  });

  it('is refused when it does not exist, is a file or holds no template', async () => {
    const directory = await directoryOf({ 'notes.txt': '' });
    await expect(loadTemplates(directory)).rejects.toMatchObject({ code: 'NO_TEMPLATES' });
    for (const path of [join(directory, 'missing'), join(directory, 'notes.txt')]) {
      await expect(loadTemplates(path)).rejects.toMatchObject({ code: 'INPUT_UNREADABLE' });
    }
  });
});

describe('the shipped templates', () => {
  it('load, and every example has a text without placeholders left', async () => {
    const templates = await loadTemplates(join(import.meta.dirname, '../../templates/sql2ibis'));
    expect(templates.length).toBeGreaterThanOrEqual(42);
    for (const example of templates.flatMap((template) => [...expandTemplate(template)])) {
      for (const side of [example.sql, example.ibis]) {
        expect(side).not.toBe('');
        // Ibis has format fields of its own: rname="{name}_x", names="{col}_{fn}".
        const text = (side ?? '').replaceAll(/\{(?:name|col|fn)\}/g, '');
        expect(text).not.toMatch(/\{[a-z_]+\}/);
      }
    }
  });
});
