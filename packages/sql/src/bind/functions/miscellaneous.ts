import { make, STRING } from '@ibert/ir';
import type { Value } from '@ibert/ir';

import { cast } from './build.js';
import { fn, refused } from './row.js';
import type { Row } from './row.js';

const digest =
  (how: string) =>
  (arg: Value): Value =>
    make('HexDigest', { arg, how });
const uuid = (): Value => make('RandomUUID', {});

/** Digests, identifiers, and what a translation cannot have. */
export const MISCELLANEOUS: readonly Row[] = [
  fn('md5', ['string'], digest('md5'), { only: 'duckdb postgres mysql snowflake spark' }),
  fn('sha256', ['string'], digest('sha256'), { only: 'duckdb' }),
  fn('uuid gen_random_uuid uuidv4', [], uuid, { only: 'duckdb postgres' }),
  fn('generate_uuid uuid uuid_string newid generateuuidv4', [], () => cast(uuid(), STRING), {
    only: 'bigquery mysql snowflake spark',
  }),
  fn('uuid', [], uuid, { only: 'trino' }),
  fn('newid', [], uuid, { only: 'mssql' }),
  fn('generateuuidv4', [], uuid, { only: 'clickhouse' }),
  refused(
    'hash farm_fingerprint xxhash64 xxhash murmurhash3 murmur_hash3 crc32 checksum cityhash64 siphash64 md5_number md5_number_lower md5_number_upper sha1 sha2 sha512',
    'the hash of each engine is its own',
  ),
  refused(
    'uuidv7 uuid_extract_timestamp uuid_extract_version',
    'Ibis makes random identifiers only',
  ),
  refused(
    'typeof pg_typeof system_typeof alias version current_setting current_user session_user user current_role current_database current_catalog current_schema current_schemas current_query database schema getvariable nextval currval last_insert_id',
    'it tells about the session or the engine, not about the rows',
  ),
  refused(
    'bitstring can_cast_implicitly cast_to_type constant_or_null create_sort_key enum_code enum_first enum_last enum_range enum_range_boundary equi_width_bins get_type make_type replace_type stats switch variant_extract variant_typeof vector_type',
    'Ibis has no such function',
    { only: 'duckdb' },
  ),
  refused(
    'st_point st_distance st_contains st_intersects st_within st_area st_length st_astext st_asbinary st_buffer st_centroid',
    'spatial functions are not part of this translator',
  ),
];
