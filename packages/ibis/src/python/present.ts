import { InternalError } from '@ibert/core';

/** The value, which the code around has made sure is there; its absence is a defect of ours. */
export function present<T>(value: T | undefined): T {
  if (value === undefined) throw new InternalError('a value that must be there is missing');
  return value;
}

/** The match of a pattern that cannot fail where it is used. */
export function matched<T>(match: T | null): T {
  if (match === null) throw new InternalError('a pattern that always matches did not');
  return match;
}
