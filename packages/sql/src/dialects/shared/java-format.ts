import type { Directives } from './strftime.js';

/** The patterns of Java's DateTimeFormatter and of .NET, as far as they agree. */
const SHARED: Directives = {
  Y: 'yyyy',
  y: 'yy',
  m: 'MM',
  d: 'dd',
  H: 'HH',
  I: 'hh',
  M: 'mm',
  S: 'ss',
  B: 'MMMM',
  b: 'MMM',
  F: 'yyyy-MM-dd',
  T: 'HH:mm:ss',
};

/** DATE_FORMAT of Spark. */
export const JAVA_DIRECTIVES: Directives = {
  ...SHARED,
  f: 'SSSSSS',
  p: 'a',
  a: 'EEE',
  A: 'EEEE',
  j: 'DDD',
};

/** FORMAT of SQL Server. */
export const NET_DIRECTIVES: Directives = { ...SHARED, f: 'ffffff', p: 'tt', a: 'ddd', A: 'dddd' };

/** Letters between the parts, in the quotes that keep them from being read as parts. */
export const quotedLetters = (text: string): string =>
  /[A-Za-z']/.test(text) ? `''${text.replaceAll("'", "''''")}''` : text;
