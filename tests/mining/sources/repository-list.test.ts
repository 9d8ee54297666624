import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatError, IbertError } from '@ibert/core';
import { parseRepositoryList } from '@ibert/mining';
import { describe, expect, it } from 'vitest';

const faultsOf = (text: string): string => {
  try {
    parseRepositoryList(text, 'repos.txt');
  } catch (error) {
    if (error instanceof IbertError) return formatError(error);
    throw error;
  }
  return 'none';
};

describe('a list of repositories', () => {
  it('names a source on each line', () => {
    const text = [
      '# url|name|directories',
      '',
      'https://example.com/a/shop.git|shop|src/shop, docs/ ,./tests',
      'git@example.com:a/other.git | other | ',
      '  ../local/clone',
      'https://example.com/a/third\r',
    ].join('\n');
    expect(parseRepositoryList(text, 'repos.txt')).toEqual([
      {
        location: 'https://example.com/a/shop.git',
        name: 'shop',
        directories: ['src/shop', 'docs', 'tests'],
      },
      { location: 'git@example.com:a/other.git', name: 'other' },
      { location: '../local/clone' },
      { location: 'https://example.com/a/third' },
    ]);
  });

  it('has its faults named with file and line, all of them', () => {
    const text = [
      'https://example.com/a.git|a|..',
      '|b|',
      'https://example.com/c.git|c|x|y',
      'https://example.com/d.git|a b',
      'ext::sh -c x|e',
      'https://example.com/f.git|f',
      'https://example.com/g/f.git',
      'https://example.com/h.git|h|/abs',
    ].join('\n');
    const lines = faultsOf(text)
      .split('\n')
      .filter((line) => !line.startsWith('  '));
    expect(lines).toEqual([
      'repos.txt:1:1: expected a directory below the root, found ".."',
      'repos.txt:2:1: expected a URL or path first, found nothing',
      'repos.txt:3:1: expected at most 3 fields, found 4',
      'repos.txt:4:1: expected a name of letters, digits, dots and dashes, found "a b"',
      'repos.txt:5:1: cannot mine "ext::sh -c x": ext:: is not one of https, ssh, git, file',
      'repos.txt:7:1: the name f is that of line 6 already',
      'repos.txt:8:1: expected a directory below the root, found "/abs"',
    ]);
  });

  it('of the project has at least 30 public repositories', () => {
    const file = join(import.meta.dirname, '../../../data/repo_urls.txt');
    const specs = parseRepositoryList(readFileSync(file, 'utf8'), file);
    expect(specs.length).toBeGreaterThanOrEqual(30);
    for (const { location, name } of specs) {
      expect(location).toMatch(/^https:\/\/github\.com\/[\w.-]+\/[\w.-]+\.git$/);
      expect(name).toBeDefined();
    }
    expect(new Set(specs.map(({ location }) => location.toLowerCase())).size).toBe(specs.length);
    expect(specs.some(({ location }) => location.endsWith('/ibis-project/ibis.git'))).toBe(true);
  });
});
