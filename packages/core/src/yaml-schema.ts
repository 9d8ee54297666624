import type { z } from 'zod';
import { joinErrors } from './error-report.js';
import type { IbertError } from './errors.js';
import { yamlError } from './yaml-parse.js';
import { type YamlFile, yamlAt, yamlSpan, yamlValue } from './yaml-tree.js';
import { jsonPath, schemaFaults, type ValuePath } from './zod-faults.js';

/** A fault of a YAML file: the error and the path it is about. */
export interface YamlFault {
  readonly path: ValuePath;
  readonly error: IbertError;
}

/** A checked value, or all that is wrong with it. */
export type YamlCheck<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly faults: readonly YamlFault[] };

/**
 * Checks a YAML file, or the part of it at `path`, against a schema. Each fault has the place of
 * the key or value it is about, and a message that starts with the key's path.
 */
export function checkYaml<T>(
  source: YamlFile,
  schema: z.ZodType<T>,
  path: ValuePath = [],
): YamlCheck<T> {
  const part = yamlAt(source.root, path);
  const value = part === undefined ? undefined : yamlValue(part);
  const parsed = schema.safeParse(value);
  if (parsed.success) return { ok: true, value: parsed.data };
  const faults = schemaFaults(schema, parsed.error.issues, value).map((fault): YamlFault => {
    const full = [...path, ...fault.path];
    const span = yamlSpan(source.root, full, fault.at);
    const message = `${jsonPath(full)}: ${fault.message}`;
    return { path: full, error: yamlError(source, span, message) };
  });
  return { ok: false, faults };
}

/**
 * {@link checkYaml} for callers that need the value.
 *
 * @throws IbertError `INVALID_YAML`, or `SEVERAL_ERRORS` holding those.
 */
export function readYaml<T>(source: YamlFile, schema: z.ZodType<T>): T {
  const check = checkYaml(source, schema);
  if (check.ok) return check.value;
  throw joinErrors(check.faults.map(({ error }) => error));
}
