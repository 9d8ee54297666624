import { INTERVAL_UNITS, isOp, printType } from '@ibert/ir';
import type { IntervalUnit, Value } from '@ibert/ir';

import { conjunction } from './conditions.js';
import { formula } from './formula.js';
import type { Span } from './formula.js';
import { FUNCTION_NOUNS } from './function-nouns.js';
import { literalText } from './literal-text.js';
import { any, listed } from './phrase.js';
import type { Phrase } from './phrase.js';
import { isReduction, reductionNoun, sortKeyWords } from './reduction-nouns.js';
import * as speech from './speech.js';
import { clause, enclosed, group, modified, operation, trail, unspeakable } from './speech.js';
import type { Words } from './speech.js';
import { trace } from './trace.js';
import { windowNoun } from './window-nouns.js';

/** How a program's values are put into words. */
export interface Speaker {
  /** Words that stand within others. */
  readonly noun: (value: Value) => Phrase;
  /** Words on one side of a comparison, or in a list. */
  readonly side: (value: Value) => Phrase;
  /** Words, and how they may stand among others. */
  readonly words: (value: Value) => Words;
  /** One condition, or several that must all hold. */
  readonly condition: (...values: readonly Value[]) => Phrase;
  readonly sortKeys: (keys: readonly Value[]) => Phrase;
}

/**
 * @param span the name of a column of a table, without backticks.
 * @param parameter the name of the function's parameter that a literal stands for.
 */
export function speaker(span: Span, parameter: Span): Speaker {
  const noun = (value: Value): Phrase => enclosed(words(value));
  const side = (value: Value): Phrase => {
    const said = words(value);
    return said.is === 'clause' ? unspeakable('a clause within a clause') : said.text;
  };
  const condition = (...values: readonly Value[]): Phrase =>
    conjunction(values.map(traced), { noun: side });
  const sortKeys = (keys: readonly Value[]): Phrase => sortKeyWords(keys, noun);
  const parts: Speaker = { noun, side, words, condition, sortKeys };

  function words(given: Value): Words {
    const value = trace(given);
    const named = span(value) ?? parameter(value);
    if (named !== undefined) return speech.name(`\`${named}\``);
    if (isOp(value, 'Literal')) return speech.name(literalText(value));
    const sum = formula(value, span, parameter);
    if (sum !== undefined) return speech.name(`\`${sum}\``);
    const around = FUNCTION_NOUNS[value.kind];
    if (around !== undefined) {
      const [before, after = ''] = around;
      const arg = words(value.args['arg'] as Value);
      return before === '' ? modified(arg, after) : speech.noun([before, enclosed(arg), after]);
    }
    if (isOp(value, 'WindowFunction')) return trail(windowNoun(value, parts));
    if (isReduction(value)) return reduction(value);
    if (CONDITIONS.has(value.kind)) return clause(['whether ', condition(value)]);
    const special = SPECIAL[value.kind];
    return special === undefined ? unspeakable(value.kind) : special(value, parts);
  }

  function reduction(value: Value): Words {
    const where = value.args['where'];
    if (isOp(value, 'CountStar') && where !== null) {
      return clause(['the number of rows where ', condition(where as Value)]);
    }
    const text = reductionNoun(value, { ...parts, noun: insideReduction });
    if (where === null || where === undefined) return speech.noun(text);
    return clause([
      text,
      any(' over the rows where ', ' for the rows where '),
      condition(where as Value),
    ]);
  }

  /** An alternative within an aggregate is put in parentheses. */
  function insideReduction(given: Value): Phrase {
    const value = trace(given);
    if (!isOp(value, 'IfElse')) return noun(value);
    const { bool_expr: test, true_expr: then, false_null_expr: otherwise } = value.args;
    return ['(', noun(then), ' where ', condition(test), ', ', noun(otherwise), ' elsewhere)'];
  }

  return parts;
}

/** Conditions with the columns that they test followed to where they come from. */
function traced(value: Value): Value {
  const at = isOp(value, 'Field') ? trace(value) : value;
  return at.dtype.kind === 'boolean' ? at : value;
}

type Special = (value: Value, parts: Speaker) => Words;

const argOf = (value: Value): Value => value.args['arg'] as Value;

const binary =
  (word: string): Special =>
  ({ args }, { words }) =>
    operation(words(args['left'] as Value), word, words(args['right'] as Value));

const truncated: Special = (value, { words }) =>
  modified(words(argOf(value)), [
    any(' truncated to the ', ' cut down to the '),
    INTERVAL_UNITS[value.args['unit'] as IntervalUnit],
  ]);

const difference: Special = ({ args }, { noun }) => {
  const unit = args['part'] as Value;
  if (!isOp(unit, 'Literal') || typeof unit.args.value !== 'string') return unspeakable('a unit');
  const [from, to] = [noun(args['right'] as Value), noun(args['left'] as Value)];
  const days = unit.args.value === 'day';
  const counted = days
    ? 'the number of days from '
    : `the number of ${unit.args.value} boundaries from `;
  return speech.noun([counted, from, ' to ', to]);
};

const wholeNumber = (value: Value): number => {
  if (!isOp(value, 'Literal') || typeof value.args.value !== 'bigint')
    return unspeakable('a length');
  return Number(value.args.value);
};

/** Conditions, which as values are "whether `quantity` is at least 10". */
const CONDITIONS: ReadonlySet<string> = new Set([
  'Equals',
  'NotEquals',
  'Greater',
  'GreaterEqual',
  'Less',
  'LessEqual',
  'Between',
  'InValues',
  'IsNull',
  'NotNull',
  'And',
  'Or',
  'Not',
  'StartsWith',
  'EndsWith',
  'StringContains',
  'StringSQLLike',
  'StringSQLILike',
  'RegexSearch',
  'ArrayContains',
]);

/** Operations whose words follow no common pattern. */
const SPECIAL: Readonly<Record<string, Special>> = {
  Subtract: binary('minus'),
  Multiply: binary('times'),
  Power: binary('to the power of'),
  DateAdd: binary('plus'),
  TimestampAdd: binary('plus'),
  DateSub: binary('minus'),
  TimestampSub: binary('minus'),
  Divide: (value, { words, noun }) => {
    const { left, right } = value.args as { readonly left: Value; readonly right: Value };
    const below = trace(right);
    if (!isOp(below, 'NullIf')) return operation(words(left), 'divided by', words(right));
    const { arg, null_if_expr: none } = below.args;
    return clause([noun(left), ' divided by ', noun(arg), ', NULL where that is ', noun(none)]);
  },
  Add: (value, speaker) => {
    const { left, right } = value.args as { readonly left: Value; readonly right: Value };
    const ranked = trace(left);
    const one = isOp(right, 'Literal') && right.args.value === 1n;
    if (one && isOp(ranked, 'WindowFunction')) return trail(windowNoun(ranked, speaker, 1));
    return operation(speaker.words(left), 'plus', speaker.words(right));
  },
  Coalesce: (value, { words, noun }) => {
    const [first, second, ...more] = (value.args['arg'] as readonly Value[]).map(trace);
    if (first === undefined || second === undefined || more.length > 0) {
      return unspeakable('a long COALESCE');
    }
    if (isOp(first, 'Field')) {
      return modified(words(first), [
        any(' with NULL replaced by ', ' with NULL taken as '),
        noun(second),
      ]);
    }
    return clause([
      noun(first),
      ', or ',
      noun(second),
      any(' where that is NULL', ' if that is NULL'),
    ]);
  },
  NullIf: (value, { noun }) => {
    const none = noun(value.args['null_if_expr'] as Value);
    return clause([noun(argOf(value)), ', or NULL where that is ', none]);
  },
  IfElse: (value, { noun, condition }) => {
    const {
      bool_expr: test,
      true_expr: then,
      false_null_expr: otherwise,
    } = value.args as Record<'bool_expr' | 'true_expr' | 'false_null_expr', Value>;
    const rest = [any(', otherwise ', ', else '), noun(otherwise)];
    return clause([noun(then), ' where ', condition(test), ...rest]);
  },
  SearchedCase: (value, { noun, condition }) => {
    const {
      cases,
      results,
      default: otherwise,
    } = value.args as {
      readonly cases: readonly Value[];
      readonly results: readonly Value[];
      readonly default: Value;
    };
    const branches = cases.map((test, i): Phrase => {
      const then = noun(results[i] as Value);
      return [i === 0 ? '' : ', else ', then, ' where ', condition(test)];
    });
    return clause([...branches, any(', otherwise ', ', and otherwise '), noun(otherwise)]);
  },
  Cast: (value, { words }) =>
    modified(words(argOf(value)), [any(' cast to ', ' converted to '), printType(value.dtype)]),
  Round: (value, { words }) => {
    const digits = wholeNumber(value.args['digits'] as Value);
    if (digits < 0) return unspeakable('rounding before the point');
    const places = digits === 1 ? '1 decimal' : `${digits} decimals`;
    return modified(words(argOf(value)), ` rounded to ${digits === 0 ? 'a whole number' : places}`);
  },
  StringConcat: (value, { noun }) => {
    const flat = (at: Value): readonly Value[] =>
      at.kind === 'StringConcat'
        ? (at.args['arg'] as readonly Value[]).map(trace).flatMap(flat)
        : [at];
    const all = listed(flat(value).map(noun));
    return group([any('the concatenation of ', 'the joined text of '), all]);
  },
  Substring: (value, { noun }) => {
    const { start, length } = value.args as {
      readonly start: Value;
      readonly length: Value | null;
    };
    if (length === null || wholeNumber(start) !== 0) return unspeakable('an inner slice');
    const n = wholeNumber(length);
    const count = n === 1 ? 'the first character of ' : `the first ${n} characters of `;
    return speech.noun([count, noun(argOf(value))]);
  },
  StrRight: (value, { noun }) => {
    const n = wholeNumber(value.args['nchars'] as Value);
    const count = n === 1 ? 'the last character of ' : `the last ${n} characters of `;
    return speech.noun([count, noun(argOf(value))]);
  },
  StringReplace: (value, { words, noun }) => {
    const { pattern, replacement } = value.args as Record<'pattern' | 'replacement', Value>;
    return modified(words(argOf(value)), [
      ' with every ',
      noun(pattern),
      ' replaced by ',
      noun(replacement),
    ]);
  },
  StructField: (value, { noun }) =>
    speech.noun([`the \`${value.args['field'] as string}\` field of `, noun(argOf(value))]),
  TimestampTruncate: truncated,
  DateTruncate: truncated,
  DateDelta: difference,
  TimestampDelta: difference,
};
