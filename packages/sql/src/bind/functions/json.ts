import { JSON_TYPE, make } from '@ibert/ir';
import type { Value } from '@ibert/ir';

import { integer, text } from '../literals.js';
import { asText, cast, coalesce, nullIf, unlessNull, ZERO } from './build.js';
import { fn, refused } from './row.js';
import type { FunctionContext, Row } from './row.js';

const asJson = (arg: Value): Value => cast(arg, JSON_TYPE);

/** The steps of `$.a.b[0]`, `/a/b` or a plain key; undefined for wildcards and the like. */
function jsonSteps(path: string): readonly (string | bigint)[] | undefined {
  if (!/^[$/]/.test(path)) return [path];
  if (path.startsWith('/')) {
    const steps = path
      .slice(1)
      .split('/')
      .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));
    return steps.some((step) => /^\d+$/.test(step)) ? undefined : steps;
  }
  const steps: (string | bigint)[] = [];
  const step = /\.(?:"([^"\\]+)"|([A-Za-z_]\w*))|\[(\d+)\]/y;
  step.lastIndex = 1;
  while (step.lastIndex < path.length) {
    const found = step.exec(path);
    if (found === null) return undefined;
    const [, quoted, plain, index] = found;
    steps.push(index === undefined ? (quoted ?? plain ?? '') : BigInt(index));
  }
  return steps;
}

const item = (arg: Value, step: string | bigint): Value =>
  make('JSONGetItem', { arg, index: typeof step === 'bigint' ? integer(step) : text(step) });

function extract(arg: Value, path: string, cx: FunctionContext): Value {
  const steps = jsonSteps(path);
  if (steps === undefined) return cx.refuse(`the path '${path}'`);
  return steps.reduce<Value>(item, asJson(arg));
}

/** The text of a string without its quotes, of anything else as it is written; NULL for null. */
export const jsonText = (arg: Value): Value =>
  coalesce(make('UnwrapJSONString', { arg }), nullIf(asText(arg), text('null')));
const extractText = (arg: Value, path: string, cx: FunctionContext): Value =>
  jsonText(extract(arg, path, cx));

const JSON_OR_TEXT = ['json', 'string'] as const;
const both = (
  names: string,
  build: (arg: Value, path: string, cx: FunctionContext) => Value,
  only: string,
): readonly Row[] => JSON_OR_TEXT.map((of) => fn(names, [of, 'text!'], build, { only }));

const arrayLength = (arg: Value): Value =>
  unlessNull(
    arg,
    coalesce(make('ArrayLength', { arg: make('ToJSONArray', { arg: asJson(arg) }) }), ZERO),
  );

/** Parts of JSON. */
export const JSON_FUNCTIONS: readonly Row[] = [
  ...both('json_extract json_extract_path', extract, 'duckdb'),
  fn(
    'json_extract json_extract_path',
    ['json', 'int!'],
    (arg, at, cx) => (at < 0n ? cx.refuse('a negative place') : item(arg, at)),
    { only: 'duckdb' },
  ),
  ...both('json_extract_string json_extract_path_text', extractText, 'duckdb'),
  fn('json_array_length', ['json'], arrayLength, { only: 'duckdb' }),
  fn('json_array_length', ['string'], arrayLength, { only: 'duckdb' }),
  fn('parse_json', ['string'], asJson, { only: 'snowflake bigquery' }),
  refused(
    'json_extract_path json_extract_path_text jsonb_extract_path jsonb_extract_path_text',
    'use the operators -> and ->>',
    { only: 'postgres' },
  ),
  refused(
    'json_value json_query json_extract_scalar json_unquote json_extract get_json_object get_path',
    "which values it gives as text differs from DuckDB's",
    { only: 'mysql sqlite bigquery snowflake trino spark mssql oracle postgres' },
  ),
  refused(
    'json_value json_type json_keys json_valid json_exists json_contains json_structure json_transform json_transform_strict from_json from_json_strict json_array json_object json_quote json_merge_patch json_pretty json to_json array_to_json row_to_json json_serialize_sql json_serialize_plan json_deserialize_sql to_jsonb jsonb_build_object json_build_object jsonb_array_length object_construct typeof_json json_each json_tree',
    'Ibis has no such function of JSON',
  ),
];
