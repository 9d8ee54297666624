import { named, one } from './arguments.js';
import {
  EPOCH_ORDINAL,
  PyDate,
  PyDateTime,
  PyTime,
  TIME_PARTS,
  UTC,
  timeOf,
  zoneOf,
} from './datetime.js';
import { notSupported, typeError, valueError, type PythonError } from './errors.js';
import { present } from './present.js';
import { requireSize } from './protocols.js';
import { strptime } from './strftime.js';
import { PyTimedelta, makeTimedelta, method } from './timedelta.js';
import { PyModule, PyType, type PyValue } from './values.js';

/** The `datetime` module. */
export function datetimeModule(): PyModule {
  const date = new PyType('datetime.date', {
    isInstance: (value) => value instanceof PyDate || value instanceof PyDateTime,
    construct: (args, kwargs) =>
      dateOf(named('function', ['year', 'month', 'day'], 3, args, kwargs)),
    members: new Map<string, PyValue>([
      readsClock('today'),
      ['fromisoformat', method('fromisoformat', (args, kwargs) => isoDate(isoText(args, kwargs)))],
      [
        'fromordinal',
        method('fromordinal', (args, kwargs) =>
          PyDate.fromDays(requireSize(one('fromordinal', args, kwargs)) - EPOCH_ORDINAL),
        ),
      ],
      ['min', new PyDate(1, 1, 1)],
      ['max', new PyDate(9999, 12, 31)],
    ]),
  });
  const members = new Map<string, PyValue>([
    ['date', date],
    ['datetime', datetimeType()],
    [
      'time',
      new PyType('datetime.time', {
        isInstance: (value) => value instanceof PyTime,
        construct: (args, kwargs) => timeOf(named('time', TIME_PARTS, 0, args, kwargs)),
        members: new Map<string, PyValue>([
          [
            'fromisoformat',
            method('fromisoformat', (args, kwargs) => {
              const text = isoText(args, kwargs);
              return isoTime(text, text);
            }),
          ],
        ]),
      }),
    ],
    [
      'timedelta',
      new PyType('datetime.timedelta', {
        isInstance: (value) => value instanceof PyTimedelta,
        construct: makeTimedelta,
      }),
    ],
    [
      'timezone',
      new PyType('datetime.timezone', {
        isInstance: (value) => value === UTC,
        members: new Map<string, PyValue>([['utc', UTC]]),
      }),
    ],
    ['UTC', UTC],
    ['MINYEAR', 1n],
    ['MAXYEAR', 9999n],
  ]);
  return new PyModule('datetime', members);
}

function datetimeType(): PyType {
  return new PyType('datetime.datetime', {
    isInstance: (value) => value instanceof PyDateTime,
    construct: (args, kwargs) => {
      const names = ['year', 'month', 'day', ...TIME_PARTS, 'tzinfo'];
      const values = named('function', names, 3, args, kwargs);
      return new PyDateTime(dateOf(values), timeOf(values.slice(3, 7)), zoneOf(values[7]));
    },
    members: new Map<string, PyValue>([
      readsClock('now'),
      readsClock('today'),
      readsClock('utcnow'),
      [
        'fromisoformat',
        method('fromisoformat', (args, kwargs) => parseIsoDateTime(isoText(args, kwargs))),
      ],
      [
        'strptime',
        method('strptime', (args) => {
          const [text, format] = args;
          if (typeof text !== 'string' || typeof format !== 'string') {
            throw typeError('strptime() argument 1 must be str');
          }
          const parts = strptime(text, format);
          return new PyDateTime(
            new PyDate(parts.year, parts.month, parts.day),
            new PyTime(parts.hour, parts.minute, parts.second, parts.microsecond),
            null,
          );
        }),
      ],
      [
        'combine',
        method('combine', (args) => {
          const [date, time] = args;
          const day = date instanceof PyDateTime ? date.date : date;
          if (!(day instanceof PyDate) || !(time instanceof PyTime)) {
            throw typeError('combine() argument 1 must be datetime.date');
          }
          return new PyDateTime(day, time, null);
        }),
      ],
    ]),
  });
}

function parseIsoDateTime(text: string): PyDateTime {
  const match = /^(\d{4}-?\d{2}-?\d{2})(?:[ T](.+?))?(Z|[+-]00:?00)?$/.exec(text);
  if (match === null) throw invalidIso(text);
  const time = match[2] === undefined ? new PyTime(0, 0, 0, 0) : isoTime(match[2], text);
  return new PyDateTime(isoDate(present(match[1])), time, match[3] === undefined ? null : 'UTC');
}

const ISO_DATE = /^(\d{4})-?(\d{2})-?(\d{2})$/;

const ISO_TIME = /^(\d{2})(?::?(\d{2})(?::?(\d{2})(?:[.,](\d{1,6})\d*)?)?)?$/;

function isoDate(text: string): PyDate {
  const match = ISO_DATE.exec(text);
  if (match === null) throw invalidIso(text);
  return new PyDate(Number(match[1]), Number(match[2]), Number(match[3]));
}

function isoTime(text: string, whole: string): PyTime {
  const match = ISO_TIME.exec(text);
  if (match === null) throw invalidIso(whole);
  const [, hour = '0', minute = '0', second = '0', fraction = '0'] = match;
  return new PyTime(Number(hour), Number(minute), Number(second), Number(fraction.padEnd(6, '0')));
}

function invalidIso(text: string): PythonError {
  return valueError(`Invalid isoformat string: '${text}'`);
}

function isoText(args: readonly PyValue[], kwargs: ReadonlyMap<string, PyValue>): string {
  const value = one('fromisoformat', args, kwargs);
  if (typeof value === 'string') return value;
  throw typeError('fromisoformat: argument must be str');
}

const readsClock = (name: string): [string, PyValue] => [
  name,
  method(name, () => {
    throw notSupported(`reading the clock (${name}())`);
  }),
];

function dateOf(values: readonly (PyValue | undefined)[]): PyDate {
  const [year, month, day] = values as [PyValue, PyValue, PyValue];
  return new PyDate(requireSize(year), requireSize(month), requireSize(day));
}
