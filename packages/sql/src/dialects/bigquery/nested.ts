import { integerOf } from '../../expressions/common.js';
import { atom, call, PRECEDENCE, sql } from '../../expressions/sql.js';
import { run } from '../../format/doc.js';
import { arrayOf } from '../shared/nested.js';
import { refuse, rows } from '../spec.js';

const { bitwise, comparison, atom: tight } = PRECEDENCE;
const MAPS = refuse('it has no maps');

export const BIGQUERY_NESTED = rows({
  Array: arrayOf('['),
  ExtractHost: 'net.host',
  ArrayLength: 'ARRAY_LENGTH',
  ArrayIndex: ({ arg, index }, e) => {
    const known = integerOf(index);
    if (known === null || known < 0n)
      throw e.refusal('an index from the end', 'it counts from the start only');
    return atom(run(e.operand(arg, tight), `[SAFE_OFFSET(${known})]`));
  },
  ArrayContains: ({ arg, other }, e) =>
    sql(run(e.operand(other, bitwise), ' IN UNNEST(', e.doc(arg), ')'), comparison),
  ArrayConcat: ({ arg }, e) => e.call('ARRAY_CONCAT', ...arg),
  ArrayStringJoin: 'ARRAY_TO_STRING',
  Unnest: refuse('it spreads arrays in FROM only; use Table.unnest'),
  Map: MAPS,
  MapGet: MAPS,
  StructColumn: ({ names, values }, e) =>
    call('STRUCT', ...values.map((v, i) => run(e.doc(v), ` AS ${e.identifier(names[i] ?? '')}`))),
  StructField: ({ arg, field }, e) => atom(run(e.operand(arg, tight), `.${e.identifier(field)}`)),
  JSONGetItem: ({ arg, index }, e) => atom(run(e.operand(arg, tight), '[', e.doc(index), ']')),
});
