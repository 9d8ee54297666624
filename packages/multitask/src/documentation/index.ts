import { reject } from '@ibert/validation';

import type { TaskModule } from '../task-module.js';

export const documentation: TaskModule<'documentation'> = {
  task: 'documentation',
  check: () => Promise.resolve(reject('UNSUPPORTED', 'not written yet')),
  derive: () => [],
};
