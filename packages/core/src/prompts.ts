/** `@ibert/core/prompts`: reads the files that say how a model is asked, in training data and in commands. */
import { join } from 'node:path';
import { z } from 'zod';

import type { Prompt } from './chat.js';
import { TASKS, type Task } from './record-schema.js';
import { readText } from './text-input.js';
import { parseYaml } from './yaml-parse.js';
import { readYaml } from './yaml-schema.js';

const sections = z.array(z.string().min(1)).min(1);

const promptSchema = z.strictObject({
  task: z.enum(TASKS as [Task, ...Task[]]),
  system_prompt: z.string().trim().min(1),
  question: sections,
  answer: sections,
});

/**
 * The prompt of a task, from `<directory>/<task>.yaml`: data and commands read the same one.
 *
 * @throws IbertError `INPUT_UNREADABLE`, `INVALID_YAML` and others that name the place.
 */
export async function loadPrompt(directory: string, task: Task): Promise<Prompt> {
  const file = join(directory, `${task}.yaml`);
  const schema = promptSchema.extend({ task: z.literal(task) });
  const { system_prompt, question, answer } = readYaml(
    parseYaml(await readText(file), file),
    schema,
  );
  return { task, systemPrompt: system_prompt, question, answer };
}
