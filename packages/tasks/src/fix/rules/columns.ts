import type { PythonAst } from '@ibert/ibis';

import { type Candidate, type Edit, replaced, type Rule } from '../candidate.js';
import { type Fault } from '../fault.js';
import { similarNames } from '../similar-names.js';

const NOT_FOUND =
  /^(?:IbisTypeError: Column '(.*?)' is not found|IbisInputError: Columns? .*?'(.*?)'|KeyError: '(.*)')/s;

/** Text literals of the program whose value is one of these. */
const textsOf = (fault: Fault, ...values: readonly string[]): readonly PythonAst.Str[] =>
  fault.nodes.filter(
    (node): node is PythonAst.Str => node.kind === 'Str' && values.includes(node.value),
  );

/** The column that an error misses. */
export const missingColumn = ({ error }: Fault): string | undefined => {
  const [, one, two, three] = NOT_FOUND.exec(error) ?? [];
  return one ?? two ?? three;
};

/** Columns in quotes that do not exist: the nearest names. */
export const columnTexts: Rule = (fault) => {
  const name = missingColumn(fault);
  if (name === undefined) return [];
  const texts = textsOf(fault, name);
  const attributes = fault.nodes.flatMap((node) =>
    node.kind === 'Attribute' && node.attr.name === name ? [node.attr] : [],
  );
  const near = similarNames(name, fault.columns);
  const qualified = /^\w+\.(\w+)$/.exec(name)?.[1];
  const known = [qualified, fault.renamed.get(name)].filter((one) => one !== undefined);
  const options = [...known.map((one) => ({ name: one, distance: -0.2 })), ...near];
  return options.flatMap(({ name: right, distance }) => {
    const edits = [
      ...texts.map((node): Edit => ({
        start: node.start,
        end: node.end,
        text: requoted(fault, node, right),
      })),
      ...attributes.map(({ start, end }): Edit => ({ start, end, text: right })),
    ];
    const why = `There is no column "${name}"; the nearest name is "${right}".`;
    const all = { edits, cost: 1 + distance, why };
    if (edits.length === 0) return [];
    if (edits.length === 1) return [all];
    return [all, ...edits.map((edit) => ({ ...all, edits: [edit], cost: 1.1 + distance }))];
  });
};

const requoted = (fault: Fault, node: PythonAst.Str, text: string): string => {
  const quote = fault.text.charAt(node.start) === "'" ? "'" : '"';
  return `${quote}${text}${quote}`;
};

const AGGREGATES =
  /^(?:sum|mean|avg|min|max|count|nunique|median|std|var|first|last|count_distinct|stddev|size|collect|mode)$/;

/** Texts that are expressions: `"age > 30"`, `"-age"`, `"age desc"`, `"sum(x)"`, `"*"`. */
export const expressionTexts: Rule = (fault) => {
  const name = missingColumn(fault);
  const seen = name === undefined ? [] : textsOf(fault, name);
  const joined = /Cannot add|must be|Unable|not coercible|not a boolean|predicate/i.test(
    fault.error,
  )
    ? fault.nodes.filter(
        (node): node is PythonAst.Str => node.kind === 'Str' && /[<>=]/.test(node.value),
      )
    : [];
  return [...seen, ...joined].flatMap((node) => textOptions(fault, node));
};

function textOptions(fault: Fault, node: PythonAst.Str): Candidate[] {
  const text = node.value.trim();
  const shown = fault.slice(node);
  const sorted = /^([-+])?(\w+)(?:\s+(asc|desc))?$/i.exec(text);
  if (sorted !== null && (sorted[1] !== undefined || sorted[3] !== undefined)) {
    const descending = sorted[1] === '-' || /desc/i.test(sorted[3] ?? '');
    const key = descending ? `ibis.desc("${sorted[2]}")` : `"${sorted[2]}"`;
    return [
      replaced(
        node,
        key,
        0.9,
        `A text is the name of a column and nothing else; the sort key is \`${key}\`.`,
      ),
    ];
  }
  if (text === '*') return starOptions(fault, node);
  const call = /^(\w+)\s*\(\s*(\w+|\*)?\s*\)$/.exec(text);
  if (call?.[1] !== undefined && AGGREGATES.test(call[1].toLowerCase())) {
    const owner = call[2] === undefined || call[2] === '*' ? '_' : `_.${call[2]}`;
    const value = `${owner}.${call[1].toLowerCase()}()`;
    return [
      replaced(
        node,
        value,
        0.9,
        `${shown} is a text, which names a column; an aggregate is \`${value}\`.`,
      ),
    ];
  }
  if (!/[<>=]|\b(?:and|or|in|is|like|between)\b/i.test(text)) return [];
  const value = conditionOf(text);
  return [
    replaced(
      node,
      value,
      0.9,
      `${shown} is a text, which names a column; a condition is an expression: \`${value}\`.`,
    ),
  ];
}

const WORDS = /^(?:and|or|not|in|is|like|ilike|between|null|none|true|false|ibis|_)$/i;

/** A condition in SQL's or pandas's words as Python: `age > 30 and name = 'x'` → `_.age > 30 and …`. */
export const conditionOf = (text: string): string =>
  text
    .replaceAll(/(?<![<>=!])=(?!=)/g, '==')
    .replaceAll(
      /("[^"]*"|'[^']*')|(?<![\w.@])([A-Za-z_]\w*)(?!\w*\s*\()/g,
      (whole, quoted: string | undefined, word: string | undefined) =>
        quoted !== undefined || word === undefined || WORDS.test(word) ? whole : `_.${word}`,
    )
    .replaceAll(/@(?=\w)/g, '')
    .replaceAll(/_\.(\w+)(?=\.\w)/g, '$1');

/** `select("*", …)`, `count("*")`. */
function starOptions(fault: Fault, node: PythonAst.Str): Candidate[] {
  return fault.calls.flatMap(({ call, object }): Candidate[] => {
    const index = call.args.findIndex(({ value }) => value === node);
    const argument = call.args[index];
    if (argument === undefined) return [];
    const why =
      'No column is called `*`: a selection lists columns, and the table itself has them all.';
    const next = call.args[index + 1];
    const alone = call.args.length === 1;
    const star = replaced(argument, object.kind === 'Name' ? object.name : '~s.cols()', 1, why);
    const all = replaced(argument, 's.all()', 1.05, why);
    const without = replaced(
      { start: argument.start, end: next?.start ?? argument.end },
      '',
      1.1,
      why,
    );
    const step = replaced({ start: object.end, end: call.end }, '', 1.2, why);
    return alone ? [step, all] : [star, all, without];
  });
}

/** `agg(n="count")`, `agg("sum")`: names of functions in quotes. */
export const functionTexts: Rule = (fault) =>
  fault.callsOf('agg', 'aggregate', 'mutate').flatMap(({ call }) =>
    call.args.flatMap(({ value, name }): Candidate[] => {
      if (value.kind === 'Tuple' && value.items.length === 2) return pairOf(fault, value);
      if (value.kind !== 'Str' || !AGGREGATES.test(value.value)) return [];
      const why = `${fault.slice(value)} is a text; an aggregate is a call of a method.`;
      if (/^(?:count|size)$/.test(value.value)) return [replaced(value, '_.count()', 0.9, why)];
      return similarNames(name?.name ?? '', fault.columns, 3).map(({ name: column, distance }) =>
        replaced(value, `_.${column}.${value.value}()`, 1.1 + distance, why),
      );
    }),
  );

/** `total=("amount", "sum")` of pandas. */
function pairOf(_fault: Fault, { items, start, end }: PythonAst.Sequence): Candidate[] {
  const [column, method] = items;
  if (column?.kind !== 'Str' || method?.kind !== 'Str') return [];
  const value = method.value === 'size' ? '_.count()' : `_.${column.value}.${method.value}()`;
  const why = `A pair of column and function is the notation of pandas; in Ibis it is \`${value}\`.`;
  return [replaced({ start, end }, value, 0.8, why)];
}
