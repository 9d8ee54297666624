import type { IbertError } from '@ibert/core';
import {
  jsonPath,
  type ValuePath,
  yamlAt,
  type YamlEntry,
  yamlEntry,
  yamlError,
  type YamlFile,
  type YamlNode,
} from '@ibert/core/yaml';
import { groupThousands } from '@ibert/core';
import type { Axis, ParameterText } from './template.js';
import { DEFAULT_LIMIT, type TemplateOptions } from './template-options.js';
import { VARIATION_KEYS } from './template-schema.js';

/** All parameters of one variation, where each key is given, and what is wrong with them. */
export interface Parameters {
  readonly params: ReadonlyMap<string, ParameterText>;
  readonly axes: readonly Axis[];
  readonly count: number;
  /** Every key with its path and its entry in the file, in order. */
  readonly keys: ReadonlyMap<string, KeyPlace>;
  readonly errors: readonly IbertError[];
}

export interface KeyPlace {
  readonly path: ValuePath;
  readonly entry: YamlEntry;
}

/**
 * Whether the keys of a variation that are not the contract's are its parameters: it has none of
 * the three keys that hold parameters, and the others look like values.
 */
export function isFlat(variation: YamlNode): boolean {
  if (variation.kind !== 'Map') return false;
  const held = ['params', 'parameter_space', 'linked'];
  if (held.some((key) => yamlEntry(variation, key) !== undefined)) return false;
  return variation.entries.every(({ key, value }) => VARIATION_KEYS.has(key) || isPlain(value));
}

function isPlain(node: YamlNode): boolean {
  if (node.kind === 'List') return node.items.every((item) => item.kind === 'Scalar');
  return node.kind === 'Scalar';
}

/** Reads the parameters of a variation whose shape was checked. */
export function readParameters(
  source: YamlFile,
  path: ValuePath,
  { limit = DEFAULT_LIMIT }: TemplateOptions,
): Parameters {
  const variation = yamlAt(source.root, path);
  const keys = new Map<string, KeyPlace>();
  const errors: IbertError[] = [];
  const fault = (node: YamlNode['span'], at: ValuePath, message: string, hint?: string): void => {
    errors.push(yamlError(source, node, `${jsonPath(at)}: ${message}`, hint));
  };
  const claim = (entry: YamlEntry, at: ValuePath): void => {
    const earlier = keys.get(entry.key);
    if (earlier === undefined) {
      keys.set(entry.key, { path: at, entry });
      return;
    }
    const place = `${jsonPath(earlier.path)}, line ${earlier.entry.keySpan.line}`;
    fault(entry.keySpan, at, `${entry.key} has a value already (${place})`, 'Give each key once.');
  };
  const textOf = (node: YamlNode, at: ValuePath): ParameterText => {
    if (node.kind === 'List') {
      return node.items.map((item, index) => textOf(item, [...at, index])).join(', ');
    }
    if (node.kind === 'Map') return '';
    if (node.value === null && node.source === '') {
      fault(node.span, at, 'has no value', 'For an empty text write "".');
    }
    return node.source;
  };
  const column = (entry: YamlEntry, at: ValuePath): readonly ParameterText[] => {
    if (entry.value.kind !== 'List') return [];
    return entry.value.items.map((item, index) => textOf(item, [...at, index]));
  };

  const params = new Map<string, ParameterText>();
  for (const { entry, at } of singleValues(variation, path)) {
    claim(entry, at);
    params.set(entry.key, textOf(entry.value, at));
  }
  const axes: Axis[] = [];
  for (const entry of entriesOf(yamlEntry(variation, 'parameter_space')?.value)) {
    const at = [...path, 'parameter_space', entry.key];
    claim(entry, at);
    const rows = column(entry, at).map((value) => [value]);
    reportRepeats(rows, (row) => fault(itemSpan(entry.value, row), [...at, row], REPEAT));
    axes.push({ keys: [entry.key], rows });
  }
  const linked = yamlEntry(variation, 'linked')?.value;
  for (const [index, group] of (linked?.kind === 'List' ? linked.items : []).entries()) {
    const at = [...path, 'linked', index];
    const columns = entriesOf(group).map((entry) => {
      claim(entry, [...at, entry.key]);
      return { key: entry.key, entry, values: column(entry, [...at, entry.key]) };
    });
    const [first] = columns;
    if (first === undefined) continue;
    for (const { key, entry, values } of columns) {
      if (values.length === first.values.length) continue;
      const lengths = `${key} has ${values.length} values, ${first.key} has ${first.values.length}`;
      fault(entry.keySpan, [...at, key], lengths, 'The lists of a linked group are equally long.');
    }
    const rows = first.values.map((_, row) => columns.map(({ values }) => values[row] ?? ''));
    reportRepeats(rows, (row) => fault(itemSpan(first.entry.value, row), at, REPEAT));
    axes.push({ keys: columns.map(({ key }) => key), rows });
  }

  const count = axes.reduce((product, { rows }) => product * rows.length, 1);
  if (count > limit && variation !== undefined) {
    const factors = axes.map(({ rows }) => groupThousands(rows.length)).join(' × ');
    fault(
      variation.span,
      path,
      `${factors} = ${groupThousands(count)} examples, more than ${groupThousands(limit)}`,
      'Shorten the lists, or split the variation.',
    );
  }
  return { params, axes, count, keys, errors };
}

const REPEAT = 'repeats an earlier value, which would give the same examples twice';

/** The entries that have one value: those of `params`, or the flat keys. */
function singleValues(
  variation: YamlNode | undefined,
  path: ValuePath,
): readonly { readonly entry: YamlEntry; readonly at: ValuePath }[] {
  if (variation !== undefined && isFlat(variation)) {
    return entriesOf(variation)
      .filter(({ key }) => !VARIATION_KEYS.has(key))
      .map((entry) => ({ entry, at: [...path, entry.key] }));
  }
  return entriesOf(yamlEntry(variation, 'params')?.value).map((entry) => ({
    entry,
    at: [...path, 'params', entry.key],
  }));
}

function entriesOf(node: YamlNode | undefined): readonly YamlEntry[] {
  return node?.kind === 'Map' ? node.entries : [];
}

function itemSpan(list: YamlNode, index: number): YamlNode['span'] {
  return (list.kind === 'List' ? list.items[index] : undefined)?.span ?? list.span;
}

function reportRepeats(rows: readonly (readonly string[])[], report: (row: number) => void): void {
  const seen = new Set<string>();
  for (const [index, row] of rows.entries()) {
    const key = JSON.stringify(row);
    if (seen.has(key)) report(index);
    seen.add(key);
  }
}
