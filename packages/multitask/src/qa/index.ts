import { reject } from '@ibert/validation';

import type { TaskModule } from '../task-module.js';

export const qa: TaskModule<'qa'> = {
  task: 'qa',
  check: () => Promise.resolve(reject('UNSUPPORTED', 'not written yet')),
  derive: () => [],
};
