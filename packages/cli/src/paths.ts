import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Config } from '@ibert/core/config';

/** The product's own directory, wherever the command is started. */
const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

/** The templates and prompts that come with the product. */
export const SHIPPED_TEMPLATES = join(ROOT, 'templates', 'sql2ibis');
export const SHIPPED_PROMPTS = join(ROOT, 'templates', 'prompts');

/** Where the records of a task of the base dataset lie, below the data directory. */
export const BASE_FILE = 'sql2ibis/train.jsonl';

/** The path of the base dataset. */
export const baseDataset = ({ data_dir: dataDir }: Config): string => join(dataDir, BASE_FILE);
