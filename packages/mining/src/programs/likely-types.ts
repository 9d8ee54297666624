/** Types by what a column's name looks like; the first that matches counts. */
const BY_NAME: readonly (readonly [RegExp, string])[] = [
  [
    /(?:^|_)(?:id|key|no|num|number|count|cnt|year|month|day|age|qty|quantity|rank|size|n|year_month)s?$/i,
    'int64',
  ],
  [/^(?:is|has|was|can)_|(?:^|_)(?:flag|active|enabled|deleted)$/i, 'boolean'],
  [/(?:^|_)(?:date|dt|on)s?$|date$/i, 'date'],
  [/(?:^|_)(?:time|timestamp|ts|at|datetime)s?$|time(?:stamp)?s?$/i, 'timestamp'],
  [
    /(?:^|_)(?:price|amount|amt|cost|total|rate|ratio|score|value|val|lat|lon|lng|latitude|longitude|salary|balance|revenue|sales|weight|height|length|width|depth|pct|percent|avg|mean|sum|float|double)s?$/i,
    'float64',
  ],
  [
    /(?:^|_)(?:name|text|title|status|type|category|city|state|country|email|code|description|comment|label|str|string|word|url|species|sex|region|group)s?$/i,
    'string',
  ],
];

/** All that are tried, the plainest first. */
const ALL = [
  'int64',
  'string',
  'float64',
  'timestamp',
  'date',
  'boolean',
  'array<int64>',
  'array<string>',
  'map<string, int64>',
  'json',
  'time',
] as const;

/** Types that a column of this name may have, the likeliest first. */
export function likelyTypes(column: string): readonly string[] {
  const [, likely] = BY_NAME.find(([pattern]) => pattern.test(column)) ?? [];
  const rest = ALL.filter((type) => type !== likely);
  return likely === undefined ? rest : [likely, ...rest];
}
