import { IbertError } from '@ibert/core';
import type { Config } from '@ibert/core/config';
import { existsSync } from 'node:fs';
import { baseDataset } from '../paths.js';

/**
 * The files of proven pairs to work on: those named, or what `generate-data` made.
 *
 * @throws IbertError `INPUT_UNREADABLE` for one that is not there.
 */
export function provenPairs(
  config: Config,
  named: readonly string[] | undefined,
): readonly string[] {
  const files = named ?? [baseDataset(config)];
  const missing = files.find((file) => !existsSync(file));
  if (missing === undefined) return files;
  throw new IbertError('INPUT_UNREADABLE', `there are no pairs at ${missing}`, {
    hint: 'Make them with generate-data, or name a file of pairs with --programs.',
  });
}
