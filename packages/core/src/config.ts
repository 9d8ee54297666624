/** `@ibert/core/config`: settings from flags, environment, `config.yaml` and defaults. */
export * from './settings.js';
export * from './config-load.js';
export * from './config-example.js';
