import { reject } from '@ibert/validation';

import type { TaskModule } from '../task-module.js';

export const errorResolution: TaskModule<'error_resolution'> = {
  task: 'error_resolution',
  check: () => Promise.resolve(reject('UNSUPPORTED', 'not written yet')),
  derive: () => [],
};
