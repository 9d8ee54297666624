import { parseProgram, PythonError } from '@ibert/ibis';
import type { PythonAst } from '@ibert/ibis';

/** A type as docstrings and annotations spell it: alternatives of a name with what it holds. */
type Spelled = readonly Alternative[];

interface Alternative {
  readonly name: string;
  readonly holds: readonly Spelled[];
}

/** Names of one and the same type. */
const SAME: Readonly<Record<string, string>> = {
  List: 'list',
  Dict: 'dict',
  Set: 'set',
  Tuple: 'tuple',
  Type: 'type',
  FrozenSet: 'frozenset',
  string: 'str',
  boolean: 'bool',
  integer: 'int',
  callable: 'Callable',
  iterable: 'Iterable',
  sequence: 'Sequence',
  mapping: 'Mapping',
  iterator: 'Iterator',
  generator: 'Generator',
};

/**
 * Whether the type that a docstring tells is that of an annotation: modules, quotes, order of
 * alternatives and `None` of an optional one apart; what a container holds may be left out. `Self`
 * is a class whose name the code alone does not tell.
 * Undefined where the docstring tells no type that can be read.
 */
export function typesAgree(told: string, annotation: string): boolean | undefined {
  const [ours, theirs] = [spelledDoc(told), spelled(annotation)];
  if (ours === undefined || theirs === undefined) {
    return squeezed(told) === squeezed(annotation) ? true : undefined;
  }
  const [own] = theirs;
  if (own?.name === 'Self' && theirs.length === 1) {
    return ours.length === 1 && /^[A-Z]/.test(ours[0]?.name ?? '');
  }
  return covers(withoutNone(ours), withoutNone(theirs));
}

const squeezed = (text: string): string => text.replaceAll(/\s+/g, '');

const withoutNone = (type: Spelled): Spelled => {
  const others = type.filter(({ name }) => name !== 'None');
  return others.length === 0 ? type : others;
};

const covers = (told: Spelled, written: Spelled): boolean =>
  told.every((mine) => written.some((other) => same(mine, other))) &&
  written.every((other) => told.some((mine) => same(mine, other)));

const same = (mine: Alternative, other: Alternative): boolean =>
  mine.name === other.name &&
  (mine.holds.length === 0 ||
    other.holds.length === 0 ||
    (mine.holds.length === other.holds.length &&
      mine.holds.every((held, i) => covers(held, other.holds[i] ?? []))));

/** Takes away what docstrings add to a type: that it is optional, its default, markup. */
export const bareType = (text: string): string =>
  text
    .replaceAll(/:\w+:`~?([^`]+)`/g, '$1')
    .replaceAll('`', '')
    .replace(/[,;]? ?\(?optional\)?\.?$/i, '')
    .replace(/, ?default(?:s to|:|=)? ?.+$/i, '')
    .replace(/[,;]? ?\(?optional\)?\.?$/i, '')
    .trim();

function spelledDoc(text: string): Spelled | undefined {
  const bare = bareType(text)
    .replaceAll(/\b([Ll]ist|[Ss]equence|[Ii]terable|[Ss]et|[Tt]uple) of (\w[\w.]*)/g, '$1[$2]')
    .replaceAll(/,? or /g, ' | ')
    .replaceAll(/^\{(.+)\}$/g, 'Literal[$1]');
  return spelled(bare);
}

function spelled(text: string): Spelled | undefined {
  try {
    const [statement, ...others] = parseProgram(`(${text})`).body;
    if (statement?.kind !== 'Expression' || others.length > 0) return undefined;
    return spelledNode(statement.value);
  } catch (error) {
    if (error instanceof PythonError) return undefined;
    throw error;
  }
}

function spelledNode(node: PythonAst.Expression): Spelled | undefined {
  switch (node.kind) {
    case 'Name':
      return [{ name: SAME[node.name] ?? node.name, holds: [] }];
    case 'Attribute':
      return [{ name: SAME[node.attr.name] ?? node.attr.name, holds: [] }];
    case 'Constant':
      return node.value === null ? [{ name: 'None', holds: [] }] : undefined;
    case 'Str':
      return spelled(node.value);
    case 'BinOp': {
      if (node.op !== '|') return undefined;
      const [left, right] = [spelledNode(node.left), spelledNode(node.right)];
      return left === undefined || right === undefined ? undefined : [...left, ...right];
    }
    case 'Tuple':
      return alternatives(node.items);
    case 'List': {
      const holds = listed(node.items);
      return holds === undefined ? undefined : [{ name: '[]', holds }];
    }
    case 'Subscript':
      return subscripted(node);
    default:
      return undefined;
  }
}

const listed = (items: readonly PythonAst.Expression[]): readonly Spelled[] | undefined => {
  const types = items.map((item) =>
    item.kind === 'Constant'
      ? (spelledNode(item) ?? [{ name: '...', holds: [] }])
      : spelledNode(item),
  );
  return types.every((type) => type !== undefined) ? types : undefined;
};

const alternatives = (items: readonly PythonAst.Expression[]): Spelled | undefined =>
  listed(items)?.flat();

function subscripted({ object, index }: PythonAst.Subscript): Spelled | undefined {
  const [base] = spelledNode(object) ?? [];
  if (base === undefined) return undefined;
  const items = index.kind === 'Tuple' ? index.items : [index];
  switch (base.name) {
    case 'Optional': {
      const inner = alternatives(items);
      return inner === undefined ? undefined : [...inner, { name: 'None', holds: [] }];
    }
    case 'Union':
      return alternatives(items);
    case 'Annotated':
    case 'ClassVar':
    case 'Final':
      return items[0] === undefined ? undefined : spelledNode(items[0]);
    case 'Literal':
      return items.map((item) => ({
        name:
          item.kind === 'Str' ? `'${item.value}'` : item.kind === 'Name' ? item.name : 'literal',
        holds: [],
      }));
    default: {
      const holds = listed(items);
      return holds === undefined ? undefined : [{ name: base.name, holds }];
    }
  }
}
