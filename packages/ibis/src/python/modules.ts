import { count, named, one } from './arguments.js';
import { getAttribute } from './attributes.js';
import { compareOperation, contains } from './compare.js';
import { datetimeModule } from './datetime-module.js';
import { decimalModule } from './decimal.js';
import { typeError, valueError } from './errors.js';
import type { BinaryOperator, CompareOperator, PyContext } from './host.js';
import { itertoolsModule } from './itertools-module.js';
import { mathModule } from './math-module.js';
import { binaryOperation, unaryOperation } from './operators.js';
import { present } from './present.js';
import { iterate, truth } from './protocols.js';
import { DAY_NAMES, MONTH_NAMES } from './strftime.js';
import { getItem } from './subscripts.js';
import {
  PyBuiltin,
  PyList,
  PyModule,
  PyPartial,
  PyTuple,
  PyType,
  type BuiltinCall,
  type PyValue,
} from './values.js';

const MODULES: ReadonlyMap<string, () => PyModule> = new Map([
  ['math', mathModule],
  ['operator', operatorModule],
  ['functools', functoolsModule],
  ['itertools', itertoolsModule],
  ['calendar', calendarModule],
  ['string', stringModule],
  ['datetime', datetimeModule],
  ['decimal', decimalModule],
  ['typing', typingModule],
  ['__future__', () => new PyModule('__future__', new Map([['annotations', null]]))],
]);

/** One of the pure modules that every program may import. */
export function safeModule(name: string): PyModule | undefined {
  return MODULES.get(name)?.();
}

const KNOWN = new Set(
  (
    'abc argparse ast asyncio base64 builtins collections concurrent contextlib copy csv ctypes ' +
    'dataclasses dis enum fractions gc glob gzip hashlib http importlib inspect io json logging ' +
    'marshal multiprocessing numbers os pathlib pickle platform pprint random re requests select ' +
    'shutil signal site socket sqlite3 ssl statistics struct subprocess sys tempfile textwrap ' +
    'threading time timeit traceback types unittest urllib uuid warnings weakref zipfile zlib ' +
    'numpy pandas polars pyarrow duckdb sqlalchemy sqlglot matplotlib scipy sklearn'
  ).split(' '),
);

/** Whether a module of that name exists in Python but is not for untrusted programs. */
export function isKnownModule(name: string): boolean {
  return KNOWN.has(present(name.split('.')[0]));
}

function module(name: string, functions: Iterable<readonly [string, BuiltinCall]>): PyModule {
  const members = new Map<string, PyValue>();
  for (const [key, call] of functions) members.set(key, new PyBuiltin(key, call));
  return new PyModule(name, members);
}

const BINARY: readonly (readonly [string, BinaryOperator])[] = [
  ['add', '+'],
  ['sub', '-'],
  ['mul', '*'],
  ['truediv', '/'],
  ['floordiv', '//'],
  ['mod', '%'],
  ['pow', '**'],
  ['matmul', '@'],
  ['lshift', '<<'],
  ['rshift', '>>'],
  ['and_', '&'],
  ['or_', '|'],
  ['xor', '^'],
  ['concat', '+'],
];

const COMPARE: readonly (readonly [string, CompareOperator])[] = [
  ['eq', '=='],
  ['ne', '!='],
  ['lt', '<'],
  ['le', '<='],
  ['gt', '>'],
  ['ge', '>='],
];

const UNARY = [
  ['neg', '-'],
  ['pos', '+'],
  ['invert', '~'],
  ['inv', '~'],
] as const;

function two(
  name: string,
  args: readonly PyValue[],
  kwargs: ReadonlyMap<string, PyValue>,
): [PyValue, PyValue] {
  count(name, args, kwargs, 2, 2);
  return [present(args[0]), present(args[1])];
}

function operatorModule(): PyModule {
  const functions: [string, BuiltinCall][] = [
    ['not_', (args, kwargs, ctx) => !truth(one('not_', args, kwargs), ctx)],
    ['truth', (args, kwargs, ctx) => truth(one('truth', args, kwargs), ctx)],
    ['is_', (args, kwargs) => Object.is(...two('is_', args, kwargs))],
    ['is_not', (args, kwargs) => !Object.is(...two('is_not', args, kwargs))],
    ['contains', (args, kwargs, ctx) => contains(...two('contains', args, kwargs), ctx)],
    ['getitem', (args, kwargs, ctx) => getItem(...two('getitem', args, kwargs), ctx)],
    ['itemgetter', getter('itemgetter', getItem)],
    ['attrgetter', getter('attrgetter', dottedAttribute)],
    ['methodcaller', methodCaller],
  ];
  for (const [name, op] of BINARY) {
    functions.push([
      name,
      (args, kwargs, ctx) => binaryOperation(op, ...two(name, args, kwargs), ctx),
    ]);
  }
  for (const [name, op] of COMPARE) {
    functions.push([
      name,
      (args, kwargs, ctx) => compareOperation(op, ...two(name, args, kwargs), ctx),
    ]);
  }
  for (const [name, op] of UNARY) {
    functions.push([name, (args, kwargs, ctx) => unaryOperation(op, one(name, args, kwargs), ctx)]);
  }
  return module('operator', functions);
}

function getter(
  name: string,
  get: (object: PyValue, key: PyValue, ctx: PyContext) => PyValue,
): BuiltinCall {
  return (keys, kwargs) => {
    count(name, keys, kwargs, 1, Infinity);
    return new PyBuiltin(name, (args, inner, ctx) => {
      const object = one(name, args, inner);
      const values = keys.map((key) => get(object, key, ctx));
      return values.length === 1 ? present(values[0]) : new PyTuple(values);
    });
  };
}

function dottedAttribute(object: PyValue, key: PyValue, ctx: PyContext): PyValue {
  if (typeof key !== 'string') throw typeError('attribute name must be a string');
  return key.split('.').reduce((value, name) => getAttribute(value, name, ctx), object);
}

const methodCaller: BuiltinCall = (given, kwargs) => {
  const [name, ...rest] = given;
  if (typeof name !== 'string') throw typeError('method name must be a string');
  return new PyBuiltin('methodcaller', (args, inner, ctx) =>
    ctx.call(getAttribute(one('methodcaller', args, inner), name, ctx), rest, kwargs),
  );
};

function functoolsModule(): PyModule {
  return module('functools', [
    [
      'reduce',
      (args, kwargs, ctx) => {
        count('reduce', args, kwargs, 2, 3);
        let total: PyValue | undefined = args[2];
        for (const item of iterate(present(args[1]), ctx)) {
          total = total === undefined ? item : ctx.call(present(args[0]), [total, item]);
        }
        if (total === undefined) {
          throw typeError('reduce() of empty iterable with no initial value');
        }
        return total;
      },
    ],
    [
      'partial',
      (args, kwargs) => {
        const [fn, ...first] = args;
        if (fn === undefined) throw typeError("type 'partial' takes at least one argument");
        return new PyPartial(fn, first, kwargs);
      },
    ],
    ['wraps', () => new PyBuiltin('wraps', (args, kwargs) => one('wraps', args, kwargs))],
    ['cache', (args, kwargs) => one('cache', args, kwargs)],
    [
      'lru_cache',
      (args, kwargs) => {
        const [fn] = named('lru_cache', ['maxsize', 'typed'], 0, args, kwargs);
        if (fn !== null && typeof fn === 'object' && fn.kind === 'function') return fn;
        return new PyBuiltin('lru_cache', (inner, none) => one('lru_cache', inner, none));
      },
    ],
  ]);
}

function calendarModule(): PyModule {
  const names = (list: readonly string[]): PyList => new PyList([...list]);
  const short = (list: readonly string[]): PyList => names(list.map((name) => name.slice(0, 3)));
  const members = new Map<string, PyValue>([
    ['day_name', names(DAY_NAMES)],
    ['day_abbr', short(DAY_NAMES)],
    ['month_name', names(['', ...MONTH_NAMES])],
    ['month_abbr', short(['', ...MONTH_NAMES])],
    [
      'isleap',
      new PyBuiltin('isleap', (args, kwargs, ctx) => leap(one('isleap', args, kwargs), ctx)),
    ],
    [
      'monthrange',
      new PyBuiltin('monthrange', (args, kwargs) => {
        const [year, month] = two('monthrange', args, kwargs);
        if (typeof year !== 'bigint' || typeof month !== 'bigint') {
          throw typeError('an integer is required');
        }
        if (month < 1n || month > 12n) {
          throw valueError(`bad month number ${month}; must be 1-12`);
        }
        const last = new Date(Date.UTC(2000 + (Number(year) % 400), Number(month), 0));
        const first = new Date(Date.UTC(2000 + (Number(year) % 400), Number(month) - 1, 1));
        return new PyTuple([BigInt((first.getUTCDay() + 6) % 7), BigInt(last.getUTCDate())]);
      }),
    ],
  ]);
  for (const [i, name] of DAY_NAMES.entries()) members.set(name.toUpperCase(), BigInt(i));
  return new PyModule('calendar', members);
}

function leap(year: PyValue, ctx: PyContext): boolean {
  const divisible = (by: bigint): boolean => !truth(binaryOperation('%', year, by, ctx), ctx);
  return divisible(4n) && (!divisible(100n) || divisible(400n));
}

function stringModule(): PyModule {
  const lower = 'abcdefghijklmnopqrstuvwxyz';
  const digits = '0123456789';
  const punctuation = '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~';
  const whitespace = ' \t\n\r\v\f';
  const letters = lower + lower.toUpperCase();
  return new PyModule(
    'string',
    new Map<string, PyValue>([
      ['ascii_lowercase', lower],
      ['ascii_uppercase', lower.toUpperCase()],
      ['ascii_letters', letters],
      ['digits', digits],
      ['hexdigits', `${digits}abcdefABCDEF`],
      ['octdigits', '01234567'],
      ['punctuation', punctuation],
      ['whitespace', whitespace],
      ['printable', digits + letters + punctuation + whitespace],
    ]),
  );
}

function typingModule(): PyModule {
  const names =
    'Any Callable Dict Iterable Iterator List Literal Mapping NamedTuple Optional Sequence Set ' +
    'Tuple Type Union TYPE_CHECKING';
  const members = new Map<string, PyValue>();
  for (const name of names.split(' ')) {
    members.set(name, new PyType(`typing.${name}`, { isInstance: () => false, isGeneric: true }));
  }
  members.set('TYPE_CHECKING', false);
  return new PyModule('typing', members);
}
