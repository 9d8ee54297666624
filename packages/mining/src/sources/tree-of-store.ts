import type { FileStore } from './file-store.js';
import { detectLicence, mayTellLicence, taggedLicence } from './licences/detect-licence.js';
import { mayReuse } from './licences/licences.js';
import type { Selection } from './selection.js';
import type { SourceTree } from './source-tree.js';
import { decodeText } from './text.js';

interface TreeRequest {
  readonly name: string;
  readonly repository: string;
  readonly selection: Selection;
  /** Licences that may be mined beside the permissive ones. */
  readonly allowed: readonly string[];
  readonly warnings: readonly string[];
}

/** The tree of a store: its files as texts, and the licence that it tells. */
export async function treeOf(store: FileStore, request: TreeRequest): Promise<SourceTree> {
  const { name, repository, selection, allowed, warnings } = request;
  const license = await licenceOf(store);
  const mined = store.files.filter(
    ({ path, skipped }) => skipped !== undefined || selection.selects(path),
  );
  return {
    name,
    repository,
    commit: store.commit,
    license,
    warnings,
    async *files() {
      for await (const file of store.read(mined)) {
        const decoded = 'bytes' in file ? decodeText(file.bytes) : file;
        if ('skipped' in decoded) {
          yield { path: file.path, skipped: decoded.skipped };
          continue;
        }
        const own = taggedLicence(decoded.text);
        yield own === undefined || mayReuse(own, allowed)
          ? { path: file.path, text: decoded.text }
          : { path: file.path, skipped: `its own licence is ${own}` };
      }
    },
    history: store.history,
    close: store.close,
  };
}

async function licenceOf(store: FileStore): Promise<string | undefined> {
  const files = store.files.filter(
    ({ path, skipped }) => skipped === undefined && mayTellLicence(path),
  );
  const texts: { path: string; text: string }[] = [];
  for await (const file of store.read(files)) {
    const decoded = 'bytes' in file ? decodeText(file.bytes) : file;
    if ('text' in decoded) texts.push({ path: file.path, text: decoded.text });
  }
  return detectLicence(texts);
}
