import { IbertError } from '@ibert/core';

import * as t from './types.js';
import type { DataType, GeoKind, IntervalUnit } from './types.js';

const SIMPLE: ReadonlyMap<string, DataType> = new Map<string, DataType>([
  ['null', t.NULL],
  ['boolean', t.BOOLEAN],
  ['bool', t.BOOLEAN],
  ['int8', t.INT8],
  ['int16', t.INT16],
  ['int32', t.INT32],
  ['int64', t.INT64],
  ['int', t.INT64],
  ['uint8', t.UINT8],
  ['uint16', t.UINT16],
  ['uint32', t.UINT32],
  ['uint64', t.UINT64],
  ['halffloat', t.FLOAT16],
  ['float16', t.FLOAT16],
  ['float32', t.FLOAT32],
  ['float64', t.FLOAT64],
  ['double', t.FLOAT64],
  ['float', t.FLOAT64],
  ['binary', t.BINARY],
  ['bytes', t.BINARY],
  ['date', t.DATE],
  ['time', t.TIME],
  ['uuid', t.UUID],
  ['macaddr', t.MACADDR],
  ['inet', t.INET],
  ['json', t.JSON_TYPE],
  ['jsonb', { ...t.JSON_TYPE, binary: true }],
  ['str', t.STRING],
  ['unknown', t.UNKNOWN],
]);

const GEO_KINDS: ReadonlySet<string> = new Set<GeoKind>([
  'point',
  'linestring',
  'polygon',
  'multipoint',
  'multilinestring',
  'multipolygon',
]);

const UNIT_ALIASES: ReadonlyMap<string, IntervalUnit> = new Map(
  (Object.entries(t.INTERVAL_UNITS) as [IntervalUnit, string][]).flatMap(([code, name]) => [
    [code, code],
    [name, code],
    [`${name}s`, code],
  ]),
);

/** An interval unit by its short code or its English name, singular or plural. */
export function parseUnit(text: string): IntervalUnit | undefined {
  return UNIT_ALIASES.get(text) ?? UNIT_ALIASES.get(text.toLowerCase());
}

/** How deep a type may nest before it is refused. */
const MAX_DEPTH = 64;

/**
 * Reads an Ibis type string (`int64`, `!string`, `decimal(12, 2)`, `array<struct<a: int64>>`).
 * Keywords ignore case.
 *
 * @throws IbertError `BAD_TYPE` when Ibis would not take the string either; `ValueError` in its
 *   words when the digits of a decimal type make no sense.
 */
export function parseType(text: string): DataType {
  const reader = new TypeReader(text);
  const type = reader.type(0);
  reader.end();
  return type;
}

const geospatial = (geotype: 'geometry' | 'geography', srid: number | null): DataType => ({
  kind: 'geospatial',
  geotype,
  srid,
  nullable: true,
});

class TypeReader {
  private readonly text: string;
  private at = 0;

  constructor(text: string) {
    this.text = text;
  }

  type(depth: number): DataType {
    if (depth > MAX_DEPTH) throw this.fault(`at most ${MAX_DEPTH} levels of nesting`);
    if (this.take('!')) return t.withNullable(this.type(depth + 1), false);
    const start = this.at;
    const word = this.match(/geospatial:(?:geometry|geography)|[a-z]+\d*/iy)?.toLowerCase();
    switch (word) {
      case undefined:
        break;
      case 'timestamp':
        return this.timestamp();
      case 'string':
      case 'varchar':
      case 'char':
        return { ...t.STRING, length: this.parens(() => this.number()) ?? null };
      case 'decimal':
        return this.decimal(null, null);
      case 'bignumeric':
      case 'bigdecimal':
        return this.decimal(76, 38);
      case 'interval':
        return this.interval();
      case 'array':
        return this.array(depth);
      case 'map': {
        this.expect('<');
        const key = this.type(depth + 1);
        this.expect(',');
        const value = this.type(depth + 1);
        this.expect('>');
        return t.map(key, value);
      }
      case 'struct':
        return this.struct(depth);
      case 'geometry':
      case 'geography':
        return geospatial(word, null);
      case 'geospatial:geometry':
      case 'geospatial:geography': {
        const geotype = word === 'geospatial:geometry' ? 'geometry' : 'geography';
        return geospatial(geotype, this.take(';') ? this.number() : null);
      }
      default: {
        const found = SIMPLE.get(word);
        if (found !== undefined) return found;
        if (GEO_KINDS.has(word)) return this.geo(word as GeoKind);
      }
    }
    this.at = start;
    throw this.fault('a data type');
  }

  end(): void {
    this.space();
    if (this.at < this.text.length) throw this.fault('the end of the type');
  }

  private timestamp(): DataType {
    return (
      this.parens(() => {
        const zone = this.string();
        if (zone === undefined) return t.timestamp(null, this.digit());
        return t.timestamp(zone, this.take(',') ? this.digit() : null);
      }) ?? t.TIMESTAMP
    );
  }

  private decimal(precision: number | null, scale: number | null): DataType {
    return (
      this.parens(() => {
        const p = this.number();
        this.expect(',');
        const s = this.number();
        if (p === 0) throw new IbertError('ValueError', 'Decimal type precision cannot be zero');
        if (p < s) {
          throw new IbertError(
            'ValueError',
            `Decimal type precision must be greater than or equal to scale. Got precision=${p} and scale=${s}`,
          );
        }
        return t.decimal(p, s);
      }) ?? t.decimal(precision, scale)
    );
  }

  private interval(): DataType {
    const unit = this.parens(() => {
      const name = this.string();
      const found = name === undefined ? undefined : parseUnit(name);
      if (found === undefined) throw this.fault("a quoted interval unit such as 'D'");
      return found;
    });
    return t.interval(unit ?? 's');
  }

  private array(depth: number): DataType {
    this.expect('<');
    const value = this.type(depth + 1);
    const length = this.take(',') ? this.number() : null;
    this.expect('>');
    return t.array(value, length);
  }

  private struct(depth: number): DataType {
    this.expect('<');
    const fields: [string, DataType][] = [];
    while (!this.take('>')) {
      const field = this.match(/[a-z_0-9]*/iy) ?? '';
      this.expect(':');
      fields.push([field, this.type(depth + 1)]);
      if (this.take(',')) continue;
      this.expect('>');
      break;
    }
    return t.struct(fields);
  }

  private geo(kind: GeoKind): DataType {
    let geotype: 'geometry' | 'geography' = 'geometry';
    let srid: number | null = null;
    if (this.take(';')) srid = this.number();
    if (this.take(':')) {
      const word = this.match(/geometry|geography/iy)?.toLowerCase();
      if (word !== 'geometry' && word !== 'geography') throw this.fault('geometry or geography');
      geotype = word;
      if (srid === null && this.take(';')) srid = this.number();
    }
    return { kind, geotype, srid, nullable: true };
  }

  private parens<T>(inner: () => T): T | undefined {
    if (!this.take('(')) return undefined;
    const value = inner();
    this.expect(')');
    return value;
  }

  private number(): number {
    const digits = this.match(/\d+/y);
    if (digits === undefined) throw this.fault('a number');
    return Number(digits);
  }

  private digit(): number {
    const digit = this.match(/\d/y);
    if (digit === undefined) throw this.fault('a digit from 0 to 9');
    return Number(digit);
  }

  private string(): string | undefined {
    return this.match(/'[^'\n]*'|"[^"\n]*"/y)?.slice(1, -1);
  }

  private space(): void {
    while (/\s/.test(this.text[this.at] ?? '')) this.at += 1;
  }

  private match(pattern: RegExp): string | undefined {
    this.space();
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0];
    if (found === undefined) return undefined;
    this.at += found.length;
    return found;
  }

  private take(token: string): boolean {
    this.space();
    if (!this.text.startsWith(token, this.at)) return false;
    this.at += token.length;
    return true;
  }

  private expect(token: string): void {
    if (!this.take(token)) throw this.fault(`'${token}'`);
  }

  private fault(expected: string): IbertError {
    const rest = this.text.slice(this.at, this.at + 20);
    const found = rest === '' ? 'the end of the text' : JSON.stringify(rest);
    const shown = this.text.length > 60 ? `${this.text.slice(0, 60)}…` : this.text;
    return new IbertError(
      'BAD_TYPE',
      `'${shown}' is not an Ibis data type: expected ${expected}, found ${found}`,
      { hint: 'Types look like int64, string, decimal(12, 2), timestamp, array<string>.' },
    );
  }
}
