import type { Cell } from '../cell.js';
import type { ResultType } from '../comparison/result.js';
import { DAY, dayNumber, SECOND } from '../fixtures/calendar.js';

/** How the texts of one PostgreSQL type are read. */
export interface TextReader {
  readonly type: ResultType;
  /** The type of the column, where it takes a look at all its texts (the scale of decimals). */
  readonly typeOf?: (texts: readonly (string | null)[]) => ResultType;
  readonly read: (text: string, type: ResultType) => Cell;
}

const simple = (
  family: Exclude<ResultType['family'], 'decimal' | 'list' | 'map' | 'struct' | 'other'>,
  read: (text: string) => Cell,
): TextReader => ({ type: { family }, read });

const text = simple('string', (value) => value);
const integer = simple('integer', BigInt);
const float = simple('float', Number);

/** `NaN` and the infinities of NUMERIC make it a column of floats. */
const numeric: TextReader = {
  type: { family: 'decimal', scale: 0 },
  typeOf: (texts) => {
    const present = texts.filter((value) => value !== null);
    if (present.some((value) => !/^-?\d+(?:\.\d+)?$/.test(value))) return { family: 'float' };
    const scales = present.map((value) => value.split('.')[1]?.length ?? 0);
    return { family: 'decimal', scale: Math.max(0, ...scales) };
  },
  read: (value, type) => {
    if (type.family !== 'decimal') return Number(value);
    const [whole = '0', fraction = ''] = value.split('.');
    return BigInt(whole + fraction.padEnd(type.scale, '0'));
  },
};

/** Readers by the object identifier of the type, as PostgreSQL's catalogue numbers it. */
const READERS: Readonly<Record<number, TextReader>> = {
  16: simple('boolean', (value) => value === 't'),
  17: simple('binary', (value) => Uint8Array.from(Buffer.from(value.slice(2), 'hex'))),
  20: integer,
  21: integer,
  23: integer,
  25: text,
  114: text,
  // A single is shown with as few digits as tell it from its neighbours.
  700: simple('float', (value) => Math.fround(Number(value))),
  701: float,
  869: text,
  829: text,
  1042: text,
  1043: text,
  1082: simple('date', day),
  1083: simple('time', clock),
  1114: simple('timestamp', moment),
  1184: simple('timestamptz', moment),
  1186: simple('interval', interval),
  1700: numeric,
  2950: simple('uuid', (value) => value),
  3802: text,
};

const ELEMENTS: Readonly<Record<number, number>> = {
  1000: 16,
  1001: 17,
  1005: 21,
  1007: 23,
  1009: 25,
  1015: 1043,
  1016: 20,
  1021: 700,
  1022: 701,
  1115: 1114,
  1182: 1082,
  1183: 1083,
  1231: 1700,
  2951: 2950,
};

/** For the client: leave the texts of all these types alone; it would make some of them inexact. */
export const RAW_TEXTS: Readonly<Record<number, (text: string) => string>> = Object.fromEntries(
  [...Object.keys(READERS), ...Object.keys(ELEMENTS)].map((oid) => [oid, (value: string) => value]),
);

/** The reader of a type; one that only shows the text for types that Ibis does not have. */
export function readerOf(oid: number): TextReader {
  const element = ELEMENTS[oid];
  if (element !== undefined) return arrayReader(readerOf(element));
  return READERS[oid] ?? { type: { family: 'other', name: `type ${oid}` }, read: (value) => value };
}

function arrayReader(item: TextReader): TextReader {
  const itemType = (texts: readonly (string | null)[]): ResultType =>
    item.typeOf?.(texts) ?? item.type;
  return {
    type: { family: 'list', item: item.type },
    typeOf: (texts) => {
      const items = texts.flatMap((value) => (value === null ? [] : flatItems(parseArray(value))));
      return { family: 'list', item: itemType(items) };
    },
    read: (value, type) => {
      const inner = type.family === 'list' ? type.item : item.type;
      const cell = (part: ArrayItem): Cell => {
        if (part === null) return null;
        return typeof part === 'string' ? item.read(part, inner) : part.map(cell);
      };
      return parseArray(value).map(cell);
    },
  };
}

type ArrayItem = string | null | readonly ArrayItem[];

const flatItems = (items: readonly ArrayItem[]): readonly (string | null)[] =>
  items.flatMap((item) => (item === null || typeof item === 'string' ? [item] : flatItems(item)));

/** `{1,NULL,"a \"b\""}` and nested ones. */
function parseArray(source: string): readonly ArrayItem[] {
  let at = source.indexOf('{');
  const parse = (): readonly ArrayItem[] => {
    const items: ArrayItem[] = [];
    at += 1;
    while (source[at] !== '}') {
      if (at >= source.length) throw new Error(`not an array: ${source}`);
      if (source[at] === ',') at += 1;
      if (source[at] === '{') items.push(parse());
      else if (source[at] === '"') items.push(quotedItem());
      else items.push(plainItem());
    }
    at += 1;
    return items;
  };
  const quotedItem = (): string => {
    let item = '';
    for (at += 1; at < source.length && source[at] !== '"'; at += 1) {
      if (source[at] === '\\') at += 1;
      item += source[at] ?? '';
    }
    at += 1;
    return item;
  };
  const plainItem = (): string | null => {
    const start = at;
    while (at < source.length && source[at] !== ',' && source[at] !== '}') at += 1;
    const item = source.slice(start, at);
    return item === 'NULL' ? null : item;
  };
  return parse();
}

/** Days since 1970; the text itself where it is no day of the calendar (`infinity`). */
function day(value: string): Cell {
  const parts = /^(\d+)-(\d{2})-(\d{2})( BC)?$/.exec(value);
  if (parts === null) return value;
  const year = parts[4] === undefined ? Number(parts[1]) : 1 - Number(parts[1]);
  return dayNumber(year, Number(parts[2]), Number(parts[3]));
}

function clock(value: string): Cell {
  const [hours = '0', minutes = '0', rest = '0'] = value.split(':');
  const [seconds = '0', fraction = ''] = rest.split('.');
  const whole = BigInt(hours) * 3600n + BigInt(minutes) * 60n + BigInt(seconds);
  return whole * SECOND + BigInt(fraction.padEnd(6, '0'));
}

function moment(value: string): Cell {
  const parts = /^(\S+) ([\d:.]+)(?:\+00)?( BC)?$/.exec(value);
  const date = parts === null ? value : day(`${parts[1]}${parts[3] ?? ''}`);
  const time = clock(parts?.[2] ?? '0');
  return typeof date === 'bigint' && typeof time === 'bigint' ? date * DAY + time : value;
}

/** Months, days and microseconds of an ISO 8601 duration. */
function interval(value: string): Cell {
  const parts =
    /^P(?:(-?\d+)Y)?(?:(-?\d+)M)?(?:(-?\d+)D)?(?:T(?:(-?\d+)H)?(?:(-?\d+)M)?(?:(-?)(\d+)(?:\.(\d+))?S)?)?$/.exec(
      value,
    );
  if (parts === null) return value;
  const n = (i: number): bigint => BigInt(parts[i] ?? 0);
  const seconds = n(7) * SECOND + BigInt((parts[8] ?? '').padEnd(6, '0'));
  const time = (n(4) * 3600n + n(5) * 60n) * SECOND + (parts[6] === '-' ? -seconds : seconds);
  return [n(1) * 12n + n(2), n(3), time];
}
