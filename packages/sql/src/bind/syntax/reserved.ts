/** Words that end an expression or a table: none of them is taken for an alias without AS. */
const STOP = `from where group having order limit offset fetch union intersect except minus on using join inner
left right full outer cross natural window qualify when then else end and or not in is like between as select asof
positional semi anti pivot unpivot tablesample for with by asc desc nulls ilike similar collate escape isnull notnull
rows range over filter within returning into set values distinct all any_join global sample prewhere final lateral
connect start straight_join option settings format intersect window at`;
const STOP_WORDS: ReadonlySet<string> = new Set(STOP.split(/\s+/));

/** Words that cannot begin an expression as a name. */
const NO_NAME = `from where group having order limit union intersect except on using join inner full cross when then
else end and or in is like between as select by asc desc then with into`;
const NO_NAMES: ReadonlySet<string> = new Set(NO_NAME.split(/\s+/));

export const isStopWord = (word: string): boolean => STOP_WORDS.has(word);
export const isNoName = (word: string): boolean => NO_NAMES.has(word);
