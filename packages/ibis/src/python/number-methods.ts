import { bitLength } from './arithmetic.js';
import { count, named } from './arguments.js';
import { PythonError } from './errors.js';
import type { Method, Methods } from './methods.js';
import { PyTuple, type PyValue } from './values.js';

function plain(name: string, map: (self: PyValue) => PyValue): [string, Method] {
  return [
    name,
    (self, args, kwargs) => {
      count(name, args, kwargs, 0, 0);
      return map(self);
    },
  ];
}

/** Methods of `int` and `bool`. */
export const INT_METHODS: Methods = new Map<string, Method>([
  plain('bit_length', (self) => BigInt(bitLength(BigInt(self as bigint)))),
  plain('bit_count', (self) =>
    BigInt(
      BigInt(self as bigint)
        .toString(2)
        .replaceAll(/[^1]/g, '').length,
    ),
  ),
  plain('conjugate', (self) => BigInt(self as bigint)),
  plain('as_integer_ratio', (self) => new PyTuple([BigInt(self as bigint), 1n])),
]);

/** Methods of `float`. */
export const FLOAT_METHODS: Methods = new Map<string, Method>([
  plain('is_integer', (self) => Number.isInteger(self as number)),
  plain('conjugate', (self) => self),
]);

/** Methods of `bytes`. */
export const BYTES_METHODS: Methods = new Map<string, Method>([
  [
    'decode',
    (self, args, kwargs) => {
      const [encoding = 'utf-8'] = named('decode', ['encoding', 'errors'], 0, args, kwargs);
      if (typeof encoding !== 'string' || !/^(?:utf-?8|ascii)$/i.test(encoding)) {
        throw new PythonError('LookupError', `unknown encoding: ${String(encoding)}`);
      }
      const { bytes } = self as Extract<PyValue, { kind: 'bytes' }>;
      try {
        return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
      } catch {
        throw new PythonError('UnicodeError', `'${encoding}' codec can't decode the bytes`);
      }
    },
  ],
  plain('hex', (self) =>
    [...(self as Extract<PyValue, { kind: 'bytes' }>).bytes]
      .map((byte) => byte.toString(16).padStart(2, '0'))
      .join(''),
  ),
]);
