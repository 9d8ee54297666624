/**
 * One value of a fixture row or of a result, exact. The column's type says how to read it:
 * integers and decimals are `bigint` (decimals times ten to the scale), floats `number`, dates
 * `bigint` days and times and timestamps `bigint` microseconds since 1970, intervals a list of months,
 * days and microseconds, arrays a list, structs a list in field order, maps a list of key-value pairs.
 */
export type Cell = null | boolean | bigint | number | string | Uint8Array | readonly Cell[];

export type Row = readonly Cell[];
