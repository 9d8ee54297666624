import { PythonError } from '@ibert/ibis';
import type { Schema } from '@ibert/ir';

import { BadDocstring } from '../parse-docstring.js';
import { STYLES } from '../docstring.js';
import type { Style } from '../docstring.js';
import { defaultFault, strangeName, typeExcludesDefault } from './claims.js';
import { readCode } from './definition.js';
import type { CodeFacts } from './definition.js';
import { namedEntries, sectionsOf, styleOf, typedEntries } from './sections.js';
import type { Entry, MinedDocstring, Section } from './sections.js';
import { runSession } from './session.js';
import { bareType, typesAgree } from './types-agree.js';

/** A definition, the docstring that somebody wrote for it (its value, not indented), and tables. */
export interface Documented {
  readonly code: string;
  readonly docstring: string;
  readonly style: string;
  readonly tables: Readonly<Record<string, Schema>>;
}

/** What was found of a documented definition: what contradicts the code, or what its examples run. */
export interface Findings {
  readonly fault: string | undefined;
  /** Programs of the docstring's examples that run on the tables. */
  readonly programs: readonly string[];
}

const faulty = (fault: string): Findings => ({ fault, programs: [] });

/**
 * Judges a docstring that somebody wrote, from the code and the docstring alone. What can be told:
 * style and layout, parameters with their order, types and defaults, what is returned, yielded and
 * raised, names between backticks, and examples by running them. What cannot: whether the words say
 * the truth otherwise, such as descriptions of two parameters that are swapped.
 */
export function judgeMined({ code, docstring, style, tables }: Documented): Findings {
  const known = STYLES.find((name) => name === style);
  if (known === undefined) return faulty(`no style ${style}: it is google or numpy`);
  let facts: CodeFacts | undefined;
  try {
    facts = readCode(code);
  } catch (error) {
    if (!(error instanceof PythonError)) throw error;
    return faulty(`the code is no Python: ${error.message}`);
  }
  if (facts === undefined) return faulty('the code has a docstring already');
  const fault = textFault(docstring, known, facts);
  if (fault !== undefined) return faulty(fault);
  return runSession(docstring, tables, facts.name);
}

const PLACEHOLDER =
  /\b(?:TODO|FIXME|XXX|TBD|WIP)\b|\b[Ll]orem ipsum\b|_summary_|_description_|_type_/;

function textFault(docstring: string, style: Style, facts: CodeFacts): string | undefined {
  const found = styleOf(docstring);
  if (found !== style) return `the docstring is of ${found ?? 'no'} style, not ${style}`;
  const placeholder = PLACEHOLDER.exec(docstring)?.[0];
  if (placeholder !== undefined) return `the docstring holds a placeholder: ${placeholder}`;
  try {
    const doc = sectionsOf(docstring, style);
    return (
      summaryFault(doc) ??
      parametersFault(doc, style, facts) ??
      attributesFault(doc, style, facts) ??
      returnsFault(doc, style, facts) ??
      raisesFault(doc, style, facts) ??
      strangerFault(docstring, facts)
    );
  } catch (error) {
    if (error instanceof BadDocstring)
      return `the docstring is not of ${style} style: ${error.message}`;
    throw error;
  }
}

function summaryFault({ head }: MinedDocstring): string | undefined {
  const blank = head.indexOf('');
  const summary = head.slice(0, blank < 0 ? undefined : blank).join(' ');
  if (!/^[`"'*A-Z0-9(]/.test(summary)) return 'the docstring does not begin with a summary';
  return (summary.match(/\w+/g) ?? []).length < 2
    ? 'the summary has fewer than two words'
    : undefined;
}

const sectionOf = ({ sections }: MinedDocstring, topic: Section['topic']): Section | undefined =>
  sections.find((section) => section.topic === topic);

function parametersFault(doc: MinedDocstring, style: Style, facts: CodeFacts): string | undefined {
  const section = sectionOf(doc, 'parameters');
  const others = sectionOf(doc, 'other parameters');
  const expected = facts.parameters
    .filter(({ name }) => !/^\**_/.test(name))
    .map(({ name }) => name);
  if (section === undefined) {
    if (facts.kind !== 'function' || expected.length === 0) return undefined;
    return `the parameters ${expected.join(', ')} are not documented`;
  }
  const entries = [section, ...(others === undefined ? [] : [others])].flatMap((one) =>
    namedEntries(one, style),
  );
  const told = entries.flatMap(({ names }) => names.map((name) => starred(name, facts)));
  const found = facts.ordered ? told : told.toSorted();
  const wanted = facts.ordered ? expected : expected.toSorted();
  const all = new Set(facts.parameters.map(({ name }) => name));
  const visible = found.filter((name) => !/^\**_/.test(name) || !all.has(name));
  if (visible.join() !== wanted.join()) {
    return `the docstring has the parameters ${told.join(', ')}; the code has ${expected.join(', ')}`;
  }
  for (const entry of entries) {
    const fault = entryFault(entry, facts);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

/** `kwargs` is a common way to write `**kwargs`. */
const starred = (name: string, { parameters }: CodeFacts): string =>
  parameters.find((one) => /^\*+/.test(one.name) && one.name.replace(/^\*+/, '') === name)?.name ??
  name;

function entryFault(entry: Entry, facts: CodeFacts): string | undefined {
  const { names, type, text } = entry;
  for (const name of names) {
    const parameter = facts.parameters.find((one) => one.name === starred(name, facts));
    if (parameter === undefined) return `there is no parameter ${name}`;
    const { annotation, default: given } = parameter;
    if (type !== undefined && annotation !== undefined) {
      const agree = typesAgree(type, annotation);
      if (agree !== true) return `the docstring has ${name} of type ${type}; it is ${annotation}`;
    } else if (type !== undefined && given !== undefined) {
      const bare = bareType(type);
      if (typeExcludesDefault(bare, given))
        return `${name} is told to be ${bare}; its default is ${given}`;
    }
    const fault = defaultFault(`${type ?? ''} ; ${text}`, parameter);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

function attributesFault(doc: MinedDocstring, style: Style, facts: CodeFacts): string | undefined {
  const section = sectionOf(doc, 'attributes');
  if (section === undefined) return undefined;
  const strange = namedEntries(section, style)
    .flatMap(({ names }) => names)
    .find((name) => !facts.words.has(name));
  return strange === undefined ? undefined : `the code has no attribute ${strange}`;
}

function returnsFault(doc: MinedDocstring, style: Style, facts: CodeFacts): string | undefined {
  const returns = sectionOf(doc, 'returns');
  const yields = sectionOf(doc, 'yields');
  if (facts.kind === 'module' && (returns ?? yields) !== undefined)
    return 'a module returns nothing';
  if (facts.kind === 'class' && (returns ?? yields) !== undefined) return 'a class returns nothing';
  if (yields !== undefined && !facts.yields) return 'the code yields nothing';
  if (returns === undefined && yields === undefined) return undefined;
  if (returns !== undefined && !facts.returnsValue && !/^None$/.test(returns.lines[0] ?? '')) {
    return 'the code returns no value';
  }
  const { returns: annotation } = facts;
  const section = returns ?? yields;
  if (annotation === undefined || section === undefined) return undefined;
  const types = typedEntries(section, style).flatMap(
    ({ type, text }) =>
      type ??
      (style === 'numpy' && /^[\w.[\]|, ]+$/.test(text) && !/^\w+ \w+/.test(text)
        ? text
        : undefined) ??
      [],
  );
  if (types.length === 0) return undefined;
  const told = types.length === 1 ? (types[0] ?? '') : `tuple[${types.join(', ')}]`;
  const given = returns === undefined ? yieldedType(annotation) : annotation;
  if (typesAgree(told, given) === true) return undefined;
  return `the docstring says that ${told} is returned; the code says ${annotation}`;
}

/** `Iterator[X]` → `X`, of what a generator is said to return. */
const yieldedType = (annotation: string): string =>
  /^[\w.]*(?:Iterator|Iterable|Generator)\[([^,]+)(?:,.*)?\]$/.exec(annotation)?.[1] ?? annotation;

function raisesFault(doc: MinedDocstring, style: Style, facts: CodeFacts): string | undefined {
  const section = sectionOf(doc, 'raises');
  if (section === undefined) return undefined;
  for (const { type } of typedEntries({ ...section, lines: spread(section.lines) }, style)) {
    if (type === undefined) return 'what is raised is not named';
    const name = bareType(type).split('.').at(-1) ?? type;
    if (!facts.raised.has(name)) return `the code does not raise ${type}`;
  }
  return undefined;
}

/** A line that stands alone names what is raised as well as one that has a description. */
const spread = (lines: readonly string[]): readonly string[] =>
  lines.flatMap((line, i) => {
    const alone = /^[\w.]+$/.test(line) && !/^\s+\S/.test(lines[i + 1] ?? '');
    return alone ? [line, `    ${line}`] : [line];
  });

function strangerFault(docstring: string, facts: CodeFacts): string | undefined {
  const strange = strangeName(docstring, facts);
  return strange === undefined ? undefined : `there is nothing called ${strange} in the code`;
}
