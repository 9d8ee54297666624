import { decodeText } from '../text.js';
import { pathFault } from '../selection.js';
import type { Commit, CommitSummary, FileChange, HistoryRequest } from '../source-tree.js';
import { startGit } from './git-command.js';
import { readBlob } from './blob.js';
import type { GitRequest } from './git-request.js';
import { nulTexts } from './nul-texts.js';
import type { ObjectReader } from './object-reader.js';

interface Modification {
  readonly path: string;
  readonly before: string;
  readonly after: string;
}

interface RawCommit {
  readonly id: string;
  readonly subject: string;
  readonly modifications: readonly Modification[];
}

/**
 * Commits up to a commit, the newest first, with the files they modified as they were before and
 * after; files that are no text are left out. One commit's texts are in memory at a time.
 */
export async function* history(
  request: GitRequest,
  reader: ObjectReader,
  { accept = () => true, maxCommits }: HistoryRequest = {},
): AsyncGenerator<Commit, void, void> {
  for await (const { id, subject, modifications } of rawCommits(request, maxCommits)) {
    const summary: CommitSummary = { id, subject, paths: modifications.map(({ path }) => path) };
    if (modifications.length === 0 || !accept(summary)) continue;
    const changes: FileChange[] = [];
    for (const modification of modifications) {
      const change = await readChange(reader, modification, request.limit);
      if (change !== undefined) changes.push(change);
    }
    if (changes.length > 0) yield { id, subject, changes };
  }
}

async function readChange(
  reader: ObjectReader,
  { path, before, after }: Modification,
  limit: number,
): Promise<FileChange | undefined> {
  const [old, now] = await Promise.all([
    readText(reader, before, limit),
    readText(reader, after, limit),
  ]);
  return old === undefined || now === undefined ? undefined : { path, before: old, after: now };
}

async function readText(
  reader: ObjectReader,
  id: string,
  limit: number,
): Promise<string | undefined> {
  const read = await readBlob(reader, id, limit);
  if (!('bytes' in read)) return undefined;
  const decoded = decodeText(read.bytes);
  return 'text' in decoded ? decoded.text : undefined;
}

const DIFF = ['--stdin', '-r', '-z', '--no-renames', '--diff-filter=M', '--format=%H %s'];

/** Commits with what they modified, by the ids of the contents alone. */
async function* rawCommits(
  { environment, commit, filter, signal }: GitRequest,
  maxCommits: number | undefined,
): AsyncGenerator<RawCommit, void, void> {
  const most = maxCommits === undefined ? [] : [`--max-count=${maxCommits}`];
  const list = startGit(['rev-list', '--no-merges', ...most, commit], environment, { signal });
  list.stdin.end();
  const diff = startGit(['diff-tree', ...DIFF], environment, { signal });
  list.stdout.pipe(diff.stdin);
  let current: { id: string; subject: string; modifications: Modification[] } | undefined;
  try {
    const texts = nulTexts(diff.stdout);
    for await (const text of texts) {
      const at = text.startsWith('\n') ? 1 : 0;
      if (text[at] !== ':') {
        if (current !== undefined) yield current;
        const space = text.indexOf(' ');
        current = { id: text.slice(0, space), subject: text.slice(space + 1), modifications: [] };
        continue;
      }
      const { value: path } = await texts.next();
      const [oldMode = '', mode = '', before = '', after = ''] = text.slice(at + 1).split(' ');
      const files = isFile(oldMode) && isFile(mode) && before !== after;
      if (path === undefined || !files || !filter.follows(path)) continue;
      if (pathFault(path) === undefined) current?.modifications.push({ path, before, after });
    }
    await Promise.all([list.ended, diff.ended]);
    if (current !== undefined) yield current;
  } finally {
    list.kill();
    diff.kill();
  }
}

const isFile = (mode: string): boolean => mode.startsWith('100');
