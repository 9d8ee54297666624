/**
 * Text generation behind one interface: local ONNX models through transformers.js, or any
 * OpenAI-compatible server. Importing this loads neither; {@link openModel} does.
 */
export * from './text-model.js';
export * from './model-settings.js';
export { isHubName, onnxExportOf } from './model-names.js';
export { fetchModel, openModel } from './open-model.js';
export { parseDotEnv, withDotEnv } from './dot-env.js';
export type { FetchedModel } from './transformers/open-local-model.js';
export { runtimeVersion } from './runtime-version.js';
