import { InternalError } from '@ibert/core';
import { renderText } from './placeholder.js';
import type { Expanded, ParameterText, Template, Variation } from './template.js';

/** How many examples a template expands to. */
export function countVariations(template: Template): number {
  return template.variations.reduce((sum, { count }) => sum + count, 0);
}

/**
 * The examples of a template, one at a time: its variations in the order of the file, each one's
 * product with the last axis fastest. The order never depends on anything but the file.
 */
export function* expandTemplate(template: Template): Generator<Expanded, void, undefined> {
  for (const variation of template.variations) {
    for (let index = 0; index < variation.count; index++) {
      yield expandVariation(template, variation, index);
    }
  }
}

/** One example of a variation; the index runs from 0 to below the variation's count. */
export function expandVariation(template: Template, variation: Variation, index: number): Expanded {
  const values = valuesAt(variation, index);
  const value = (key: string): ParameterText => {
    const found = values.get(key);
    if (found === undefined) throw new InternalError(`${variation.name} has no value for {${key}}`);
    return found;
  };
  const { sql, ibis } = variation;
  return {
    template: template.name,
    variation: variation.count === 1 ? variation.name : `${variation.name}_${index}`,
    index,
    difficulty: variation.difficulty,
    features: variation.features,
    tables: variation.tables,
    ...(sql === undefined ? {} : { sql: renderText(sql, value) }),
    ...(ibis === undefined ? {} : { ibis: renderText(ibis, value) }),
    file: template.file,
    line: variation.line,
  };
}

/** The values of one point of the product: the index read as a number, one digit per axis. */
export function valuesAt(
  { params, axes }: Pick<Variation, 'params' | 'axes'>,
  index: number,
): ReadonlyMap<string, ParameterText> {
  const values = new Map(params);
  let rest = index;
  for (const { keys, rows } of axes.toReversed()) {
    const row = rows[rest % rows.length] ?? [];
    rest = Math.floor(rest / rows.length);
    for (const [column, key] of keys.entries()) values.set(key, row[column] ?? '');
  }
  return values;
}
