/** Data types and schemas in programs, and how Python values become them. */
export { DATATYPE, requireType, toType, TypeObj } from './data-type.js';
export { printSchemaRepr, SCHEMA, SchemaObj, toSchema } from './schema-object.js';
