export * from './source-tree.js';
export { type SourceOptions, type SourceSpec } from './source-spec.js';
export { openSource, sourceCommit } from './open-source.js';
export { parseRepositoryList } from './repository-list.js';
export { LICENCES, mayReuse, type Reuse, reuseOf, UNKNOWN_LICENCE } from './licences/licences.js';
export { findSecret, SECRET_KINDS, type SecretName } from './secrets.js';
