import { makeDirectory, systemError } from '@ibert/core/files';
import { copyFile, rm, symlink } from 'node:fs/promises';
import { dirname, relative } from 'node:path';

/**
 * Makes `link` stand for a file: a symbolic link, or a copy where the system has none. What was
 * there before is replaced.
 *
 * @throws IbertError `OUTPUT_UNWRITABLE`.
 */
export async function linkBaseFile(link: string, file: string): Promise<void> {
  try {
    makeDirectory(dirname(link));
    await rm(link, { force: true });
    await symlink(relative(dirname(link), file), link).catch(() => copyFile(file, link));
  } catch (cause) {
    throw systemError('OUTPUT_UNWRITABLE', 'link', link, cause);
  }
}
