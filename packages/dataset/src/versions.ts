/** Versions that decide the bytes of the data; tests hold them against what is installed. */

/** This project. */
export const VERSION = '0.1.0';

/** The Ibis whose behaviour the product reproduces. */
export const IBIS_VERSION = '12.0.0';

/** The DuckDB that proves examples. */
export const DUCKDB_VERSION = '1.5.6';
