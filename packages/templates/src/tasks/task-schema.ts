import { type Task, TASKS } from '@ibert/core/records';
import { z } from 'zod';
import { context, difficulty, features, parameterKeys, snakeCase, text } from '../schema-parts.js';

const fields = z.record(z.string(), z.union([z.string(), z.array(z.string()).min(1)]));

const meta = { topic: text.optional(), style: text.optional(), error_type: text.optional() };

/** A task template's own keys; its variations are checked one by one. */
export const taskTemplateSchema = z.strictObject({
  name: snakeCase,
  description: text,
  task: z.enum(TASKS as [Task, ...Task[]]),
  difficulty,
  features,
  system_prompt: text.optional(),
  context: context.optional(),
  ...meta,
  variations: z.array(z.unknown()).min(1),
});
export type TaskTemplateBody = z.infer<typeof taskTemplateSchema>;

export const taskVariationSchema = z.strictObject({
  name: snakeCase,
  ...parameterKeys,
  ...meta,
  input: fields,
  target: fields.optional(),
  context: context.optional(),
  difficulty: difficulty.optional(),
  features: features.optional(),
});
export type TaskVariationBody = z.infer<typeof taskVariationSchema>;
