import { group, run } from '../format/doc.js';
import type { Doc } from '../format/doc.js';
import type { Emitter } from '../expressions/emitter.js';
import type { FromItem, Select, Source } from '../plan/query.js';
import { conjunction } from './conjunction.js';
import type { Statement } from './statement.js';
import { valuesTable } from './values.js';

/** A name that is not too long to stand before every column. */
const SHORT = 20;

/**
 * Gives every source of a SELECT a name to qualify columns with: the table's own where it is the
 * only one of that name here and around, else t1, t2 and so on. Returns all names then in scope.
 */
export function aliasSources(
  statement: Statement,
  select: Select,
  scope: ReadonlySet<string>,
): ReadonlySet<string> {
  const own = select.from.map(({ source }) => naturalName(statement, source));
  const used = new Set(scope);
  const single = select.from.length === 1;
  for (const [i, { source }] of select.from.entries()) {
    const name = own[i];
    const mayKeep =
      name !== undefined &&
      (single || name.length <= SHORT) &&
      !scope.has(name.toLowerCase()) &&
      own.every((other, j) => j === i || other?.toLowerCase() !== name.toLowerCase());
    if (mayKeep) {
      statement.setAlias(source, name);
      used.add(name.toLowerCase());
    }
  }
  let n = 0;
  for (const { source } of select.from) {
    if (statement.alias(source) !== '') continue;
    do n += 1;
    while (used.has(`t${n}`) || own.includes(`t${n}`));
    statement.setAlias(source, `t${n}`);
    used.add(`t${n}`);
  }
  return used;
}

function naturalName(statement: Statement, source: Source): string | undefined {
  if (source.kind === 'table') return source.table.name;
  return statement.expressionName(source);
}

/** FROM and the JOINs, each a clause of its own. */
export function fromClause(
  statement: Statement,
  e: Emitter,
  from: readonly FromItem[],
): readonly Doc[] {
  return from.map(({ source, join, sampling }) => {
    const item = sourceDoc(statement, e, source);
    const { sampling: sample, joins } = e.dialect;
    if (sampling !== null && sample === null) throw e.refusal('Sample', 'it has no TABLESAMPLE');
    const sampled = sampling === null || sample === null ? item : run(item, ` ${sample(sampling)}`);
    if (join === null) return run('FROM ', sampled);
    const { how, on } = join;
    const words = how === 'inner' && on.length === 0 ? joins.cross : joins[how];
    if (words === undefined)
      throw e.refusal(
        `${/^[aio]/.test(how) ? 'an' : 'a'} ${how.replace('_', ' ')} join`,
        'it has no such join',
      );
    const bare = words === joins.cross || how === 'positional';
    if (on.length > 0) return run(`${words} `, sampled, ' ', conjunction('ON ', e, on));
    const always = e.dialect.booleans === undefined ? ' ON TRUE' : ' ON 1 = 1';
    return run(`${words} `, sampled, bare ? '' : always);
  });
}

function sourceDoc(statement: Statement, e: Emitter, source: Source): Doc {
  const { dialect } = statement;
  const alias = statement.alias(source);
  const name = dialect.identifier(alias);
  const natural = naturalName(statement, source);
  const as = (dialect.features.tableAs ?? true) ? ' AS ' : ' ';
  if (source.kind === 'table') {
    const { catalog, database, name: table } = source.table;
    const parts = [catalog, database, table].filter((part) => part !== null);
    const text = parts.map((part) => dialect.identifier(part)).join('.');
    return alias === table ? text : `${text}${as}${name}`;
  }
  if (natural !== undefined) {
    const text = dialect.identifier(natural);
    return alias === natural ? text : `${text}${as}${name}`;
  }
  switch (source.kind) {
    case 'values':
      return valuesTable(e, source.table, name);
    case 'unnest': {
      const { unnest } = dialect;
      if (unnest === null) throw e.refusal('TableUnnest', 'it cannot spread arrays into rows');
      const offset = source.offset === null ? null : dialect.identifier(source.offset);
      return unnest.item(e.bound(source.array), name, dialect.identifier(source.element), offset);
    }
    case 'query': {
      const scope = e.frame.scope;
      const body = statement.queryDoc(statement.unsorted(source.query), scope, { hard: true });
      const close = `)${as}${name}`;
      return group('block', [body], { open: '(', close, between: '', hard: true });
    }
    default:
      return name;
  }
}
