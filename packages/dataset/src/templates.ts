/** `@ibert/dataset/templates`: how the data's templates are checked. */
export { TEMPLATE_OPTIONS } from './template-options.js';
