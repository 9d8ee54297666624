import picomatch from 'picomatch';
import type { Config } from '@ibert/core/config';

/** Which files of a source are mined. */
export interface Selection {
  /** Whether a file at a path is mined. */
  readonly selects: (path: string) => boolean;
  /** Whether something at a path, whatever its extension, lies where files are mined. */
  readonly covers: (path: string) => boolean;
}

/** The files that the settings let in; directories given for one source go before theirs. */
export function selectionOf(
  settings: Config['mining'],
  directories: readonly string[] = settings.scan_dirs,
): Selection {
  const excluded = picomatch([...settings.exclude_patterns], { dot: true });
  const prefixes = directories
    .map((directory) => `${directory.replace(/^\.?\/+|\/+$/g, '')}/`)
    .filter((prefix) => prefix !== '/' && prefix !== './');
  const covers = (path: string): boolean =>
    (prefixes.length === 0 || prefixes.some((prefix) => `${path}/`.startsWith(prefix))) &&
    !excluded(path);
  const extensions = settings.extensions.map((extension) => extension.toLowerCase());
  const selects = (path: string): boolean => {
    const lower = path.toLowerCase();
    return extensions.some((extension) => lower.endsWith(extension)) && covers(path);
  };
  return { selects, covers };
}

/**
 * What is wrong with a path that a source gives to one of its files; undefined for nothing. Paths
 * that leave the root, or that no checkout would have, are somebody's attempt at something.
 */
export function pathFault(path: string): string | undefined {
  if (path.includes('\0') || path.includes('\uFFFD')) return 'its name is no UTF-8 text';
  if (path === '' || path.startsWith('/') || /^[A-Za-z]:[\\/]/.test(path)) {
    return 'its path is absolute or empty';
  }
  if (path.split('/').some((part) => part === '' || part === '.' || part === '..')) {
    return 'its path leaves the source';
  }
  return undefined;
}
