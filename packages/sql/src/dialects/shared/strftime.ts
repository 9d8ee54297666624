import { isOp } from '@ibert/ir';
import type { Value } from '@ibert/ir';

import type { Emitter } from '../../expressions/emitter.js';

/** What the dialect writes for each of strftime's directives; a missing one is refused. */
export type Directives = Readonly<Record<string, string>>;

/**
 * A strftime format in the dialect's own notation. `literal` writes the text between directives.
 */
export function convertFormat(
  format: Value,
  directives: Directives,
  literal: (text: string) => string,
  e: Emitter,
): string {
  const text = isOp(format, 'Literal') ? format.args.value : null;
  if (typeof text !== 'string') {
    throw e.refusal(
      'a computed date format',
      'formats differ between dialects; write it in the program',
    );
  }
  let out = '';
  let between = '';
  const flush = (): void => {
    if (between !== '') out += literal(between);
    between = '';
  };
  for (let i = 0; i < text.length; i += 1) {
    const char = text[i] ?? '';
    if (char !== '%' || i + 1 === text.length) {
      between += char;
      continue;
    }
    i += 1;
    const directive = text[i] ?? '';
    if (directive === '%' && !('%' in directives)) {
      between += '%';
      continue;
    }
    const written = directives[directive];
    if (written === undefined)
      throw e.refusal(`the date format %${directive}`, 'it has no such part');
    flush();
    out += written;
  }
  flush();
  return out;
}

/** MySQL's and Trino's DATE_FORMAT. */
export const MYSQL_DIRECTIVES: Directives = {
  Y: '%Y',
  y: '%y',
  m: '%m',
  d: '%d',
  H: '%H',
  I: '%h',
  M: '%i',
  S: '%s',
  f: '%f',
  p: '%p',
  B: '%M',
  b: '%b',
  A: '%W',
  a: '%a',
  j: '%j',
  '%': '%%',
  F: '%Y-%m-%d',
  T: '%H:%i:%s',
};

/** TO_CHAR of PostgreSQL. */
export const POSTGRES_DIRECTIVES: Directives = {
  Y: 'YYYY',
  y: 'YY',
  m: 'MM',
  d: 'DD',
  H: 'HH24',
  I: 'HH12',
  M: 'MI',
  S: 'SS',
  f: 'US',
  p: 'AM',
  B: 'FMMonth',
  b: 'Mon',
  A: 'FMDay',
  a: 'Dy',
  j: 'DDD',
  F: 'YYYY-MM-DD',
  T: 'HH24:MI:SS',
  V: 'IW',
  G: 'IYYY',
  u: 'ID',
};

/** TO_CHAR of Snowflake. */
export const SNOWFLAKE_DIRECTIVES: Directives = {
  Y: 'YYYY',
  y: 'YY',
  m: 'MM',
  d: 'DD',
  H: 'HH24',
  I: 'HH12',
  M: 'MI',
  S: 'SS',
  f: 'FF6',
  p: 'AM',
  B: 'MMMM',
  b: 'MON',
  a: 'DY',
  F: 'YYYY-MM-DD',
  T: 'HH24:MI:SS',
};

/** Those of strftime itself that SQLite and BigQuery share with Python. */
export const STRFTIME_DIRECTIVES: Directives = {
  Y: '%Y',
  m: '%m',
  d: '%d',
  H: '%H',
  M: '%M',
  S: '%S',
  j: '%j',
  '%': '%%',
};
