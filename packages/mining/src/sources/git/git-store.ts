import {
  byPath,
  type FileStore,
  MOST_FILES,
  type RawFile,
  type StoredFile,
} from '../file-store.js';
import { pathFault } from '../selection.js';
import type { SkippedFile } from '../source-tree.js';
import { startGit } from './git-command.js';
import { nulTexts } from './nul-texts.js';
import { history } from './history.js';
import { openObjectReader, type ObjectReader } from './object-reader.js';
import type { GitRequest } from './git-request.js';
import { readBlob } from './blob.js';

interface GitFile extends StoredFile {
  readonly id: string;
}

/** The files of a commit, read from its objects: nothing is checked out. */
export async function openGitStore(request: GitRequest): Promise<FileStore> {
  const files = await listTree(request);
  const ids = new Map(files.map(({ path, id }) => [path, id]));
  const reader = openObjectReader(request.environment, request.signal);
  return {
    commit: request.commit,
    files,
    async *read(wanted) {
      for (let at = 0; at < wanted.length; at += READ_AHEAD) {
        const some = wanted.slice(at, at + READ_AHEAD);
        yield* await Promise.all(
          some.map((file) => readFile(reader, file, ids.get(file.path) ?? '', request.limit)),
        );
      }
    },
    history: request.withHistory ? (wanted) => history(request, reader, wanted) : undefined,
    close: async () => reader.close(),
  };
}

/** Files that are asked for at once. */
const READ_AHEAD = 16;

async function readFile(
  reader: ObjectReader,
  { path, skipped }: StoredFile,
  id: string,
  limit: number,
): Promise<RawFile | SkippedFile> {
  if (skipped !== undefined) return { path, skipped };
  const read = await readBlob(reader, id, limit);
  return 'bytes' in read ? { path, bytes: read.bytes } : { path, skipped: read.skipped };
}

const MODES: Readonly<Record<string, string>> = {
  '120000': 'it is a symbolic link',
  '160000': 'it is a submodule',
};

async function listTree({
  environment,
  commit,
  filter,
  signal,
}: GitRequest): Promise<readonly GitFile[]> {
  const run = startGit(['ls-tree', '-r', '-z', '--full-tree', commit], environment, { signal });
  run.stdin.end();
  const files: GitFile[] = [];
  const seen = new Set<string>();
  for await (const line of nulTexts(run.stdout)) {
    const tab = line.indexOf('\t');
    const [mode = '', , id = ''] = line.slice(0, tab).split(' ');
    const path = line.slice(tab + 1);
    const special = MODES[mode];
    if (!(special === undefined ? filter.keeps(path) : filter.notes(path))) continue;
    const skipped =
      special ??
      pathFault(path) ??
      (seen.has(path) ? 'another entry has this name' : undefined) ??
      (files.length >= MOST_FILES ? `the source has more than ${MOST_FILES} files` : undefined);
    if (skipped === undefined) seen.add(path);
    files.push({ path, id, skipped });
  }
  await run.ended;
  return files.sort(byPath);
}
