/** A type hint `Name[inner]` in its parts; undefined for another one. */
function inside(hint: string, name: string): string | undefined {
  return hint.startsWith(`${name}[`) && hint.endsWith(']')
    ? hint.slice(name.length + 1, -1)
    : undefined;
}

/** The parts of a list of hints, at the commas that stand in no bracket. */
function split(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let i = 0; i < text.length; i += 1) {
    const char = text[i] ?? '';
    if ('[({'.includes(char)) depth += 1;
    else if ('])}'.includes(char)) depth -= 1;
    else if (char === ',' && depth === 0) {
      parts.push(text.slice(start, i).trim());
      start = i + 1;
    }
  }
  return [...parts, text.slice(start).trim()];
}

const article = (name: string): string => (/^[aeiou]/i.test(name) ? `an ${name}` : `a ${name}`);

/** Types that are wanted as they are; every other one is coerced to. */
const PLAIN: ReadonlySet<string> = new Set([
  'str',
  'bool',
  'int',
  'float',
  'function',
  'Real',
  'JoinLink',
  'frozenset[str]',
  'Namespace',
  'DataShape',
]);

/** How Ibis shows the wanted mapping of columns, by what its values must be. */
const MAPPINGS: readonly (readonly [prefix: string, text: string])[] = [
  [
    'FrozenDict[str, Any]',
    "matching GenericMappingOf(key=InstanceOf(type=<class 'str'>), type=CoercedTo(func=<class 'ibis.common.collections.FrozenDict'>, type=<class 'ibis.common.collections.FrozenDict'>), value=Any())",
  ],
  [
    'FrozenOrderedDict[str, Annotated[Value[+T, Scalar]',
    "matching GenericMappingOf(key=InstanceOf(type=<class 'str'>), type=CoercedTo(func=<class 'ibis.common.collections.FrozenOrderedDict'>, type=<class 'ibis.common.collections.FrozenOrderedDict'>), value=AllOf(patterns=(GenericCoercedTo(checker=GenericInstanceOf(fields={'dtype': CoercedTo(func=<bound method DataType.__coerce__ of <class 'ibis.expr.datatypes.core.DataType'>>, type=<class 'ibis.expr.datatypes.core.DataType'>), 'shape': InstanceOf(type=<class 'ibis.expr.datashape.Scalar'>)}, origin=<class 'ibis.expr.operations.core.Value'>, type=ibis.expr.operations.core.Value[+T, ibis.expr.datashape.Scalar]), origin=<class 'ibis.expr.operations.core.Value'>, params={'T': +T, 'S': <class 'ibis.expr.datashape.Scalar'>}), Not(pattern=InstanceOf(type=<class 'ibis.expr.operations.core.Alias'>)))))",
  ],
];

/**
 * What an argument of the hinted type is said to be: `coercible to a DataType`, `a tuple of
 * coercibles to a Value`, `either None or an int`.
 *
 * Source: the patterns' descriptions of ibis/common/patterns.py.
 */
export function describeHint(hint: string, plural = false): string {
  const optional = inside(hint, 'Optional');
  if (optional !== undefined) return `either None or ${describeHint(optional)}`;
  const list = inside(hint, 'tuple');
  if (list !== undefined) return `a tuple of ${describeHint(list.replace(/, \.\.\.$/, ''), true)}`;
  const choices = inside(hint, 'Literal');
  if (choices !== undefined) return `in {${split(choices).toSorted().join(', ')}}`;
  const union = inside(hint, 'Union');
  if (union !== undefined) {
    const members = split(union);
    const others = members
      .filter((member) => member !== 'NoneType')
      .map((member) => describeHint(member));
    const text = joined(others);
    return others.length === members.length ? text : `either None or ${text}`;
  }
  if (hint === 'Any') return 'matching Any()';
  const mapping = MAPPINGS.find(([prefix]) => hint.startsWith(prefix));
  if (mapping !== undefined) return mapping[1];
  const annotated = inside(hint, 'Annotated');
  if (annotated !== undefined) {
    const [type = '', ...checks] = split(annotated);
    return [describeHint(type, plural), ...checks.map(describeCheck)].join(' then ');
  }
  if (PLAIN.has(hint)) return plural ? `${hint}s` : article(hint);
  return `${plural ? 'coercibles' : 'coercible'} to ${article(hint)}`;
}

function describeCheck(check: string): string {
  const unwanted = /^Not\(pattern=InstanceOf\(type=<class '(\w+)'>\)\)$/.exec(check)?.[1];
  if (unwanted !== undefined) return `anything except ${article(unwanted)}`;
  const least = /^Length\(at_least=(\d+)/.exec(check)?.[1];
  return least === undefined ? `matching ${check}` : `with length at least ${least}`;
}

function joined(parts: readonly string[]): string {
  const last = parts.at(-1) ?? '';
  return parts.length < 2 ? last : `${parts.slice(0, -1).join(', ')} or ${last}`;
}

/** Whether plain data (a flag, a word) is what the hint asks for; true where the hint cannot tell. */
export function fitsHint(data: unknown, hint: string): boolean {
  const optional = inside(hint, 'Optional');
  if (optional !== undefined) return data === null || fitsHint(data, optional);
  const choices = inside(hint, 'Literal');
  if (choices !== undefined)
    return typeof data === 'string' && split(choices).includes(`'${data}'`);
  if (hint === 'bool') return typeof data === 'boolean';
  if (hint === 'str') return typeof data === 'string';
  if (hint === 'int') return typeof data === 'bigint' || typeof data === 'number';
  return true;
}
