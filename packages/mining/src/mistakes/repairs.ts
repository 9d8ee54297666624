import { apiRows } from '@ibert/ibis';
import type { AstNode, PythonAst } from '@ibert/ibis';
import { Source } from '@ibert/multitask';

import { isNear } from './edit-distance.js';
import type { Schemas } from './working.js';

/** One change of a broken program that may repair it. */
export interface Candidate {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** A way to repair programs: the cheaper, the less it changes what is meant. */
export interface Repair {
  readonly name: string;
  readonly cost: number;
  readonly find: (source: Source, error: string) => readonly Candidate[];
}

const replace = ({ start, end }: PythonAst.Located, text: string): Candidate => ({
  start,
  end,
  text,
});

let names: ReadonlySet<string> | undefined;
/** Names of methods and functions of Ibis. */
function apiNames(): ReadonlySet<string> {
  names ??= new Set(apiRows().map(({ name }) => name.split('.').at(-1) ?? name));
  return names;
}

/** Words that an error shows in quotes. */
const quotedWords = (error: string): readonly string[] => [
  ...new Set(
    [...error.matchAll(/'([A-Za-z_]\w*)'|`([A-Za-z_]\w*)`/g)].map(([, a, b]) => a ?? b ?? ''),
  ),
];

const plainStrings = (source: Source): readonly PythonAst.Str[] =>
  source.nodes.filter((node): node is PythonAst.Str => node.kind === 'Str');

const quote = (text: string): string => `"${text}"`;

/** The closed set of repairs that are tried, cheap ones first. */
export const REPAIRS: readonly Repair[] = [
  {
    name: 'name',
    cost: 1,
    find(source, error) {
      const wanted = quotedWords(error);
      const known = [...new Set([...source.columnNames, ...apiNames()])];
      const meant = (name: string, among: readonly string[]): readonly string[] =>
        wanted.includes(name) ? among.filter((other) => isNear(name, other)) : [];
      const attributes = source.nodes.flatMap((node) =>
        node.kind === 'Attribute'
          ? meant(node.attr.name, known).map((name) => replace(node.attr, name))
          : [],
      );
      const texts = plainStrings(source).flatMap((node) =>
        meant(node.value, source.columnNames).map((name) => replace(node, quote(name))),
      );
      return [...attributes, ...texts];
    },
  },
  {
    // Errors often say which name was meant.
    name: 'suggested',
    cost: 1,
    find(source, error) {
      const [, meant] = /did you mean:? ['`]?(\w+)/i.exec(error) ?? [];
      const [, wrong] = /has no attribute '(\w+)'/.exec(error) ?? [];
      if (meant === undefined || wrong === undefined) return [];
      return source.nodes.flatMap((node) =>
        node.kind === 'Attribute' && node.attr.name === wrong ? [replace(node.attr, meant)] : [],
      );
    },
  },
  {
    // Some tell the method that takes the place of an operator or a function of Python.
    name: 'method',
    cost: 1,
    find(source, error) {
      const [, method] = /\bUse \w*\.(\w+)\((?:arg)?\)/.exec(error) ?? [];
      if (method === undefined) return [];
      return source.nodes.flatMap((node) => {
        if (node.kind === 'Compare' && node.ops.join() === 'in') {
          const [right] = node.rights;
          if (right === undefined) return [];
          return [replace(node, `${source.slice(right)}.${method}(${source.slice(node.left)})`)];
        }
        if (node.kind !== 'Call' || node.callee.kind !== 'Name' || node.args.length !== 1)
          return [];
        return [replace(node, `${node.args.map((arg) => source.slice(arg)).join()}.${method}()`)];
      });
    },
  },
  {
    name: 'option',
    cost: 2,
    find(source, error) {
      const words = quotedWords(error);
      return plainStrings(source)
        .filter(({ value }) => words.includes(value) && source.typeOf(value) === undefined)
        .flatMap((node) =>
          words
            .filter((word) => word !== node.value && !apiNames().has(word))
            .filter((word) => source.typeOf(word) === undefined)
            .map((word) => replace(node, quote(word))),
        );
    },
  },
  {
    name: 'literal',
    cost: 2,
    find: (source) =>
      source.nodes.flatMap((node) => {
        if (node.kind === 'Str' && /^-?\d+(\.\d+)?$/.test(node.value)) {
          return [replace(node, node.value)];
        }
        if (node.kind !== 'Constant') return [];
        const text = source.slice(node);
        return /^\d+(\.\d+)?$/.test(text) ? [replace(node, quote(text))] : [];
      }),
  },
  {
    name: 'literals',
    cost: 2,
    find(source) {
      // All numbers of one call that stand between quotes.
      return source.calls.flatMap(({ call }) => {
        const quoted = call.args.filter(
          ({ value }) => value.kind === 'Str' && /^-?\d+(\.\d+)?$/.test(value.value),
        );
        const [first, last] = [quoted[0], quoted.at(-1)];
        if (first === undefined || last === undefined || first === last) return [];
        const whole = source.slice({ start: first.start, end: last.end });
        const text = whole.replaceAll(/(["'])(-?\d+(?:\.\d+)?)\1/g, '$2');
        return [{ start: first.start, end: last.end, text }];
      });
    },
  },
  {
    name: 'operator',
    cost: 3,
    find: (source) =>
      source.nodes.flatMap((node) => {
        if (node.kind === 'BoolOp') {
          const sign = node.op === 'and' ? '&' : '|';
          const sides = node.values.map((value) => `(${source.slice(value)})`);
          return [replace(node, sides.join(` ${sign} `))];
        }
        if (node.kind === 'Not') return [replace(node, `~(${source.slice(node.operand)})`)];
        return node.kind === 'Compare' && node.rights.length === 2 ? [unchained(source, node)] : [];
      }),
  },
  {
    name: 'table',
    cost: 3,
    find(source, error) {
      if (!error.startsWith('IntegrityError')) return [];
      const tables = [...Object.keys(source.tables), ...source.assigned];
      return source
        .namesIn(new Set(tables))
        .flatMap((node) =>
          tables.filter((name) => name !== node.name).map((name) => replace(node, name)),
        );
    },
  },
  {
    name: 'step',
    cost: 4,
    find: (source) =>
      source.nodes.flatMap((node) => {
        if (node.kind !== 'Slice' || node.step === undefined) return [];
        const text = source.slice(node);
        return [
          replace(node, text.slice(0, text.lastIndexOf(':', node.step.start - node.start)).trim()),
        ];
      }),
  },
  {
    name: 'call',
    cost: 5,
    // A method that is taken out of an argument; without the outermost nothing is asked.
    find: (source) =>
      source.calls
        .filter(({ object }) => object.kind !== 'Name' || object.name !== 'ibis')
        .filter(({ call }) => source.calls.some((outer) => isArgument(outer.call, call)))
        .map(({ call, object }) => ({ start: object.end, end: call.end, text: '' })),
  },
  {
    name: 'argument',
    cost: 6,
    find: (source) =>
      source.nodes.flatMap((node) =>
        node.kind === 'Call'
          ? without(node.args)
          : node.kind === 'List' || node.kind === 'Tuple'
            ? without(node.items)
            : [],
      ),
  },
  {
    name: 'cast',
    cost: 7,
    find: (source) =>
      source.nodes.flatMap((node) => {
        const sides = operands(node);
        return sides.flatMap((side) =>
          isText(source, side)
            ? [{ start: side.end, end: side.end, text: '.cast("float64")' }]
            : [],
        );
      }),
  },
];

/** `a < b < c` → `(a < b) & (b < c)`. */
function unchained(source: Source, node: PythonAst.Compare): Candidate {
  const [first, second] = node.rights;
  const [one = '', two = ''] = node.ops;
  const [left, middle, right] = [node.left, first, second].map((side) =>
    side === undefined ? '' : source.slice(side),
  );
  return replace(node, `(${left} ${one} ${middle}) & (${middle} ${two} ${right})`);
}

const isArgument = (outer: PythonAst.Call, inner: PythonAst.Call): boolean =>
  outer.args.some(({ start, end }) => start <= inner.start && inner.end <= end);

/** Each list of several items with one of them left out, its comma with it. */
function without(items: readonly PythonAst.Located[]): readonly Candidate[] {
  if (items.length < 2) return [];
  return items.map((item, i): Candidate => {
    const [previous, next] = [items[i - 1], items[i + 1]];
    if (next !== undefined) return { start: item.start, end: next.start, text: '' };
    return { start: previous?.end ?? item.start, end: item.end, text: '' };
  });
}

const operands = (node: AstNode): readonly PythonAst.Expression[] => {
  if (node.kind === 'BinOp') return [node.left, node.right];
  return node.kind === 'Compare' && node.rights.length === 1 ? [node.left, ...node.rights] : [];
};

/** Whether an expression is a column of text. */
function isText(source: Source, node: PythonAst.Expression): boolean {
  const name =
    node.kind === 'Attribute'
      ? node.attr.name
      : node.kind === 'Subscript' && node.index.kind === 'Str'
        ? node.index.value
        : undefined;
  return name !== undefined && source.typeOf(name)?.kind === 'string';
}

/** The program's syntax tree with its tables. */
export const sourceOf = (code: string, tables: Schemas): Source => new Source(code, tables);
