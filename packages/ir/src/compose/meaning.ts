import { isA } from '../dtypes/classes.js';
import type { TypeClass } from '../dtypes/classes.js';
import type { DataType } from '../dtypes/types.js';

/**
 * What the values of a column stand for, which says what may sensibly be done with them: amounts
 * are added up, scores are averaged, keys are counted and joined on, years are grouped by.
 */
export type Meaning =
  | 'key'
  | 'category'
  | 'text'
  | 'amount'
  | 'quantity'
  | 'score'
  | 'calendar'
  | 'flag'
  | 'moment'
  | 'clock'
  | 'list'
  | 'nested'
  | 'other';

interface Row {
  readonly meaning: Meaning;
  readonly types: readonly TypeClass[];
  /** The names that promise it; absent: every name. */
  readonly names?: RegExp;
}

/** The first row that fits a column's type and name tells its meaning. */
const ROWS: readonly Row[] = [
  {
    meaning: 'key',
    types: ['Integer', 'String', 'UUID', 'Decimal'],
    names: /(^|_)(id|key|code|sku|isbn|uuid|zip|phone|serial|postal_code|zipcode|ssn|number|no)$/i,
  },
  { meaning: 'flag', types: ['Boolean'] },
  { meaning: 'moment', types: ['Date', 'Timestamp'] },
  { meaning: 'clock', types: ['Time'] },
  {
    meaning: 'calendar',
    types: ['Integer'],
    names: /(^|_)(year|month|quarter|week|weekday|day|hour|minute|dow)s?$|^(year|month|day)_/i,
  },
  {
    meaning: 'score',
    types: ['Numeric'],
    names:
      /rating|score|star|level|priority|rank|grade|(^|_)age$|rate$|percent|pct|ratio|discount|tax|share|temperature|speed|weight|height|width|length|latitude|longitude|version|line/i,
  },
  {
    meaning: 'amount',
    types: ['Numeric'],
    names:
      /amount|price|cost|revenue|total|salary|wage|budget|balance|fee|value|sale|spend|spent|income|profit|bonus|payment|paid|acctbal|worth|charge|commission|limit/i,
  },
  { meaning: 'quantity', types: ['Integer', 'Decimal', 'Floating'] },
  {
    meaning: 'text',
    types: ['String'],
    names: /name|title|e?mail|url|body|comment|description|address|text|note|message|summary|path/i,
  },
  { meaning: 'category', types: ['String'] },
  { meaning: 'list', types: ['Array'] },
  { meaning: 'nested', types: ['Map', 'Struct', 'JSON'] },
  { meaning: 'other', types: ['Any'] },
];

/** What a column of this name and type most likely stands for. */
export function meaningOf(name: string, type: DataType): Meaning {
  const row = ROWS.find(
    ({ types, names }) => types.some((c) => isA(type, c)) && (names?.test(name) ?? true),
  );
  return row?.meaning ?? 'other';
}

/** Measures: numbers that may be calculated with. */
export const MEASURES: readonly Meaning[] = ['amount', 'quantity', 'score'];
/** Columns of few values, by which rows are grouped. */
export const GROUPS: readonly Meaning[] = ['category', 'flag', 'calendar'];
/** Columns whose values have an order that says something. */
export const ORDERED: readonly Meaning[] = [...MEASURES, 'moment', 'calendar'];
