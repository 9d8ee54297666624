/** YAML templates: load, check, expand. */
export type { Axis, Expanded, ParameterText, Template, Variation } from './template.js';
export { DEFAULT_LIMIT, type TemplateOptions } from './template-options.js';
export { parseTemplate } from './parse-template.js';
export { loadTemplateFile, loadTemplates } from './load-templates.js';
export { countVariations, expandTemplate, expandVariation } from './expand.js';
