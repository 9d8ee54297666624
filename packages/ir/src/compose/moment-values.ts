import * as t from '../dtypes/types.js';
import type { IntervalUnit } from '../dtypes/types.js';
import { make } from '../value.js';
import { having, read } from './frame.js';
import { literal, text } from './literals.js';
import { eventOf } from './names.js';
import { named, ofColumn, simple, timed } from './row-makers.js';
import type { RowMakers } from './row-makers.js';

/** Columns computed from dates and timestamps. */
export const MOMENT_VALUES = {
  year: simple('ExtractYear', ['moment'], (c) => `${eventOf(c)}_year`, 'calendar'),
  month: simple('ExtractMonth', ['moment'], (c) => `${eventOf(c)}_month`, 'calendar'),
  quarter: simple('ExtractQuarter', ['moment'], (c) => `${eventOf(c)}_quarter`, 'calendar'),
  weekday: ofColumn(['moment'], (arg, column, { random }) =>
    random.chance(0.5)
      ? named(`${eventOf(column)}_weekday`, make('DayOfWeekName', { arg }), 'category')
      : named(`${eventOf(column)}_weekday`, make('DayOfWeekIndex', { arg }), 'calendar'),
  ),
  truncated: ofColumn(['moment'], (arg, column, { random }) => {
    const unit = random.choice<IntervalUnit>(['M', 'Y', 'Q', 'W']);
    const kind = column.type.kind === 'date' ? 'DateTruncate' : 'TimestampTruncate';
    const suffix = t.INTERVAL_UNITS[unit];
    return named(`${eventOf(column)}_${suffix}`, make(kind, { arg, unit }), 'moment');
  }),
  age: (draft, frame) => {
    const [a, b] = draft.random.shuffle(having(frame, ['moment']));
    if (a === undefined) return undefined;
    const kind = a.type.kind === 'date' ? 'DateDelta' : 'TimestampDelta';
    const other = b !== undefined && b.type.kind === a.type.kind ? b : undefined;
    const end = literal(a.type.kind === 'date' ? '2025-01-01' : '2025-01-01 00:00:00', {
      ...a.type,
      nullable: true,
    });
    const left = other === undefined ? end : read(frame, other);
    const value = make(kind, { part: text('day'), left, right: read(frame, a) });
    const name =
      other === undefined
        ? `days_since_${eventOf(a)}`
        : `days_from_${eventOf(a)}_to_${eventOf(other)}`;
    return named(name, value, 'score');
  },
  shifted: ofColumn(['moment'], (left, column, { random }) => {
    const right = literal(BigInt(random.choice([7, 14, 30])), t.interval('D'));
    const kind = column.type.kind === 'date' ? 'DateAdd' : 'TimestampAdd';
    const name = random.choice(['due', 'follow_up', 'expiry']);
    return named(
      `${name}_${column.type.kind === 'date' ? 'date' : 'time'}`,
      make(kind, { left, right }),
      'moment',
    );
  }),
  day: timed(simple('Date', ['moment'], (c) => `${eventOf(c)}_day`, 'moment')),
  formatted: ofColumn(['moment'], (arg, column, { random }) => {
    const [suffix, format] = random.choice([
      ['month', '%Y-%m'],
      ['day', '%Y-%m-%d'],
      ['label', '%d.%m.%Y'],
      ['year', '%Y'],
    ] as const);
    const value = make('Strftime', { arg, format_str: text(format) });
    return named(`${eventOf(column)}_${suffix}_text`, value, 'category');
  }),
  hour: timed(simple('ExtractHour', ['moment'], (c) => `${eventOf(c)}_hour`, 'calendar')),
} satisfies RowMakers;
