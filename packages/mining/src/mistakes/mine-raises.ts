import { TokenType } from '@ibert/ibis';
import type { Token } from '@ibert/ibis';

import { refuse } from '../finding.js';
import type { Finding } from '../finding.js';
import { isFault } from '../programs/fault.js';
import type { Catalogue } from '../programs/catalogue.js';
import { readModule } from '../programs/python/module.js';
import type { PythonModule } from '../programs/python/module.js';
import { sliceOf } from '../programs/slice.js';
import type { Block, Item } from '../programs/python/outline.js';
import type { SourceFile } from '../sources/source-tree.js';
import { keepFew } from './alike.js';
import { failureOf, mistake } from './mistake-finding.js';
import { repair } from './repair.js';
import { schemasOf } from './working.js';

/** A block that a test expects to fail, and the classes that it names; none where a variable does. */
interface Raises {
  readonly body: readonly Item[];
  readonly classes: readonly string[];
}

/**
 * Blocks of a Python file that a test expects to fail (`with pytest.raises(…):`). Those that fail in
 * the engine as expected, and that one smallest repair makes work, are mistakes.
 */
export function mineRaises(file: SourceFile, catalogue: Catalogue): readonly Finding[] {
  if (!file.text.includes('raises')) return [];
  const module = readModule(file);
  const keep = keepFew();
  return raisesIn(module.items).flatMap((raises) => {
    const found = findingOf(module, raises, catalogue);
    return (
      keep(found) ??
      refuse(
        found,
        'TRIVIAL',
        'the same code stands above',
        module.text.slice(raises.body[0]?.start),
      )
    );
  });
}

function raisesIn(items: readonly Item[]): readonly Raises[] {
  return items.flatMap((item) => {
    if (item.kind === 'line') return [];
    const within = item.clauses.flatMap(({ body }) => raisesIn(body));
    const classes = item.keyword === 'with' ? expected(item) : undefined;
    const body = item.clauses[0]?.body ?? [];
    return classes === undefined ? within : [{ body, classes }, ...within];
  });
}

/** The classes in `raises(a.B, …)` or `raises((a.B, C), …)`; undefined for any other block. */
function expected({ clauses }: Block): readonly string[] | undefined {
  const header = clauses[0]?.header ?? [];
  const at = header.findIndex(({ text }, i) => text === 'raises' && header[i + 1]?.text === '(');
  if (at < 0) return undefined;
  const classes: string[] = [];
  let depth = 0;
  for (const [i, token] of header.entries()) {
    if (i <= at) continue;
    if (token.text === '(') depth += 1;
    else if (token.text === ')') depth -= 1;
    else if (token.text === ',' && depth === 1) break;
    else if (isLastName(token, header[i + 1])) classes.push(token.text);
    if (depth === 0) break;
  }
  return classes;
}

const isLastName = ({ type }: Token, next: Token | undefined): boolean =>
  type === TokenType.Name && next?.text !== '.';

function findingOf(module: PythonModule, { body, classes }: Raises, catalogue: Catalogue): Finding {
  const [first, last] = [body[0], body.at(-1)];
  const at = { start: first?.start ?? 0, end: last?.end ?? 0 };
  const text = module.text.slice(at.start, at.end);
  const found = {
    pattern: 'raises',
    place: { path: module.path, line: module.lineOf(at.start), endLine: module.lineOf(at.end) },
  } as const;
  const slice = sliceOf(module, at, catalogue);
  if (isFault(slice)) return refuse(found, slice.reason, slice.error, text);
  if (slice.open.length > 0) {
    const why = `the columns of ${slice.open.join(', ')} are not known`;
    return refuse(found, 'SCHEMA_UNKNOWN', why, text);
  }
  const tables = schemasOf(slice.tables);
  const failure = tables === undefined ? undefined : failureOf(slice.code, tables);
  if (tables === undefined || failure === undefined) {
    return refuse(found, 'NOT_PURE', 'it does not fail where a program is built', text);
  }
  if (failure.classes.includes('ModuleNotFoundError')) {
    return refuse(found, 'BACKEND', failure.error, text);
  }
  if (!isExpected(classes, failure.classes)) {
    return refuse(found, 'ERROR', `it fails with another error: ${failure.error}`, text);
  }
  const fixed = repair(slice.code, failure.error, tables);
  if (fixed === undefined)
    return refuse(found, 'NO_FIX', `no one smallest repair: ${failure.error}`, text);
  const fix = { code: fixed.code, changes: [fixed.change] };
  return mistake(found, slice.code, fix, failure, slice.tables);
}

/** Classes that say nothing of what is wrong, or are named by a variable. */
const isClass = (name: string): boolean => /^[A-Z]/.test(name) && name !== 'Exception';

function isExpected(expected: readonly string[], found: readonly string[]): boolean {
  const named = expected.filter(isClass);
  return named.length === 0 || named.some((name) => found.includes(name));
}
