export { DIALECTS, resolveDialect } from './dialects/index.js';
export type { Dialect } from './dialects/index.js';
export { emitSql } from './emit.js';
export type { EmitOptions, EmittedSql } from './emit.js';
export { dialectSupport } from './support.js';
export type { OperationSupport } from './support.js';
export { MYSQL_RESERVED as RESERVED_WORDS } from './dialects/mysql/reserved.js';
