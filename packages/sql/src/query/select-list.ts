import { REST } from '@ibert/ir';

import type { Emitter } from '../expressions/emitter.js';
import { group, run } from '../format/doc.js';
import type { Doc } from '../format/doc.js';
import type { Bound, Columns, FromItem, Select, Source } from '../plan/query.js';
import type { QueryStyle } from './write-query.js';

/** Stars stand for at least so many columns, or for all there are. */
const STAR_COLUMNS = 3;

export function selectList(
  e: Emitter,
  select: Select,
  visible: readonly FromItem[],
  style: QueryStyle,
  top: string,
): Doc {
  const open = `${select.distinct ? 'SELECT DISTINCT ' : 'SELECT '}${top}`;
  const aggregates = select.groups !== null || select.distinct;
  if (style.columns === 'one' && !aggregates && select.limit === null) return `${open}1`;
  const named = style.columns === undefined;
  const sources = visible.map(({ source }) => source);
  const items = named
    ? starred(e, select, sources)
    : [...select.columns.values()].map((column) => e.bound(column).doc);
  return group('block', items, { open, between: ', ', tail: ',' });
}

function starred(e: Emitter, select: Select, sources: readonly Source[]): readonly Doc[] {
  const { columns } = select;
  const opened = openSources(columns, sources);
  const { semiJoinShowsRight = false } = e.dialect.features;
  const alone = (semiJoinShowsRight ? e.frame.sources : sources).length === 1;
  if (opened.length > 0) return openColumns(e, columns, opened, alone);
  const items: Doc[] = [];
  const entries = [...columns];
  for (let i = 0; i < entries.length;) {
    const source = starAt(entries, i, sources, select.groups !== null);
    if (source !== undefined) {
      items.push(alone ? '*' : `${e.identifier(e.statement.alias(source))}.*`);
      i += source.columns.length;
    } else {
      const [name, column] = entries[i] as [string, Bound];
      items.push(named(e, name, column));
      i += 1;
    }
  }
  return items;
}

/** The sources that come out with columns nobody has named. */
function openSources(columns: Columns, sources: readonly Source[]): readonly Source[] {
  const opened: Source[] = [];
  for (const column of columns.values()) {
    if (column.is === 'column' && column.name === REST && sources.includes(column.source)) {
      opened.push(column.source);
    }
  }
  return opened;
}

/** The source all of whose columns come out here, in their order. */
function starAt(
  entries: readonly (readonly [string, Bound])[],
  start: number,
  sources: readonly Source[],
  grouped: boolean,
): Source | undefined {
  const first = entries[start]?.[1];
  if (grouped || first?.is !== 'column' || !sources.includes(first.source)) return undefined;
  const { source } = first;
  // The position of an unnested element is computed.
  if (source.kind === 'unnest') return undefined;
  const { columns } = source;
  const few = columns.length < STAR_COLUMNS && columns.length < entries.length;
  if (few || columns.length > entries.length - start) return undefined;
  for (let i = 0; i < columns.length; i += 1) {
    const [name, column] = entries[start + i] as readonly [string, Bound];
    if (column.is !== 'column' || column.source !== source) return undefined;
    if (column.name !== columns[i] || name !== columns[i]) return undefined;
  }
  return source;
}

function named(e: Emitter, name: string, column: Bound): Doc {
  const text = e.bound(column);
  const plain = column.is === 'column' && column.name === name && !isPosition(column.source, name);
  return plain ? text.doc : run(text.doc, ` AS ${e.identifier(name)}`);
}

const isPosition = (source: Source, name: string): boolean =>
  source.kind === 'unnest' && source.offset === name;

/**
 * `SELECT *` of tables whose columns are not all known, with what is changed about them. Known
 * columns that come out as they are hide in the star.
 */
function openColumns(
  e: Emitter,
  columns: Columns,
  opened: readonly Source[],
  single: boolean,
): readonly Doc[] {
  const stars = new Map(
    opened.map((source) => [source, { kept: new Set<string>(), replaced: [] as Doc[] }]),
  );
  const added: Doc[] = [];
  for (const [name, column] of columns) {
    if (column.is === 'column' && column.name === REST) continue;
    const own =
      column.is === 'column' && column.name === name ? stars.get(column.source) : undefined;
    const owner = opened.find((source) => source.columns.includes(name));
    const star = owner === undefined ? undefined : stars.get(owner);
    if (own !== undefined) {
      own.kept.add(name);
    } else if (column.is === 'computed' && star !== undefined) {
      star.kept.add(name);
      star.replaced.push(run(e.bound(column).doc, ` AS ${e.identifier(name)}`));
    } else {
      added.push(named(e, name, column));
    }
  }
  const written = [...stars].map(([source, { kept, replaced }]) => {
    const prefix = single ? '' : `${e.identifier(e.statement.alias(source))}.`;
    const left = source.columns.filter((name) => name !== REST && !kept.has(name));
    return openStar(e, `${prefix}*`, left, replaced);
  });
  return [...written, ...added];
}

function openStar(
  e: Emitter,
  text: string,
  left: readonly string[],
  replaced: readonly Doc[],
): Doc {
  const { star } = e.dialect.features;
  if (left.length === 0 && replaced.length === 0) return text;
  if (star === null) {
    const what = left.length > 0 ? `leaves out ${left.join(', ')}` : 'replaces a column';
    throw e.refusal(
      `a SELECT * that ${what}`,
      'the columns of the table must be known; give a schema',
    );
  }
  const without =
    left.length === 0 ? '' : ` ${star.exclude} (${left.map((n) => e.identifier(n)).join(', ')})`;
  if (replaced.length === 0) return text + without;
  return run(
    text,
    `${without} ${star.replace} (`,
    ...replaced.flatMap((d, i) => (i === 0 ? [d] : [', ', d])),
    ')',
  );
}
