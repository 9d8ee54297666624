/*
 * Two ways of writing that mean the same, whatever they are part of. Each turns one into the other
 * on both sides before they are compared; one that changes nothing any more fails the suite.
 */

interface Equivalence {
  readonly why: string;
  /** Where it holds; everywhere when missing. */
  readonly dialects?: readonly string[];
  readonly from: RegExp;
  readonly to: string | ((...groups: string[]) => string);
}

/** An operand without brackets within brackets within brackets. */
const X = String.raw`(?:[^()\[\],]+|'[^']*'|[\w.]+\((?:[^()]|\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\))*\))`;
const FLIPPED: Readonly<Record<string, string>> = { lt: 'gt', lte: 'gte', gt: 'lt', gte: 'lte' };

export const EQUIVALENCES = {
  'constant start': {
    why: 'the start of a substring is computed at once where it is a literal',
    from: /CASE \[WHEN gte\(add\((\d+), 1\), 1\) THEN add\(\1, 1\)\] ELSE add\(add\(\1, 1\), length\(\w+\)\)/g,
    to: (_all, start = '') => String(Number(start) + 1),
  },
  'start from the end': {
    why: 'x + 1 >= 1 is x >= 0',
    from: /gte\(add\((\w+), 1\), 1\)/g,
    to: 'gte($1, 0)',
  },
  'constant sum': {
    why: 'a sum of literals is computed at once',
    from: /add\((-?\d+), (\d+)\)/g,
    to: (_all, a = '', b = '') => String(Number(a) + Number(b)),
  },
  'literal on the left': {
    why: 'a comparison with the literal on the left is the turned one',
    from: /\b(lt|lte|gt|gte)\((\d+), ([a-z]\w*)\)/g,
    to: (_all, operator = '', literal = '', column = '') =>
      `${FLIPPED[operator] ?? operator}(${column}, ${literal})`,
  },
  'round to no digits': {
    why: 'ROUND to no digits is ROUND',
    from: new RegExp(String.raw`ROUND\(\[(${X}), 0\]\)`, 'g'),
    to: 'ROUND([$1])',
  },
  'parameter of a lambda': {
    why: 'the name of a parameter says nothing',
    from: /__ibis_param_(\w+?)__/g,
    to: '$1',
  },
  'to the current row': {
    why: '0 FOLLOWING is the current row',
    from: /Following\(literal: \{literal_type: number, value: 0\}\)/g,
    to: 'CurrentRow',
  },
  'is true': {
    why: 'a boolean is true when it equals TRUE',
    from: /eq\((\w+), TRUE\)/g,
    to: '$1',
  },
  'null tests as functions': {
    why: 'isNull is IS NULL',
    dialects: ['clickhouse'],
    from: /IS(NOT)?NULL\(\[((?:[^[\]]|\[[^[\]]*\])*)\]\)/g,
    to: (_all, not: string | undefined, arg = '') =>
      not === undefined ? `is_null(${arg})` : `not(is_null(${arg}))`,
  },
  'null for null': {
    why: 'NULL where something is NULL, from either end',
    from: new RegExp(String.raw`CASE \[WHEN is_null\((${X})\) THEN NULL\] ELSE (.*)`, 'g'),
    to: 'CASE [WHEN not(is_null($1)) THEN $2]',
  },
  'booleans as numbers': {
    why: 'Ibis has a condition that is NULL come out as 0, which is false; here it stays NULL',
    dialects: ['mssql'],
    from: /CASE \[WHEN (.+) THEN 1\] \[WHEN not\(\1\) THEN 0\]/g,
    to: 'CASE [WHEN $1 THEN 1] ELSE 0',
  },
  'negated booleans as numbers': {
    why: 'the same for a condition that is a negation itself',
    dialects: ['mssql'],
    from: /CASE \[WHEN not\((.+)\) THEN 1\] \[WHEN \1 THEN 0\]/g,
    to: 'CASE [WHEN not($1) THEN 1] ELSE 0',
  },
  'bits as they are': {
    why: 'a BIT column holds 0 and 1 already',
    dialects: ['mssql'],
    from: /^output CASE \[WHEN not\(eq\(\w+, 0\)\) THEN 1\] ELSE 0$/,
    to: '',
  },
  'negation of a number': {
    why: 'Ibis makes a number of the condition and compares that with 0',
    dialects: ['mssql'],
    from: /eq\(CASE \[WHEN (.+) THEN 1\] ELSE 0, 0\)/g,
    to: 'not($1)',
  },
  'double negation': {
    why: 'it goes away',
    from: /not\(not\((\w+\((?:[^()]|\([^()]*\))*\))\)\)/g,
    to: '$1',
  },
  'casts of amounts': {
    why: 'DATEADD takes the number without a cast',
    dialects: ['mssql'],
    from: /DATEADD\(\[var\((\w+)\), (-?)cast\('?(\w+)'?, to: \{data_type: big_int\}\)/g,
    to: 'DATEADD([var($1), $2$3',
  },
  'casts of moments': {
    why: 'DATEDIFF takes dates and times as they are',
    dialects: ['mssql'],
    from: /DATEDIFF\(\[var\((\w+)\), cast\((.*?), to: \{data_type: custom, name: DATETIME2\}\), cast\((\w+), to: \{data_type: custom, name: DATETIME2\}\)\]\)/g,
    to: 'DATEDIFF([var($1), $2, $3])',
  },
  'elements by a made-up name': {
    why: 'Ibis makes up a name for the column of elements',
    dialects: ['trino'],
    from: /^output ibis_table_unnest_column$/,
    to: '',
  },
  'names of units': {
    why: 'units are read in any case',
    dialects: ['trino', 'snowflake', 'bigquery'],
    from: /\b(DATE_TRUNC|DATE_DIFF)\(\['(\w+)'/g,
    to: (_all, name = '', unit = '') => `${name}(['${unit.toLowerCase()}'`,
  },
  'formats in any case': {
    why: 'the parts of a format are read in any case',
    dialects: ['snowflake'],
    from: /\b(TO_CHAR|TO_DATE|TO_TIMESTAMP_TZ)\(\[(\w+), '([^']*)'\]\)/g,
    to: (_all, name = '', value = '', format = '') =>
      `${name}([${value}, '${format.toLowerCase()}'])`,
  },
  'parts by DATE_PART': {
    why: 'EXTRACT is DATE_PART',
    dialects: ['snowflake'],
    from: /DATE_PART\(\[var\((year|month|day|quarter|hour|minute|second)\), (\w+)\]\)/g,
    to: (_all, name = '', value = '') =>
      `extract(field: ${name.slice(0, 1).toUpperCase()}${name.slice(1)}, ${value})`,
  },
  'amounts as text': {
    why: 'Ibis writes the number in quotes',
    dialects: ['snowflake'],
    from: /DATEADD\(\[var\((\w+)\), (-?)'(\d+)'/g,
    to: 'DATEADD([var($1), $2$3',
  },
  'bars and CONCAT': {
    why: 'both put texts together and yield NULL where one of them is NULL',
    dialects: ['trino', 'snowflake', 'bigquery'],
    from: /\bconcat\(((?:[^()]|\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\))*)\)/g,
    to: 'CONCAT([$1])',
  },
  'CONCAT of CONCAT': {
    why: 'texts are put together in any grouping',
    dialects: ['trino', 'snowflake', 'bigquery'],
    from: /CONCAT\(\[CONCAT\(\[([^\][]*)\]\), /g,
    to: 'CONCAT([$1, ',
  },
  'to the end': {
    why: 'a substring as long as the text reaches to its end, as one without a length',
    from: /substring\(length: length\((\w+)\), start: (\d+), \1\)/g,
    to: 'substring(start: $2, $1)',
  },
  'variance of a sample': {
    why: 'VARIANCE and STDDEV are those of a sample',
    dialects: ['trino', 'snowflake', 'bigquery', 'spark', 'databricks'],
    from: /\b(variance|stddev)\(/g,
    to: (_all, name = '') => (name === 'variance' ? 'var_samp(' : 'stddev_samp('),
  },
  'names of fields': {
    why: 'the parts that EXTRACT takes are read in any case',
    dialects: ['bigquery'],
    from: /Custom: (\w+)/g,
    to: (_all, name = '') => `Custom: ${name.toUpperCase()}`,
  },
  'ROUND with decimals': {
    why: 'ROUND to no digits is ROUND',
    dialects: ['bigquery'],
    from: /round\(decimals: 0, /g,
    to: 'round(',
  },
  'shorter formats': {
    why: '%F is %Y-%m-%d and %T is %H:%M:%S',
    dialects: ['bigquery'],
    from: /%([FT])/g,
    to: (_all, letter = '') => (letter === 'F' ? '%Y-%m-%d' : '%H:%M:%S'),
  },
  'a random number': {
    why: 'RAND is RANDOM',
    dialects: ['trino'],
    from: /\bRANDOM\b/g,
    to: 'rand()',
  },
  'week and day of year': {
    why: 'the functions are those of EXTRACT',
    dialects: ['trino'],
    from: /extract\(field: (?:\{Custom: (\w+)\}|(Week)), (\w+)\)/g,
    to: (_all, custom: string | undefined, _week, value = '') =>
      custom === 'YEAR_OF_WEEK'
        ? `YEAR_OF_WEEK([${value}])`
        : `${custom === undefined ? 'week_of_year' : 'day_of_year'}(${value})`,
  },
  'logarithms by name': {
    why: 'LOG2 and LOG10 are LOG of these bases',
    dialects: ['trino', 'bigquery'],
    from: /LOG(2|10)\(\[(\w+)\]\)/g,
    to: 'log(base: $1, $2)',
  },
  'dates by function': {
    why: 'DATE and TIME of a timestamp are casts',
    dialects: ['trino', 'snowflake', 'bigquery'],
    from: /\b(?:TO_)?(DATE|TIME)\(\[(ts)\]\)/g,
    to: (_all, name = '', value = '') => `cast(${value}, to: {data_type: ${name.toLowerCase()}})`,
  },
  'field names in types': {
    why: 'quotes around the name of a field',
    dialects: ['spark', 'databricks'],
    from: /name: "(\w+)"/g,
    to: 'name: $1',
  },
} as const satisfies Readonly<Record<string, Equivalence>>;

/** The lines with every equivalence of the dialect applied; adds the names of those that changed one. */
export function rewritten(
  lines: readonly string[],
  dialect: string,
  used: Set<string>,
): readonly string[] {
  return lines
    .map((line) => settled(line, dialect, used))
    .filter((line) => line !== '')
    .toSorted();
}

/** One equivalence may make room for another; two rounds are enough for any. */
function settled(line: string, dialect: string, used: Set<string>): string {
  let text = line;
  for (let round = 0; round < 2; round += 1) {
    for (const [name, rule] of Object.entries(EQUIVALENCES) as [string, Equivalence][]) {
      if (rule.dialects !== undefined && !rule.dialects.includes(dialect)) continue;
      const next = text.replaceAll(asGlobal(rule.from), rule.to as string);
      if (next !== text) used.add(name);
      text = next;
    }
  }
  return text;
}

const asGlobal = (pattern: RegExp): RegExp =>
  pattern.global ? pattern : new RegExp(pattern.source, 'g');
