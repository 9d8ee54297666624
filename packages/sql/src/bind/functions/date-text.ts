import { DATE, make, TIMESTAMP } from '@ibert/ir';
import type { Value } from '@ibert/ir';

import { text } from '../literals.js';
import { cast } from './build.js';
import type { FormatName } from './format-tables.js';
import { formatText } from './format-text.js';
import { fn, refused } from './row.js';
import type { FunctionContext, Row } from './row.js';

function translated(written: string, from: FormatName, cx: FunctionContext): Value {
  const result = formatText(written, from);
  return 'odd' in result ? cx.refuse(`'${result.odd}' in the format`) : text(result.format);
}

const strftime = (arg: Value, format: Value): Value =>
  make('Strftime', { arg, format_str: format });
const written =
  (from: FormatName) =>
  (arg: Value, format: string, cx: FunctionContext): Value =>
    strftime(arg, translated(format, from, cx));
const writtenBy =
  (from: FormatName) =>
  (format: string, arg: Value, cx: FunctionContext): Value =>
    strftime(arg, translated(format, from, cx));

const toDate = (arg: Value, format: Value): Value =>
  make('StringToDate', { arg, format_str: format });
const toMoment = (arg: Value, format: Value): Value =>
  cast(make('StringToTimestamp', { arg, format_str: format }), TIMESTAMP);
/** Read as a moment of the session's zone. */
const toZoned = (arg: Value, format: Value): Value =>
  make('StringToTimestamp', { arg, format_str: format });

type Read = (arg: Value, format: Value) => Value;
const read =
  (as: Read, from: FormatName) =>
  (arg: Value, format: string, cx: FunctionContext): Value =>
    as(arg, translated(format, from, cx));
const readBy =
  (as: Read, from: FormatName) =>
  (format: string, arg: Value, cx: FunctionContext): Value =>
    as(arg, translated(format, from, cx));
/** A date where the format has no time of day. */
const dateOrMoment =
  (from: FormatName) =>
  (arg: Value, format: string, cx: FunctionContext): Value => {
    const codes = translated(format, from, cx);
    return /%-?[HIMSfgp]/.test(String(codes.args['value']))
      ? toMoment(arg, codes)
      : toDate(arg, codes);
  };

const asDate = (arg: Value): Value => (arg.dtype.kind === 'date' ? arg : make('Date', { arg }));
const asMoment = (arg: Value): Value => cast(arg, TIMESTAMP);

/** Dates as text and text as dates. */
export const DATE_TEXTS: readonly Row[] = [
  fn('strftime', ['dated', 'string'], strftime, { only: 'duckdb' }),
  fn('strftime', ['string', 'dated'], (format, arg) => strftime(arg, format), { only: 'duckdb' }),
  fn('strptime', ['string', 'string'], toMoment, { only: 'duckdb' }),
  fn('to_char', ['dated', 'text!'], written('postgres'), { only: 'postgres oracle' }),
  fn('to_char to_varchar', ['dated', 'text!'], written('snowflake'), { only: 'snowflake' }),
  fn('date_format', ['dated', 'text!'], written('mysql'), { only: 'mysql trino' }),
  fn('date_format', ['dated', 'text!'], written('java'), { only: 'spark' }),
  fn('format_datetime', ['dated', 'text!'], written('java'), { only: 'trino' }),
  fn('format', ['dated', 'text!'], written('dotnet'), { only: 'mssql' }),
  fn('format_date format_datetime format_timestamp', ['text!', 'dated'], writtenBy('bigquery'), {
    only: 'bigquery',
  }),
  fn('to_date', ['string', 'text!'], read(toDate, 'postgres'), { only: 'postgres' }),
  fn('to_date', ['string', 'text!'], read(toDate, 'snowflake'), { only: 'snowflake' }),
  fn('to_date', ['string', 'text!'], read(toDate, 'java'), { only: 'spark' }),
  fn('to_date', ['string', 'text!'], read(toMoment, 'postgres'), { only: 'oracle' }),
  fn('to_timestamp', ['string', 'text!'], read(toZoned, 'postgres'), { only: 'postgres' }),
  fn('to_timestamp', ['string', 'text!'], read(toMoment, 'snowflake'), { only: 'snowflake' }),
  fn('to_timestamp', ['string', 'text!'], read(toMoment, 'java'), { only: 'spark' }),
  fn('to_timestamp', ['string', 'text!'], read(toMoment, 'postgres'), { only: 'oracle' }),
  fn('str_to_date', ['string', 'text!'], dateOrMoment('mysql'), { only: 'mysql' }),
  fn('date_parse', ['string', 'text!'], read(toMoment, 'mysql'), { only: 'trino' }),
  fn('parse_datetime', ['string', 'text!'], read(toZoned, 'java'), { only: 'trino' }),
  fn('parse_date', ['text!', 'string'], readBy(toDate, 'bigquery'), { only: 'bigquery' }),
  fn('parse_timestamp', ['text!', 'string'], readBy(toZoned, 'bigquery'), { only: 'bigquery' }),
  fn('parse_datetime', ['text!', 'string'], readBy(toMoment, 'bigquery'), { only: 'bigquery' }),

  fn('date', ['dated'], asDate, { only: 'mysql bigquery snowflake trino spark postgres' }),
  fn('date to_date', ['string'], (arg) => cast(arg, DATE), { only: 'mysql trino spark snowflake' }),
  fn('to_date', ['dated'], asDate, { only: 'snowflake spark' }),
  fn('todate', ['dated'], asDate, { only: 'clickhouse' }),
  fn('todate', ['string'], (arg) => cast(arg, DATE), { only: 'clickhouse' }),
  fn('todatetime', ['date'], asMoment, { only: 'clickhouse' }),
  fn('timestamp datetime', ['dated'], asMoment, { only: 'bigquery mysql' }),
  fn('to_timestamp to_timestamp_ntz', ['dated'], asMoment, { only: 'snowflake' }),
  fn('to_timestamp to_timestamp_ntz', ['string'], asMoment, { only: 'snowflake' }),
  refused('try_strptime', 'it gives NULL for a text that is no date, where Ibis raises an error'),
  refused('time_format date_formatter', 'Ibis writes dates and timestamps only'),
];
