import { isFloating, make } from '@ibert/ir';
import type { DataType, LiteralValue } from '@ibert/ir';

import type { Emitter } from '../../expressions/emitter.js';
import { quoted, standardInterval, standardLiteral } from '../../expressions/literals.js';
import { atom } from '../../expressions/sql.js';
import type { Sql } from '../../expressions/sql.js';
import { list, run } from '../../format/doc.js';
import type { Doc } from '../../format/doc.js';
import { duckdbType } from './types.js';

/** Strings with control characters are written with escapes, so that they can be read. */
export function duckdbString(text: string): string {
  if (!/[\n\r\t\v\f]/.test(text)) return quoted(text);
  const escaped = text
    .replaceAll('\\', '\\\\')
    .replaceAll("'", "\\'")
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')
    .replaceAll('\t', '\\t')
    .replaceAll('\v', '\\x0B')
    .replaceAll('\f', '\\f');
  return `E'${escaped}'`;
}

export function duckdbLiteral(
  value: Exclude<LiteralValue, null>,
  type: DataType,
  e: Emitter,
): Sql | undefined {
  const standard = standardLiteral(value, type, duckdbString);
  if (standard !== undefined) return standard;
  if (isFloating(type) && typeof value === 'number') {
    const name = Number.isNaN(value) ? 'nan' : value > 0 ? 'inf' : '-inf';
    return atom(`CAST('${name}' AS ${duckdbType(type) ?? 'DOUBLE'})`);
  }
  switch (type.kind) {
    case 'interval':
      return standardInterval(value, type);
    case 'decimal':
      return decimal(String(value), type);
    case 'uuid':
      return atom(`CAST(${quoted(String(value))} AS UUID)`);
    case 'json':
      return typeof value === 'string' ? atom(`JSON ${duckdbString(value)}`) : undefined;
    case 'timestamp':
      return typeof value === 'string' && type.timezone !== null
        ? zoned(value, type.timezone)
        : undefined;
    case 'binary':
      return value instanceof Uint8Array ? atom(`CAST('${hex(value)}' AS BLOB)`) : undefined;
    case 'array': {
      const items = value as readonly LiteralValue[];
      const text = list(
        '[',
        items.map((item) => e.doc(nested(item, type.value))),
        ']',
      );
      const isTyped = items.length === 0 && type.value.kind !== 'null';
      return isTyped ? e.cast(text, type) : atom(text);
    }
    case 'map': {
      const entries = [...(value as ReadonlyMap<string, LiteralValue>)].map(([key, item]): Doc =>
        run(e.doc(nested(key, type.key)), ': ', e.doc(nested(item, type.value))),
      );
      return atom(list('MAP {', entries, '}'));
    }
    case 'struct': {
      const fields = [...(value as ReadonlyMap<string, LiteralValue>)].map(([name, item]): Doc =>
        run(`${quoted(name)}: `, e.doc(nested(item, type.fields.get(name) ?? type))),
      );
      return atom(run('CAST(', list('{', fields, '}'), ` AS ${e.type(type)})`));
    }
    default:
      return undefined;
  }
}

const nested = (value: LiteralValue, type: DataType) => make('Literal', { value, type });

function decimal(text: string, type: DataType): Sql {
  if (!/^-?\d/.test(text)) return atom(`CAST(${quoted(text.toLowerCase())} AS FLOAT)`);
  return atom(`CAST(${text} AS ${duckdbType(type) ?? 'DECIMAL'})`);
}

// The parts of a moment as the clocks of its zone show it.
function zoned(text: string, zone: string): Sql {
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = text
    .split(/[^\d.]+/)
    .filter((part) => part !== '')
    .map(Number);
  return atom(
    `MAKE_TIMESTAMPTZ(${year}, ${month}, ${day}, ${hour}, ${minute}, ${second}, ${quoted(zone)})`,
  );
}

function hex(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += `\\x${byte.toString(16).padStart(2, '0').toUpperCase()}`;
  return text;
}
