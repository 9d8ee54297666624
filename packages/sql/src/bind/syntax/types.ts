import type { TypeName } from './ast.js';
import type { Cursor } from './cursor.js';

/** Words that may follow a type's first word as part of its name. */
const SECOND_WORDS: Readonly<Record<string, readonly string[]>> = {
  double: ['precision'],
  character: ['varying', 'large'],
  char: ['varying', 'large', 'byte'],
  national: ['character', 'char'],
  bit: ['varying'],
  binary: ['varying', 'large'],
  long: ['varchar', 'raw'],
  unsigned: ['big', 'integer', 'int', 'bigint'],
  signed: ['integer', 'int'],
  native: ['character'],
  varying: ['character'],
  big: ['int'],
  large: ['object'],
};
const SUFFIXES = ['unsigned', 'signed', 'zerofill'];

/** A type as it stands in a cast. */
export function parseType(cursor: Cursor): TypeName {
  return cursor.nested(() => type(cursor));
}

function type(cursor: Cursor): TypeName {
  const { start } = cursor.peek();
  let name = cursor.name('a type').text.toLowerCase();
  let last = name;
  while (Object.hasOwn(SECOND_WORDS, last) && cursor.isAnyWord(SECOND_WORDS[last] ?? [])) {
    last = cursor.next().word;
    name = `${name} ${last}`;
  }
  const inside = argumentsOf(cursor, name);
  if (name === 'interval') name = intervalFields(cursor, name);
  while (cursor.isAnyWord(SUFFIXES)) name = `${name} ${cursor.next().word}`;
  if ((name === 'timestamp' || name === 'time') && cursor.isAnyWord(['with', 'without'])) {
    name = withZone(cursor, name);
  }
  if (cursor.isWord('array')) {
    cursor.next();
    if (cursor.acceptOperator('[')) {
      if (cursor.peek().kind === 'number') cursor.next();
      cursor.expectOperator(']');
    }
    return { ...inside, name, dimensions: 1, ...cursor.place(start) };
  }
  let dimensions = 0;
  while (cursor.isOperator('[') && (cursor.isOperator(']', 1) || cursor.isOperator(']', 2))) {
    cursor.next();
    if (cursor.peek().kind === 'number') cursor.next();
    cursor.expectOperator(']');
    dimensions += 1;
  }
  return { ...inside, name, dimensions, ...cursor.place(start) };
}

function withZone(cursor: Cursor, name: string): string {
  const isWith = cursor.isWord('with');
  const words = cursor.isWord(isWith ? 'with' : 'without', 'local')
    ? ['local', 'time', 'zone']
    : ['time', 'zone'];
  cursor.next();
  cursor.expectWords(...words);
  return `${name} ${isWith ? 'with' : 'without'} ${words.join(' ')}`;
}

const INTERVAL_FIELDS = ['year', 'month', 'day', 'hour', 'minute', 'second'];
function intervalFields(cursor: Cursor, name: string): string {
  if (!cursor.isAnyWord(INTERVAL_FIELDS)) return name;
  let text = `${name} ${cursor.next().word}`;
  if (cursor.acceptWords('to')) text = `${text} to ${cursor.next().word}`;
  return text;
}

type Inside = Pick<TypeName, 'args' | 'inner' | 'fields'>;

function argumentsOf(cursor: Cursor, name: string): Inside {
  const isAngle = cursor.isOperator('<');
  if (!isAngle && !cursor.isOperator('(')) return { args: [], inner: [], fields: [] };
  cursor.next();
  const isStruct = ['struct', 'row', 'tuple', 'object', 'union', 'nested'].includes(name);
  const args: number[] = [];
  const inner: TypeName[] = [];
  const fields: { name: string; type: TypeName }[] = [];
  cursor.list(() => {
    const token = cursor.peek();
    if (token.kind === 'number') args.push(Number(cursor.next().text));
    else if (token.kind === 'string') cursor.next();
    else if (token.word === 'max') cursor.next();
    else if (isStruct && startsField(cursor)) {
      const field = cursor.name('a field').text;
      cursor.acceptOperator(':');
      fields.push({ name: field, type: parseType(cursor) });
    } else inner.push(parseType(cursor));
    // `VARCHAR2(10 CHAR)`
    if (cursor.isAnyWord(['char', 'byte'])) cursor.next();
  });
  if (isAngle) cursor.expectClosingAngle();
  else cursor.expectOperator(')');
  return { args, inner, fields };
}

const startsField = (cursor: Cursor): boolean =>
  cursor.isName() && (cursor.isName(cursor.peek(1)) || cursor.isOperator(':', 1));
