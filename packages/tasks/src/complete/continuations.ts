import { scaled, type Fill, type MakeLists, type Wanted } from './fill.js';
import { typeClass } from './column-class.js';
import { literalsFor } from './literals.js';
import type { Kind } from './probe.js';
import { reference, type Column, type Scene } from './scene.js';
import { hasMember } from './signatures.js';
import { COMPARED, RESULT_NAMES } from './usage-table.js';
import { sharesOf } from './usage.js';

/** Whether a place takes a test, so that a number must be compared with something. */
const isTestPlace = (key: string): boolean =>
  /^(?:filter|having)\/\*$|\/where$|^ifelse\/0$/.test(key);

const COMPARISONS: ReadonlySet<string> = new Set(['==', '!=', '<', '<=', '>', '>=']);
const LOGICAL: ReadonlySet<string> = new Set(['&', '|', '^']);

/**
 * A column, or the rows themselves, with what programs do to it first; as a named argument where the
 * place wants one.
 *
 * @param next `name`, ``, `.sum`, `>`, `[`, `ibis.desc`, `ibis.desc "`.
 */
export function continued(
  scene: Scene,
  wanted: Wanted,
  column: Column | undefined,
  next: string,
  lists: MakeLists,
): readonly Fill[] {
  const fills = valuesOf(scene, wanted, column, next, lists);
  const tests = isTestPlace(wanted.key) ? sharesOf(COMPARED, next).slice(0, 2) : [];
  if (tests.length > 0) {
    return fills.flatMap((fill) =>
      tests.map((test) => ({
        ...scaled(fill, test.share),
        text: `${fill.text} ${test.value}`,
      })),
    );
  }
  const isNamed = wanted.key.endsWith('/**') && wanted.inside.length === 0;
  if (!isNamed || wanted.inside.length > 0 || wanted.named === true) return fills;
  const name = resultName(scene, wanted, column, next);
  return fills.map((fill) => ({ ...fill, text: `${name}=${fill.text}` }));
}

function valuesOf(
  scene: Scene,
  wanted: Wanted,
  column: Column | undefined,
  next: string,
  lists: MakeLists,
): readonly Fill[] {
  const { row, columns, depth } = wanted;
  const subject = column === undefined ? row : reference(row, column.name);
  const why = column === undefined ? 'all rows' : `the column ${column.name}`;
  if (next === 'name' && wanted.style === 'attribute' && column !== undefined) {
    return [{ text: subject, score: 1, why }];
  }
  if (next === 'name') {
    return column === undefined ? [] : [{ text: JSON.stringify(column.name), score: 1, why }];
  }
  if (next === '') return column === undefined ? [] : [{ text: subject, score: 1, why }];
  if (next.startsWith('ibis.')) return functionCalls(wanted, column, next, lists);
  if (next.startsWith('.')) {
    const name = next.slice(1);
    const receiver: Kind | undefined = column === undefined ? undefined : valueKind(column);
    if (receiver !== undefined && !hasMember(scene.api, name, receiver)) return [];
    if (column === undefined && !isRowMethod(scene, name)) return [];
    const called = { name, receiver, row, columns, depth };
    return lists(called, 2).map(({ text, score }) => ({
      text: isProperty(scene, name) ? `${subject}.${name}` : `${subject}.${name}(${text})`,
      score,
      why: `${name} of ${why}`,
    }));
  }
  if (column === undefined) return [];
  return operandsAfter(wanted, column.class, column.name, next)
    .slice(0, 3)
    .map((fill) => ({ ...fill, text: `${subject} ${next} ${fill.text}` }));
}

const isRowMethod = (scene: Scene, name: string): boolean =>
  hasMember(scene.api, name, { kind: 'table', schema: new Map() }) && name === 'count';

const isProperty = (scene: Scene, name: string): boolean =>
  scene.api.get(name)?.every(({ parameters }) => parameters === undefined) === true;

const valueKind = ({ type }: Pick<Column, 'type'>): Kind => ({
  kind: 'value',
  type,
  schema: new Map([['value', type]]),
});

function functionCalls(
  { row, columns, depth }: Wanted,
  column: Column | undefined,
  next: string,
  lists: MakeLists,
): readonly Fill[] {
  const name = next.slice('ibis.'.length).replace(/ "$/, '');
  const called = { name, receiver: 'ibis', row, columns, depth };
  if (column === undefined) {
    return lists(called, 2).map(({ text, score }) => ({
      text: `ibis.${name}(${text})`,
      score,
      why: `ibis.${name}`,
    }));
  }
  const first = next.endsWith('"') ? JSON.stringify(column.name) : reference(row, column.name);
  return lists(called, 2, { positions: 1, keywords: [] }).map(({ text, score }) => ({
    text: `ibis.${name}(${[first, text].filter((part) => part !== '').join(', ')})`,
    score,
    why: `ibis.${name} of the column ${column.name}`,
  }));
}

/** What may stand behind an operator, by the class and name of what stands before it. */
export function operandsAfter(
  wanted: Wanted,
  of: Column['class'],
  name: string | undefined,
  operator: string,
): readonly Fill[] {
  const { row, columns } = wanted;
  const others = columns.filter((other) => other.class === of && other.name !== name);
  const likes = others.map((other, i) => ({
    text: reference(row, other.name),
    score: 0.3 / (i + 1),
    why: `the column ${other.name}`,
  }));
  if (LOGICAL.has(operator)) return likes;
  const literals = (COMPARISONS.has(operator) ? literalsFor(of, name, operator) : NUMBERS).map(
    ({ value, share }) => ({ text: value, score: share, why: 'a literal of the same type' }),
  );
  const weight = COMPARISONS.has(operator) ? 0.4 : 1.5;
  return [...literals, ...likes.map((fill) => scaled(fill, weight))].toSorted(
    (a, b) => b.score - a.score,
  );
}

const NUMBERS = [
  { value: '2', share: 0.2 },
  { value: '100', share: 0.15 },
  { value: '1', share: 0.12 },
];

/** A name for a result: what programs call such results, unless the table has it already. */
function resultName(
  scene: Scene,
  { columns }: Wanted,
  column: Column | undefined,
  next: string,
): string {
  const method = next.replace(/^\.|^ibis\.| "$/g, '');
  const patterns = sharesOf(RESULT_NAMES, method)
    .map(({ value }) => value)
    .filter((value) => value.includes('{}') === (column !== undefined));
  const plain =
    column === undefined ? method : next === '' ? column.name : `${column.name}_${word(method)}`;
  const names = [...patterns.map((pattern) => pattern.replace('{}', column?.name ?? '')), plain];
  const isFree = (name: string): boolean =>
    /^\w+$/.test(name) && !columns.some((each) => each.name === name) && !scene.words.has(name);
  return names.find(isFree) ?? (/^\w+$/.test(plain) ? plain : 'result');
}

const word = (method: string): string => (/^\w+$/.test(method) ? method : 'flag');

/** The class of a value by its type. */
export const classOfKind = (kind: Kind | undefined): Column['class'] =>
  kind?.kind === 'value' ? typeClass(kind.type) : 'other';
