export { describeIbis, evaluateIbis } from './evaluate.js';
export type { Described, Evaluated, EvaluateOptions } from './evaluate.js';
export { parseProgram, PythonError } from './python/index.js';
export { printIbis } from './print/print-ibis.js';
export type { PrintOptions } from './print/print-ibis.js';
export { apiRows } from './api/rows.js';
export type { ApiRow } from './api/rows.js';
export { supportPage } from './api/support-page.js';
export { nativeUse } from './api/usage.js';
