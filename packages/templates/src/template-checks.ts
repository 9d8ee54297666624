import { closest, type IbertError } from '@ibert/core';
import { jsonPath, spanInScalar, yamlError, type YamlFile, yamlSpan } from '@ibert/core/yaml';
import type { Parameters } from './parameters.js';
import { VARIATION_KEYS } from './template-schema.js';
import type { TemplateText } from './template-text.js';
import type { Variation } from './template.js';

/** Placeholders of a variation's texts that no parameter gives a value. */
export function textErrors(
  source: YamlFile,
  variation: string,
  texts: readonly TemplateText[],
  { keys }: Parameters,
): readonly IbertError[] {
  return texts.flatMap(({ compiled, path, scalar }) => {
    const missing = new Map<string, IbertError>();
    for (const piece of compiled.pieces) {
      if (piece.kind === 'Literal' || keys.has(piece.key) || missing.has(piece.key)) continue;
      const { key, start, end } = piece;
      const message = `${jsonPath(path)}: {${key}} has no value in the variation ${variation}`;
      const near = closest(key, keys.keys());
      const hint =
        near === undefined
          ? `Give ${key} a value, or write {{${key}}} for literal braces.`
          : `Did you mean {${near}}?`;
      missing.set(key, yamlError(source, spanInScalar(source, scalar, start, end), message, hint));
    }
    return [...missing.values()];
  });
}

/** Parameters that none of a variation's texts uses. */
export function unusedErrors(
  source: YamlFile,
  texts: readonly TemplateText[],
  { keys }: Parameters,
): readonly IbertError[] {
  const used = new Set(
    texts.flatMap(({ compiled }) =>
      compiled.pieces.flatMap((piece) => (piece.kind === 'Placeholder' ? [piece.key] : [])),
    ),
  );
  return [...keys].flatMap(([key, { path, entry }]) => {
    if (used.has(key)) return [];
    const flat = path.length === 3;
    const near = closest(key, flat ? [...used, ...VARIATION_KEYS] : used);
    const hint =
      near === undefined
        ? `Use {${key}} in a template text, or remove it.`
        : `Did you mean ${near}?`;
    const message = `${jsonPath(path)}: no template text of the variation uses {${key}}`;
    return [yamlError(source, entry.keySpan, message, hint)];
  });
}

type Named = Pick<Variation, 'name' | 'line' | 'count'>;

/** Variations with one name, before or after the index was added. */
export function nameErrors(source: YamlFile, variations: readonly Named[]): readonly IbertError[] {
  const first = new Map<string, Named>();
  return variations.flatMap((variation, index) => {
    const { name } = variation;
    const twin = first.get(name) ?? expandingTo(name, variations);
    first.set(name, first.get(name) ?? variation);
    if (twin === undefined) return [];
    const path = ['variations', index, 'name'];
    const what =
      twin.name === name
        ? `${name} is the name of the variation in line ${twin.line} already`
        : `${name} is also one of the names that ${twin.name} in line ${twin.line} expands to`;
    const message = `${jsonPath(path)}: ${what}`;
    const hint = 'Give each variation a name of its own.';
    return [yamlError(source, yamlSpan(source.root, path, 'value'), message, hint)];
  });
}

/** The variation of several examples one of which gets this name. */
function expandingTo(name: string, variations: readonly Named[]): Named | undefined {
  const cut = /^(.+)_(0|[1-9]\d*)$/.exec(name);
  if (cut === null) return undefined;
  const [, stem, index] = cut;
  return variations.find(
    (other) => other.name === stem && other.count > 1 && Number(index) < other.count,
  );
}
