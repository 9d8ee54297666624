import { readMoment } from '@ibert/ir';

import {
  notSupported,
  PyDate,
  PyDateTime,
  PyDecimal,
  PythonError,
  PyTime,
  valueError,
} from '../python/index.js';
import type { PyValue } from '../python/index.js';

type MomentKind = 'date' | 'time' | 'timestamp';

interface Parts {
  readonly date: string | null;
  readonly time: string;
}

/**
 * A date, time or timestamp literal as Ibis normalises what is given for one: texts, Python's own
 * dates and times, and numbers, which are seconds since 1970 in UTC. Undefined for anything else.
 *
 * @throws PythonError NotSupported where Ibis would fill in today's date.
 * Source: `normalize_datetime` of ibis/common/temporal.py.
 */
export function toMoment(value: PyValue, kind: MomentKind): string | undefined {
  const parts = partsOf(value);
  if (parts === undefined) return undefined;
  if (kind === 'time') return parts.time.replace(/[+-]\d{2}:\d{2}$/, '');
  if (parts.date === null) {
    throw notSupported(
      `${String(value)} as a ${kind}: it is no whole date, and Ibis would take the rest from today's`,
      undefined,
      'Write year, month and day.',
    );
  }
  return kind === 'date' ? parts.date : `${parts.date} ${parts.time}`;
}

function partsOf(value: PyValue): Parts | undefined {
  if (typeof value === 'string') return readMoment(value);
  if (value instanceof PyDateTime) {
    const text = value.toString();
    return { date: text.slice(0, 10), time: text.slice(11) };
  }
  if (value instanceof PyDate) return { date: value.toString(), time: '00:00:00' };
  if (value instanceof PyTime) return { date: null, time: value.toString() };
  if (value instanceof PyDecimal) return sinceEpoch(Number(value.toString()));
  return typeof value === 'bigint' || typeof value === 'number' || typeof value === 'boolean'
    ? sinceEpoch(Number(value))
    : undefined;
}

/** The moment so many seconds after the start of 1970, to the microsecond. */
function sinceEpoch(seconds: number): Parts {
  if (Number.isNaN(seconds)) throw valueError('cannot convert float NaN to integer');
  const whole = Math.floor(seconds);
  const moment = new Date(whole * 1000);
  const year = moment.getUTCFullYear();
  if (!Number.isFinite(seconds) || Number.isNaN(year)) {
    throw new PythonError('OverflowError', 'timestamp out of range for platform time_t');
  }
  if (year < 1 || year > 9999) throw valueError(`year ${year} is out of range`);
  const [date = '', time = ''] = moment.toISOString().slice(0, 19).split('T');
  const micros = Math.round((seconds - whole) * 1e6);
  return { date, time: micros === 0 ? time : `${time}.${String(micros).padStart(6, '0')}` };
}
