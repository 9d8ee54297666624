import { reject } from '@ibert/validation';

import type { TaskModule } from '../task-module.js';

export const codeCompletion: TaskModule<'code_completion'> = {
  task: 'code_completion',
  check: () => Promise.resolve(reject('UNSUPPORTED', 'not written yet')),
  derive: () => [],
};
