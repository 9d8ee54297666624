import type { ValueObj } from '../objects.js';
import type { MethodTable } from './method.js';
import { digest } from './string.js';

/** Methods of bytes. */
export const BINARY: MethodTable<ValueObj> = {
  owner: 'BinaryValue',
  methods: { hashbytes: digest('HashBytes') },
};
