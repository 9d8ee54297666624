/** What parameters are called where nobody sees the signature. */
const NOUNS: Readonly<Record<string, string>> = {
  args: 'several values',
  column: 'a column',
  condition: 'a condition',
  delimiter: 'a delimiter',
  dtype: 'a data type',
  expr: 'an expression',
  format_str: 'a format string',
  func: 'a function',
  index: 'an index',
  key: 'a key',
  name: 'a new name',
  nchars: 'n',
  needles: 'some texts',
  other: 'a value',
  part: 'unit',
  pattern: 'a pattern',
  patterns: 'patterns',
  predicate: 'a predicate',
  predicates: 'predicates',
  prefixes: 'some prefixes',
  regex: 'a pattern',
  replacement: 'a replacement',
  sep: 'a separator',
  separator: 'a separator',
  str_list: 'a text',
  substr: 'a substring',
  suffixes: 'some suffixes',
  table: 'a table',
  target_type: 'a data type',
  values: 'a list of values',
};

/** Words that a noun with its article can follow. */
const BEFORE =
  /(?:^|[\s,(])(?:a|an|the|of|for|with|to|by|in|on|or|and|at|using|from|against|contains|contain|remove|removes|matches|match|satisfying|maximizes|minimizes|between|is|whether|if|than|satisfy|apply|exact|according|get|filter)$/i;

/** The text with what its parameters are; those of which nothing is known stay. */
export function withParameterNouns(text: string): string {
  return text.replaceAll(/`([A-Za-z_]\w*)`/g, (code: string, name: string, at: number) => {
    const noun = Object.hasOwn(NOUNS, name) ? NOUNS[name] : undefined;
    if (noun === undefined) return code;
    const before = text.slice(0, at).trimEnd();
    if (/(?:^|\s)(?:a|an|the)$/i.test(before)) return noun.replace(/^an? /, '');
    // Behind a noun it is part of that: "the regex `pattern`".
    return before === '' || BEFORE.test(before)
      ? noun
      : noun.replace(/^(?:an?|another|some|several) /, '');
  });
}
