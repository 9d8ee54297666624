import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Config } from '@ibert/core/config';
import type { Task } from '@ibert/core/records';

/** The product's own directory, wherever the command is started: the first one above this file with templates. */
const ROOT = rootAbove(dirname(fileURLToPath(import.meta.url)));

function rootAbove(directory: string): string {
  const above = dirname(directory);
  // Bundles lie deeper than the files that they are made of.
  return above === directory || existsSync(join(directory, 'templates', 'prompts'))
    ? directory
    : rootAbove(above);
}

/** The templates and prompts that come with the product. */
export const SHIPPED_TEMPLATES = join(ROOT, 'templates', 'sql2ibis');
export const SHIPPED_PROMPTS = join(ROOT, 'templates', 'prompts');

export const SHIPPED_TASK_TEMPLATES = join(ROOT, 'templates', 'multitask');
export const SHIPPED_WORLDS = join(ROOT, 'templates', 'compose', 'worlds.yaml');
/** The list of sources that comes with the product. */
export const SHIPPED_REPOSITORIES = join(ROOT, 'data', 'repo_urls.txt');
/** The Python environment that the conformance suite makes. */
export const VENV_PYTHON = join(ROOT, '.venv', 'bin', 'python');
export const SHIPPED_DICTIONARY = join(ROOT, 'templates', 'augmentation');

/** Where the records of a task of the base dataset lie, below the data directory. */
export const BASE_FILE = 'sql2ibis/train.jsonl';

/** The path of the base dataset. */
export const baseDataset = ({ data_dir: dataDir }: Config): string => join(dataDir, BASE_FILE);

/** The augmented variants of the base dataset, below the data directory. */
export const AUGMENTED_FILE = 'sql2ibis/train_augmented.jsonl';

/** The records of a task that were not composed or mined, below the data directory. */
export const taskFile = (task: Task): string => `multitask/${task}.jsonl`;

/** The composed records, below the data directory. */
export const COMPOSED_FILE = 'composed/sql_to_ibis.jsonl';
