import { z } from 'zod';
import { alternatives, clip, closest } from './text.js';

/** A path into a value: keys and list indices. */
export type ValuePath = readonly (string | number)[];

/** One thing that is wrong with a value, in the words of the house. */
export interface SchemaFault {
  readonly path: ValuePath;
  /** Whether the key at the path is wrong, rather than its value. */
  readonly at: 'key' | 'value';
  readonly message: string;
}

/** `variations[2].params.op`; the whole value is `(top level)`. */
export function jsonPath(path: ValuePath): string {
  if (path.length === 0) return '(top level)';
  return path
    .map((step, index) => {
      if (typeof step === 'number') return `[${step}]`;
      const plain = /^[A-Za-z_][\w-]*$/.test(step) ? step : JSON.stringify(step);
      return index === 0 ? plain : `.${plain}`;
    })
    .join('');
}

/** Says what zod's issues mean: what was expected, what was found. */
export function schemaFaults(
  schema: z.ZodType,
  issues: readonly z.core.$ZodIssue[],
  value: unknown,
): readonly SchemaFault[] {
  return issues.flatMap((issue) => faultsOf(schema, issue, value));
}

function faultsOf(
  schema: z.ZodType,
  issue: z.core.$ZodIssue,
  value: unknown,
): readonly SchemaFault[] {
  const path = issue.path.map((step) => (typeof step === 'number' ? step : String(step)));
  const found = describeFound(valueAt(value, path));
  const fault = (message: string): readonly SchemaFault[] => [{ path, at: 'value', message }];
  const expectation = (expected: string): readonly SchemaFault[] =>
    fault(`expected ${expected}, found ${found}`);

  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({
        path: [...path, key],
        at: 'key',
        message: unknownKey(key, keysAt(schema, path, value)),
      }));
    case 'invalid_type':
      // A key that must not be there: only its schema's own message can say why.
      if (issue.expected === 'undefined') return [{ path, at: 'key', message: issue.message }];
      return expectation(TYPE_NAMES[issue.expected] ?? issue.expected);
    case 'invalid_value':
      return expectation(alternatives(issue.values.map(String)));
    case 'invalid_union': {
      if (issue.discriminator !== undefined) {
        const options = 'options' in issue ? (issue.options as readonly unknown[]) : [];
        return expectation(alternatives(options.map(String)));
      }
      return expectation(alternatives([...new Set(unionKinds(issue))]));
    }
    case 'invalid_key':
      return [{ path, at: 'key', message: issue.issues[0]?.message ?? issue.message }];
    case 'too_small':
      if (issue.origin === 'array' || issue.origin === 'string') {
        return issue.minimum === 1
          ? fault('must not be empty')
          : expectation(`at least ${issue.minimum} items`);
      }
      return expectation(
        `a number ${issue.inclusive === false ? 'above' : 'of at least'} ${issue.minimum}`,
      );
    case 'too_big':
      return expectation(`at most ${issue.maximum}`);
    default:
      return fault(
        issue.code === 'custom' ? issue.message : `expected ${issue.message}, found ${found}`,
      );
  }
}

/** The kinds of value that a union accepts, also those of unions inside it. */
function unionKinds(issue: z.core.$ZodIssueInvalidUnion): readonly string[] {
  return issue.errors.flatMap((branch) =>
    branch.flatMap((inner): readonly string[] => {
      if (inner.path.length > 0) return [];
      if (inner.code === 'invalid_union') return unionKinds(inner);
      if (inner.code === 'invalid_value') return inner.values.map(String);
      return inner.code === 'invalid_type' ? [TYPE_NAMES[inner.expected] ?? inner.expected] : [];
    }),
  );
}

const TYPE_NAMES: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a mapping',
  record: 'a mapping',
  null: 'null',
};

/** What a value is, for a message: short, never its whole content. */
export function describeFound(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'no value (null)';
  if (typeof value === 'string') return `the text ${JSON.stringify(clip(value, 40))}`;
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list';
  if (typeof value === 'object') return 'a mapping';
  return String(value);
}

function unknownKey(key: string, known: readonly string[]): string {
  const near = closest(key, known);
  if (near !== undefined) return `unknown key ${JSON.stringify(key)}; did you mean ${near}?`;
  const list = known.length === 0 ? '' : `; expected ${alternatives(known)}`;
  return `unknown key ${JSON.stringify(key)}${list}`;
}

function valueAt(value: unknown, path: ValuePath): unknown {
  let at = value;
  for (const step of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, step)) return undefined;
    at = (at as Readonly<Record<string | number, unknown>>)[step];
  }
  return at;
}

/** The keys that the schema allows at a path. */
function keysAt(schema: z.ZodType, path: ValuePath, value: unknown): readonly string[] {
  const inner = unwrap(schema, value);
  const [step, ...rest] = path;
  if (step === undefined) return inner instanceof z.ZodObject ? Object.keys(inner.shape) : [];
  const next = childSchema(inner, step);
  return next === undefined ? [] : keysAt(next, rest, valueAt(value, [step]));
}

function childSchema(schema: z.ZodType, step: string | number): z.ZodType | undefined {
  if (schema instanceof z.ZodObject) return schema.shape[step] as z.ZodType | undefined;
  if (schema instanceof z.ZodArray) return schema.element as z.ZodType;
  if (schema instanceof z.ZodRecord) return schema.valueType as z.ZodType;
  return undefined;
}

function unwrap(schema: z.ZodType, value: unknown): z.ZodType {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault) {
    return unwrap(schema.unwrap() as z.ZodType, value);
  }
  if (schema instanceof z.ZodDiscriminatedUnion) {
    const { discriminator } = schema.def;
    const tag = valueAt(value, [discriminator]);
    const match = schema.options.find((option) => {
      const shape: Readonly<Record<string, unknown>> =
        option instanceof z.ZodObject ? option.shape : {};
      const literal = shape[discriminator];
      return literal instanceof z.ZodLiteral && literal.values.has(tag as string);
    });
    return match instanceof z.ZodType ? match : schema;
  }
  return schema;
}
