import { named, one } from './arguments.js';
import { PythonError, notSupported, typeError, valueError } from './errors.js';
import type { BinaryOperator, CompareOperator, HostObject } from './host.js';
import { requireSize } from './protocols.js';
import { strftime } from './strftime.js';
import { DAY_MICROS, PyTimedelta, floorDays, method, ordered, pad } from './timedelta.js';
import { NOT_IMPLEMENTED, typeName, type PySingleton, type PyValue } from './values.js';

const MS_PER_DAY = 86_400_000;
/** `date.toordinal()` of 1970-01-01. */
export const EPOCH_ORDINAL = 719_163;

function checkDate(year: number, month: number, day: number): void {
  if (year < 1 || year > 9999) throw valueError(`year ${year} is out of range`);
  if (month < 1 || month > 12) throw valueError('month must be in 1..12');
  if (day < 1 || day > new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate()) {
    throw valueError('day is out of range for month');
  }
}

function checkTime(hour: number, minute: number, second: number, microsecond: number): void {
  if (hour < 0 || hour > 23) throw valueError('hour must be in 0..23');
  if (minute < 0 || minute > 59) throw valueError('minute must be in 0..59');
  if (second < 0 || second > 59) throw valueError('second must be in 0..59');
  if (microsecond < 0 || microsecond > 999_999) {
    throw valueError('microsecond must be in 0..999999');
  }
}

/** Days from 1970-01-01 to a date of the proleptic Gregorian calendar. */
function daysOf(year: number, month: number, day: number): number {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return date.getTime() / MS_PER_DAY;
}

/** `datetime.date`. */
export class PyDate implements HostObject {
  readonly kind = 'host';
  readonly pyType = 'datetime.date';
  readonly year: number;
  readonly month: number;
  readonly day: number;

  constructor(year: number, month: number, day: number) {
    checkDate(year, month, day);
    this.year = year;
    this.month = month;
    this.day = day;
  }

  /** The date that lies so many days after 1970-01-01. */
  static fromDays(days: number): PyDate {
    const date = new Date(days * MS_PER_DAY);
    const year = date.getUTCFullYear();
    if (Number.isNaN(year) || year < 1 || year > 9999) {
      throw new PythonError('OverflowError', 'date value out of range');
    }
    return new PyDate(year, date.getUTCMonth() + 1, date.getUTCDate());
  }

  /** Days since 1970-01-01. */
  get days(): number {
    return daysOf(this.year, this.month, this.day);
  }

  /** Monday is 0. */
  get weekday(): number {
    return (((this.days + 3) % 7) + 7) % 7;
  }

  getAttr(name: string): PyValue | undefined {
    if (name === 'year' || name === 'month' || name === 'day') return BigInt(this[name]);
    return dateMethod(name, new PyDateTime(this, new PyTime(0, 0, 0, 0), null), true);
  }

  binary(op: BinaryOperator, other: PyValue, reflected: boolean): PyValue | PySingleton {
    if (other instanceof PyTimedelta && (op === '+' || (op === '-' && !reflected))) {
      const days = Number(floorDays(other.microseconds));
      return PyDate.fromDays(op === '+' ? this.days + days : this.days - days);
    }
    if (op === '-' && other instanceof PyDate && !reflected) {
      return new PyTimedelta(BigInt(this.days - other.days) * DAY_MICROS);
    }
    return NOT_IMPLEMENTED;
  }

  compare(op: CompareOperator, other: PyValue): PyValue | PySingleton {
    return other instanceof PyDate ? ordered(op, this.days, other.days) : NOT_IMPLEMENTED;
  }

  hashKey(): string {
    return `\0date:${this.days}`;
  }

  toString(): string {
    return `${pad(this.year, 4)}-${pad(this.month, 2)}-${pad(this.day, 2)}`;
  }

  repr(): string {
    return `datetime.date(${this.year}, ${this.month}, ${this.day})`;
  }

  str(): string {
    return this.toString();
  }

  format(spec: string): string {
    return strftime(spec, new PyDateTime(this, new PyTime(0, 0, 0, 0), null));
  }
}

/** `datetime.time`, without a zone. */
export class PyTime implements HostObject {
  readonly kind = 'host';
  readonly pyType = 'datetime.time';
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly microsecond: number;

  constructor(hour: number, minute: number, second: number, microsecond: number) {
    checkTime(hour, minute, second, microsecond);
    this.hour = hour;
    this.minute = minute;
    this.second = second;
    this.microsecond = microsecond;
  }

  /** Microseconds since midnight. */
  get microseconds(): bigint {
    const seconds = (this.hour * 60 + this.minute) * 60 + this.second;
    return BigInt(seconds) * 1_000_000n + BigInt(this.microsecond);
  }

  getAttr(name: string): PyValue | undefined {
    if (isTimePart(name)) return BigInt(this[name]);
    if (name === 'isoformat') return method(name, () => this.toString());
    if (name === 'strftime') {
      const moment = new PyDateTime(new PyDate(1900, 1, 1), this, null);
      return method(name, (args, kwargs) => formatWith(moment, args, kwargs));
    }
    if (name === 'replace') {
      return method(name, (args, kwargs) => {
        const parts = named('replace', TIME_PARTS, 0, args, kwargs);
        return timeOf(TIME_PARTS.map((part, i) => parts[i] ?? BigInt(this[part])));
      });
    }
    return undefined;
  }

  compare(op: CompareOperator, other: PyValue): PyValue | PySingleton {
    if (!(other instanceof PyTime)) return NOT_IMPLEMENTED;
    return ordered(op, this.microseconds, other.microseconds);
  }

  hashKey(): string {
    return `\0time:${this.microseconds}`;
  }

  toString(): string {
    const fraction = this.microsecond === 0 ? '' : `.${pad(this.microsecond, 6)}`;
    return `${pad(this.hour, 2)}:${pad(this.minute, 2)}:${pad(this.second, 2)}${fraction}`;
  }

  repr(): string {
    return `datetime.time(${timeArguments(this)})`;
  }

  str(): string {
    return this.toString();
  }
}

/** Parts of a time of day. */
export const TIME_PARTS = ['hour', 'minute', 'second', 'microsecond'] as const;

function isTimePart(name: string): name is (typeof TIME_PARTS)[number] {
  return (TIME_PARTS as readonly string[]).includes(name);
}

function timeArguments(time: PyTime): string {
  const parts = [time.hour, time.minute];
  if (time.second !== 0 || time.microsecond !== 0) parts.push(time.second);
  if (time.microsecond !== 0) parts.push(time.microsecond);
  return parts.join(', ');
}

/** `datetime.datetime`; `tz` is a zone's name ("UTC") or null. */
export class PyDateTime implements HostObject {
  readonly kind = 'host';
  readonly pyType = 'datetime.datetime';
  readonly date: PyDate;
  readonly time: PyTime;
  readonly tz: string | null;

  constructor(date: PyDate, time: PyTime, tz: string | null) {
    this.date = date;
    this.time = time;
    this.tz = tz;
  }

  /** Microseconds since 1970-01-01T00:00, in its own zone. */
  get microseconds(): bigint {
    return BigInt(this.date.days) * DAY_MICROS + this.time.microseconds;
  }

  static fromMicroseconds(microseconds: bigint, tz: string | null): PyDateTime {
    const days = floorDays(microseconds);
    return new PyDateTime(
      PyDate.fromDays(Number(days)),
      timeOfMicroseconds(microseconds - days * DAY_MICROS),
      tz,
    );
  }

  getAttr(name: string): PyValue | undefined {
    if (name === 'year' || name === 'month' || name === 'day') return BigInt(this.date[name]);
    if (isTimePart(name)) return BigInt(this.time[name]);
    if (name === 'date') return method(name, () => this.date);
    if (name === 'time') return method(name, () => this.time);
    if (name === 'tzinfo') return this.tz === null ? null : UTC;
    return dateMethod(name, this, false);
  }

  binary(op: BinaryOperator, other: PyValue, reflected: boolean): PyValue | PySingleton {
    if (other instanceof PyTimedelta && (op === '+' || (op === '-' && !reflected))) {
      const delta = op === '+' ? other.microseconds : -other.microseconds;
      return PyDateTime.fromMicroseconds(this.microseconds + delta, this.tz);
    }
    if (op === '-' && other instanceof PyDateTime && !reflected) {
      this.#checkZone(other, "can't subtract offset-naive and offset-aware datetimes");
      return new PyTimedelta(this.microseconds - other.microseconds);
    }
    return NOT_IMPLEMENTED;
  }

  #checkZone(other: PyDateTime, message: string): void {
    if ((this.tz === null) !== (other.tz === null)) throw typeError(message);
  }

  compare(op: CompareOperator, other: PyValue): PyValue | PySingleton {
    if (!(other instanceof PyDateTime)) {
      if (other instanceof PyDate && op !== '==' && op !== '!=') {
        throw typeError("can't compare datetime.datetime to datetime.date");
      }
      return NOT_IMPLEMENTED;
    }
    if (op === '==' || op === '!=') {
      const same = this.microseconds === other.microseconds && this.tz === other.tz;
      return same === (op === '==');
    }
    this.#checkZone(other, "can't compare offset-naive and offset-aware datetimes");
    return ordered(op, this.microseconds, other.microseconds);
  }

  hashKey(): string {
    return `\0datetime:${this.microseconds}:${this.tz ?? ''}`;
  }

  /** `isoformat(separator)`. */
  iso(separator: string): string {
    return `${this.date.toString()}${separator}${this.time.toString()}${this.tz === null ? '' : '+00:00'}`;
  }

  toString(): string {
    return this.iso(' ');
  }

  repr(): string {
    const zone = this.tz === null ? '' : ', tzinfo=datetime.timezone.utc';
    const { year, month, day } = this.date;
    return `datetime.datetime(${year}, ${month}, ${day}, ${timeArguments(this.time)}${zone})`;
  }

  str(): string {
    return this.toString();
  }

  format(spec: string): string {
    return strftime(spec, this);
  }
}

function timeOfMicroseconds(microseconds: bigint): PyTime {
  const seconds = Number(microseconds / 1_000_000n);
  return new PyTime(
    Math.floor(seconds / 3600),
    Math.floor(seconds / 60) % 60,
    seconds % 60,
    Number(microseconds % 1_000_000n),
  );
}

/** `datetime.timezone.utc`, the only zone there is. */
export const UTC: HostObject = {
  kind: 'host',
  pyType: 'datetime.timezone',
  getAttr: () => undefined,
  repr: () => 'datetime.timezone.utc',
  str: () => 'UTC',
};

/** The zone that a `tzinfo` argument names. */
export function zoneOf(value: PyValue | undefined): string | null {
  if (value === undefined || value === null) return null;
  if (value === UTC) return 'UTC';
  throw notSupported('time zones other than datetime.timezone.utc');
}

/** Methods that dates and datetimes share. */
function dateMethod(name: string, moment: PyDateTime, onlyDate: boolean): PyValue | undefined {
  const { date } = moment;
  switch (name) {
    case 'isoformat':
      return method(name, (args, kwargs) => {
        const [separator = 'T'] = named(name, ['sep'], 0, args, kwargs);
        return onlyDate ? date.toString() : moment.iso(String(separator));
      });
    case 'strftime':
      return method(name, (args, kwargs) => formatWith(moment, args, kwargs));
    case 'weekday':
      return method(name, () => BigInt(date.weekday));
    case 'isoweekday':
      return method(name, () => BigInt(date.weekday + 1));
    case 'toordinal':
      return method(name, () => BigInt(date.days + EPOCH_ORDINAL));
    case 'timestamp':
      return onlyDate ? undefined : method(name, () => Number(moment.microseconds) / 1e6);
    case 'replace':
      return method(name, (args, kwargs) => replaced(moment, onlyDate, args, kwargs));
    default:
      return undefined;
  }
}

function replaced(
  moment: PyDateTime,
  onlyDate: boolean,
  args: readonly PyValue[],
  kwargs: ReadonlyMap<string, PyValue>,
): PyValue {
  const { date } = moment;
  const fields = ['year', 'month', 'day', ...TIME_PARTS] as const;
  const values = named('replace', [...fields, 'tzinfo'], 0, args, kwargs);
  const parts = fields.map((field, i) => {
    const given = values[i];
    if (given !== undefined) return requireSize(given);
    return isTimePart(field) ? moment.time[field] : date[field];
  }) as [number, number, number, number, number, number, number];
  const [year, month, day, hour, minute, second, microsecond] = parts;
  const changed = new PyDate(year, month, day);
  if (onlyDate) return changed;
  const tz = values[7] === undefined ? moment.tz : zoneOf(values[7]);
  return new PyDateTime(changed, new PyTime(hour, minute, second, microsecond), tz);
}

function formatWith(
  moment: PyDateTime,
  args: readonly PyValue[],
  kwargs: ReadonlyMap<string, PyValue>,
): string {
  const format = one('strftime', args, kwargs);
  if (typeof format !== 'string') {
    throw typeError(`strftime() argument 1 must be str, not ${typeName(format)}`);
  }
  return strftime(format, moment);
}

/** A time of its parts, missing ones 0. */
export function timeOf(values: readonly (PyValue | undefined)[]): PyTime {
  const [hour = 0n, minute = 0n, second = 0n, microsecond = 0n] = values;
  return new PyTime(
    requireSize(hour),
    requireSize(minute),
    requireSize(second),
    requireSize(microsecond),
  );
}
