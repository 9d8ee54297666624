import { reject } from '@ibert/validation';

import type { TaskModule } from '../task-module.js';

export const ibisToSql: TaskModule<'ibis_to_sql'> = {
  task: 'ibis_to_sql',
  check: () => Promise.resolve(reject('UNSUPPORTED', 'not written yet')),
  derive: () => [],
};
