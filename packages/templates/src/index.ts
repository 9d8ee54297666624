/** YAML templates: load, check, expand. */
export type { Axis, Expanded, ParameterText, Template, Variation } from './template.js';
export { DEFAULT_LIMIT, type TemplateOptions } from './template-options.js';
export { parseTemplate } from './parse-template.js';
export { loadTaskTemplates, loadTemplateFile, loadTemplates } from './load-templates.js';
export { countVariations, expandTemplate, expandVariation } from './expand.js';
export type {
  ExpandedTask,
  FieldTexts,
  TaskTemplate,
  TaskVariation,
} from './tasks/task-template.js';
export { parseTaskTemplate } from './tasks/parse-task-template.js';
export { expandTaskTemplate } from './tasks/expand-task.js';
