import { type DataType, parseType } from '@ibert/ir';

/** Ibis's name of a type → what people, SQL and other libraries call it. */
const TYPE_WORDS: Readonly<Record<string, string>> = {
  int64:
    'int integer bigint long int64 whole number_int longlong numeric_int i64 integer64 int8_t long_int pl.int64 integertype longtype',
  int32: 'int4 i32 int32 mediumint',
  int16: 'smallint short i16 int16',
  int8: 'tinyint byte i8 int8',
  float64: 'float double real number numeric f64 float64 doubletype floattype decimal_number fp64',
  float32: 'single f32 float32',
  string:
    'str string text varchar char character object nvarchar utf8 clob stringtype str64 strings character_varying',
  boolean: 'bool boolean bit logical truth booleantype',
  date: 'date day datetype dates',
  timestamp:
    'timestamp datetime timestamptz datetime64 timestamptype datetimes timestamps datetime64[ns]',
  time: 'time',
  decimal: 'decimal money',
};

const BY_WORD: ReadonlyMap<string, string> = new Map(
  Object.entries(TYPE_WORDS).flatMap(([type, words]) =>
    words.split(' ').map((word) => [word, type] as const),
  ),
);

/** All words that stand for a type. */
export const typeWords = (): Iterable<string> => BY_WORD.keys();

/** The Ibis type that a word stands for: `VARCHAR(20)` → `string`; undefined: none. */
export function typeNamed(word: string): string | undefined {
  const plain = word.trim().toLowerCase().replace(/\(.*$/s, '').replaceAll(/\s+/g, '_');
  return BY_WORD.get(plain);
}

/** A type as written for Ibis, or by a word for it. */
export function typeOf(word: string): DataType | undefined {
  const name = typeNamed(word);
  try {
    return parseType(name ?? word);
  } catch {
    return undefined;
  }
}

/** What values of a type can be compared and calculated with. */
export type Family = 'text' | 'number' | 'moment' | 'truth';

const FAMILIES: readonly (readonly [RegExp, Family])[] = [
  [/^string/, 'text'],
  [/^(?:u?int\d+|float\d+|decimal)/, 'number'],
  [/^(?:date|timestamp|time)/, 'moment'],
  [/^boolean/, 'truth'],
];

/** The family of a type by its name. */
export const familyOf = (type: string | undefined): Family | undefined =>
  type === undefined ? undefined : FAMILIES.find(([names]) => names.test(type))?.[1];
