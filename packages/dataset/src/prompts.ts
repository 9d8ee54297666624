import { readText } from '@ibert/core/files';
import { parseYaml, readYaml } from '@ibert/core/yaml';
import { type Task, TASKS } from '@ibert/core/records';
import { join } from 'node:path';
import { z } from 'zod';

const promptSchema = z.strictObject({
  task: z.enum(TASKS as [Task, ...Task[]]),
  system_prompt: z.string().trim().min(1),
});

/**
 * A task's system prompt, from `<directory>/<task>.yaml`: data and commands read the same one.
 *
 * @throws IbertError `INPUT_UNREADABLE`, `INVALID_YAML` and others that name the place.
 */
export async function loadPrompt(directory: string, task: Task): Promise<string> {
  const file = join(directory, `${task}.yaml`);
  const schema = promptSchema.extend({ task: z.literal(task) });
  return readYaml(parseYaml(await readText(file), file), schema).system_prompt;
}
