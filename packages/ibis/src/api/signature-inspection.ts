import { typeError } from '../python/index.js';
import type { Kwargs, PyValue } from '../python/index.js';
import type { Signature } from './signature.js';

/**
 * Tells of a call that does not fit its signature in the words of `inspect.Signature.bind`, with
 * which Ibis checks a call that has to wait for its deferred arguments.
 *
 * @throws PythonError TypeError.
 */
export function checkArguments(
  signature: Signature,
  args: readonly PyValue[],
  kwargs: Kwargs,
): void {
  const { params } = signature;
  const places = params.filter(({ kind }) => kind === 'positional' || kind === 'either');
  if (args.length > places.length && !params.some(({ kind }) => kind === 'rest')) {
    throw typeError('too many positional arguments');
  }
  for (const [index, { name, kind, fallback }] of params.entries()) {
    const given = (kind === 'positional' || kind === 'either') && index < args.length;
    const named = kind !== 'positional' && kwargs.has(name);
    if (given && named) throw typeError(`multiple values for argument '${name}'`);
    if (given || named || fallback !== undefined) continue;
    if (kind === 'rest' || kind === 'keywords') continue;
    throw typeError(`missing a required argument: '${name}'`);
  }
  if (params.some(({ kind }) => kind === 'keywords')) return;
  for (const key of kwargs.keys()) {
    const known = params.some(
      ({ name, kind }) => name === key && (kind === 'either' || kind === 'keyword'),
    );
    if (!known) throw typeError(`got an unexpected keyword argument '${key}'`);
  }
}
