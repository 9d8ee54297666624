export { definitionsOf, docstringOf } from './definition.js';
export type { Definition } from './definition.js';
export { judgeMined } from './fault.js';
export type { Documented } from './fault.js';
export { quoteDocstring, unquoteDocstring } from './quote.js';
export { styleOf } from './sections.js';
export { exampleFetched } from './session.js';
export { endOf, everyLine, leading, readSuite } from './suite.js';
export type { Line } from './suite.js';
