import type { IbertError } from '@ibert/core';
import {
  jsonPath,
  spanInScalar,
  type ValuePath,
  yamlAt,
  yamlError,
  type YamlFile,
  type YamlScalar,
} from '@ibert/core/yaml';
import { type CompiledText, compileText } from './placeholder.js';

/** The SQL or the Ibis text of a template or a variation, with its place. */
export interface TemplateText {
  readonly compiled: CompiledText;
  readonly path: ValuePath;
  readonly scalar: YamlScalar;
}

/** Reads the text at a path, if there is one; its faults go to `errors`. */
export function readTemplateText(
  source: YamlFile,
  path: ValuePath,
  errors: IbertError[],
): TemplateText | undefined {
  const scalar = yamlAt(source.root, path);
  if (scalar?.kind !== 'Scalar') return undefined;
  if (scalar.source.trim() === '') {
    errors.push(yamlError(source, scalar.span, `${jsonPath(path)}: must not be empty`));
  }
  const { compiled, faults } = compileText(scalar.source);
  for (const { start, end, message, hint } of faults) {
    const span = spanInScalar(source, scalar, start, end);
    errors.push(yamlError(source, span, `${jsonPath(path)}: ${message}`, hint));
  }
  return { compiled, path, scalar };
}
