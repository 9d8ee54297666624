import { conjuncts, isOp, isTemporal } from '@ibert/ir';
import type { Value } from '@ibert/ir';

import { any, listed } from './phrase.js';
import type { Phrase } from './phrase.js';
import { unspeakable } from './speech.js';

/** Comparisons in words, of numbers and texts, and of moments where these differ. */
const COMPARISONS: Readonly<Record<string, readonly [plain: Phrase, moment: Phrase]>> = {
  Equals: [any(' is ', ' equals '), any(' is ', ' equals ')],
  NotEquals: [any(' is not ', ' differs from '), any(' is not ', ' differs from ')],
  Greater: [
    any(' is more than ', ' exceeds ', ' is greater than '),
    any(' is after ', ' is later than '),
  ],
  GreaterEqual: [
    any(' is at least ', ' is no less than '),
    any(' is not before ', ' is no earlier than '),
  ],
  Less: [any(' is less than ', ' is below '), any(' is before ', ' is earlier than ')],
  LessEqual: [
    any(' is at most ', ' is no more than '),
    any(' is not after ', ' is no later than '),
  ],
};

/** Comparisons for which "is" would not do when the other side is no literal. */
const BETWEEN_COLUMNS: Readonly<Record<string, string>> = {
  Equals: ' equals ',
  NotEquals: ' differs from ',
};

/** Comparisons when they are denied, by the comparison that then holds (or NULL, as before). */
const DENIED: Readonly<Record<string, string>> = {
  Equals: 'NotEquals',
  NotEquals: 'Equals',
  Greater: 'LessEqual',
  GreaterEqual: 'Less',
  Less: 'GreaterEqual',
  LessEqual: 'Greater',
};

/** Tests of a text against another: said of it, and denied. */
const MATCHES: Readonly<
  Record<string, readonly [key: string, said: string, denied: string, after: string]>
> = {
  StartsWith: ['start', ' starts with ', ' does not start with ', ''],
  EndsWith: ['end', ' ends with ', ' does not end with ', ''],
  StringContains: ['needle', ' contains ', ' does not contain ', ''],
  StringSQLLike: ['pattern', ' matches the LIKE pattern ', ' does not match the LIKE pattern ', ''],
  StringSQLILike: [
    'pattern',
    ' matches the LIKE pattern ',
    ' does not match the LIKE pattern ',
    ' in any letter case',
  ],
  RegexSearch: [
    'pattern',
    ' matches the regular expression ',
    ' does not match the regular expression ',
    '',
  ],
  ArrayContains: ['other', ' contains ', ' does not contain ', ''],
};

/** Words for what stands in a condition; throws where nothing may follow them. */
export interface ConditionParts {
  readonly noun: (value: Value) => Phrase;
}

/** Several conditions that must all hold. */
export function conjunction(values: readonly Value[], parts: ConditionParts): Phrase {
  const all = values.flatMap(conjuncts);
  return listed(all.map((value) => conjunct(value, parts, all.length > 1)));
}

function conjunct(value: Value, parts: ConditionParts, beside: boolean): Phrase {
  if (!isOp(value, 'Or')) return condition(value, parts);
  const choices = disjuncts(value).map((choice) => condition(choice, parts));
  return beside ? ['either ', listed(choices, 'or')] : [any('', 'either '), listed(choices, 'or')];
}

function disjuncts(value: Value): readonly Value[] {
  if (!isOp(value, 'Or')) return [value];
  return [...disjuncts(value.args.left), ...disjuncts(value.args.right)];
}

/** One condition as a clause: "`amount` is at least 10". */
function condition(value: Value, parts: ConditionParts, denied = false): Phrase {
  const { noun } = parts;
  const args = value.args as Readonly<Record<string, Value>>;
  const comparison = COMPARISONS[denied ? (DENIED[value.kind] ?? '') : value.kind];
  if (comparison !== undefined && (!denied || DENIED[value.kind] !== undefined)) {
    const { left, right } = args as { readonly left: Value; readonly right: Value };
    if (isOp(left, 'Literal')) return unspeakable('a literal on the left');
    const operator = denied ? (DENIED[value.kind] ?? '') : value.kind;
    const columns = isOp(right, 'Literal') ? undefined : BETWEEN_COLUMNS[operator];
    return [noun(left), columns ?? comparison[isTemporal(left.dtype) ? 1 : 0], noun(right)];
  }
  const match = MATCHES[value.kind];
  if (match !== undefined) {
    const [key, said, not, after] = match;
    const subject = (args['arg'] ?? args['haystack']) as Value;
    if (args['escape'] !== null && args['escape'] !== undefined) return unspeakable('ESCAPE');
    return [noun(subject), denied ? not : said, noun(args[key] as Value), after];
  }
  if (isOp(value, 'Not')) {
    return denied ? unspeakable('a double negation') : condition(value.args.arg, parts, true);
  }
  if (isOp(value, 'IsNull')) return [noun(value.args.arg), denied ? ' is not NULL' : ' is NULL'];
  if (isOp(value, 'NotNull')) {
    return [noun(value.args.arg), denied ? ' is NULL' : ' is not NULL'];
  }
  if (isOp(value, 'Between')) {
    const { arg, lower_bound: lower, upper_bound: upper } = value.args;
    const words = denied ? ' is not between ' : ' is between ';
    return [
      noun(arg),
      words,
      noun(lower),
      ' and ',
      noun(upper),
      any(' (inclusive)', ', both included'),
    ];
  }
  if (isOp(value, 'InValues')) {
    const options = value.args.options.map(noun);
    if (options.length === 0) return unspeakable('an empty list');
    const words = denied ? ' is none of ' : any(' is one of ', ' is ');
    return [noun(value.args.value), words, listed(options, 'or')];
  }
  if ((isOp(value, 'Any') || isOp(value, 'All')) && value.args.where === null && !denied) {
    const all = isOp(value, 'All')
      ? any(' in every row', ' in all rows')
      : any(' in any row', ' in at least one row');
    return [condition(value.args.arg, parts), all];
  }
  if (isOp(value, 'Field') || isOp(value, 'StructField')) {
    return [noun(value), denied ? ' is false' : ' is true'];
  }
  return unspeakable(`the condition ${value.kind}`);
}
