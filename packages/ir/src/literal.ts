/**
 * The JavaScript side of a literal. The data type of the literal says how to read it:
 * integers are `bigint`, floats `number`, decimals a `string` of digits, dates
 * `YYYY-MM-DD`, times `HH:MM:SS[.ffffff]`, timestamps `YYYY-MM-DD HH:MM:SS[.ffffff]`,
 * UUIDs their canonical text, intervals `bigint` in the unit of the type, arrays a list, structs
 * and maps a `Map`, and NULL is `null`.
 */
export type LiteralValue =
  | null
  | boolean
  | bigint
  | number
  | string
  | Uint8Array
  | readonly LiteralValue[]
  | ReadonlyMap<string, LiteralValue>;
