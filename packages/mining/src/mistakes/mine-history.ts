import { refuse } from '../finding.js';
import { guarded } from '../guarded.js';
import type { Finding } from '../finding.js';
import { readDocument } from '../documents/read-document.js';
import { isFault } from '../programs/fault.js';
import type { Catalogue } from '../programs/catalogue.js';
import { completeProgram } from '../programs/complete-program.js';
import { readModule } from '../programs/python/module.js';
import type { PythonModule } from '../programs/python/module.js';
import { sliceOf } from '../programs/slice.js';
import type { Slice } from '../programs/slice.js';
import type { Item } from '../programs/python/outline.js';
import type { Commit, FileChange } from '../sources/source-tree.js';
import { keepFew } from './alike.js';
import { mayCorrect } from './interesting.js';
import { failureOf, fixBetween, mistake } from './mistake-finding.js';
import type { Found } from './mistake-finding.js';
import { schemasOf } from './working.js';

/** Most pairs of statements of one file that are looked at. */
const MOST_PAIRS = 60;
/** Part of the tokens that two versions of a statement share at least. */
const LEAST_SHARED = 0.5;

/**
 * Mistakes that commits have corrected: statements of tests, functions and documents whose version
 * before the commit fails with an error of Ibis today and whose version after it works. Of many
 * copies of one correction a few are kept; all others are refused.
 */
export async function* mineHistory(
  commits: AsyncIterable<Commit>,
  catalogue: Catalogue,
): AsyncGenerator<Finding, void, void> {
  const keep = keepFew();
  for await (const { id, changes } of commits) {
    for (const change of changes) {
      const place = { path: change.path, line: 1, endLine: 1, commit: id };
      const whole = { pattern: 'fix_commit', place } as const;
      for (const finding of guarded(whole, () => changedStatements(change, id, catalogue))) {
        const kept = keep(finding);
        if (kept !== undefined) yield kept;
      }
    }
  }
}

function changedStatements(
  change: FileChange,
  commit: string,
  catalogue: Catalogue,
): readonly Finding[] {
  if (!mayCorrect(change.path, change.before, change.after)) return [];
  const before = moduleOf(change.path, change.before);
  const after = moduleOf(change.path, change.after);
  if (before === undefined || after === undefined) return [];
  return changedPairs(before, after)
    .slice(0, MOST_PAIRS)
    .flatMap(([old, now]) => {
      const place = {
        path: change.path,
        line: before.lineOf(old.start),
        endLine: before.lineOf(old.end),
        commit,
      };
      const found: Found = { pattern: 'fix_commit', place };
      return pairFinding(found, before, old, after, now, catalogue) ?? [];
    });
}

/** Python code of a file: of a document its cells and blocks, one after the other. */
function moduleOf(path: string, text: string): PythonModule | undefined {
  if (path.endsWith('.py')) return readModule({ path, text });
  const document = readDocument({ path, text });
  if (document === undefined || 'kind' in document) return undefined;
  const code = document.blocks.flatMap((block) =>
    block.kind === 'code' && block.language === 'python' ? [block.code] : [],
  );
  return readModule({ path, text: code.join('\n\n') });
}

/** A statement with the names of the definitions around it. */
interface Placed {
  readonly owner: string;
  readonly item: Item;
  readonly words: readonly string[];
  readonly key: string;
}

function statementsOf(items: readonly Item[], owner = ''): readonly Placed[] {
  return items.flatMap((item) => {
    if (item.kind === 'line') {
      const words = item.tokens.flatMap(({ text }) => (text === '' ? [] : [text]));
      return [{ owner, item, words, key: words.join(' ') }];
    }
    const named = item.keyword === 'def' || item.keyword === 'class';
    const name = named ? (item.clauses[0]?.header[0]?.text ?? '') : '';
    const inner = name === '' ? owner : `${owner}.${name}`;
    return item.clauses.flatMap(({ body }) => statementsOf(body, inner));
  });
}

/** Statements of the same definition that one version has and the other has not, by likeness. */
function changedPairs(
  before: PythonModule,
  after: PythonModule,
): readonly (readonly [Item, Item])[] {
  const [old, now] = [statementsOf(before.items), statementsOf(after.items)];
  const keys = (all: readonly Placed[]): ReadonlySet<string> =>
    new Set(all.map(({ owner, key }) => `${owner} ${key}`));
  const [inOld, inNow] = [keys(old), keys(now)];
  const added = new Map<string, Placed[]>();
  for (const one of now) {
    if (inOld.has(`${one.owner} ${one.key}`)) continue;
    added.set(one.owner, [...(added.get(one.owner) ?? []), one]);
  }
  const pairs: [Item, Item][] = [];
  for (const one of old) {
    if (inNow.has(`${one.owner} ${one.key}`) || !asks(one)) continue;
    const best = likest(one, added.get(one.owner) ?? []);
    if (best !== undefined) pairs.push([one.item, best.item]);
  }
  return pairs;
}

/** Whether a statement may hold an expression of Ibis: it calls or picks something of an object. */
const asks = ({ words }: Placed): boolean =>
  words.length > 3 &&
  words.some((word, i) => word === '.' || (word === '[' && /\w$/.test(words[i - 1] ?? ''))) &&
  !['import', 'from', 'raise', '@'].includes(words[0] ?? '');

function likest(one: Placed, others: readonly Placed[]): Placed | undefined {
  let best: Placed | undefined;
  let most = LEAST_SHARED;
  const words = new Set(one.words);
  for (const other of others) {
    const shared = other.words.filter((word) => words.has(word)).length;
    const part = shared / Math.max(one.words.length, other.words.length);
    if (part > most) [best, most] = [other, part];
  }
  return best;
}

/** What a statement and its new version come to; undefined where nothing failed before. */
function pairFinding(
  found: Found,
  old: PythonModule,
  oldItem: Item,
  now: PythonModule,
  nowItem: Item,
  catalogue: Catalogue,
): Finding | undefined {
  const before = sliceOf(old, oldItem, catalogue);
  if (isFault(before)) return undefined;
  const after = sliceOf(now, nowItem, catalogue);
  if (isFault(after) || before.code === after.code) return undefined;
  const known = { ...after.tables, ...before.tables };
  // What only the old version takes for a table may be anything.
  if (schemasOf(known) === undefined || before.open.some((name) => !after.open.includes(name))) {
    return undefined;
  }
  const working = after.open.length === 0 ? after : completeProgram(after);
  if (isFault(working)) return undefined;
  const tables = { ...working.tables, ...before.tables };
  const schemas = schemasOf(tables);
  const failure = schemas === undefined ? undefined : failureOf(before.code, schemas);
  if (schemas === undefined || failure === undefined) return undefined;
  if (failure.classes.includes('ModuleNotFoundError') || isGuess(before, failure.error)) {
    return undefined;
  }
  const fix = fixBetween(before.code, working.code, schemas);
  if (typeof fix === 'string') return refuse(found, 'NO_FIX', fix, before.code);
  return mistake(found, before.code, fix, failure, tables);
}

/** Errors that have nothing to do with columns and their types. */
const NAMES_ALONE =
  /^AttributeError: (?:module |'?Table'? object)|unexpected keyword|positional argument/;

/** Whether an error may come from columns that only the new version tells. */
function isGuess({ open, code }: Slice, error: string): boolean {
  if (open.length === 0) return false;
  if (!NAMES_ALONE.test(error)) return true;
  const [, name] = /Table'? object has no attribute '(\w+)'/.exec(error) ?? [];
  return name !== undefined && !code.includes(`.${name}(`);
}
