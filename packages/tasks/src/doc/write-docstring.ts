import { REST } from '@ibert/ir';
import type { Docstring, DocParameter, TableReads } from '@ibert/multitask/documentation';

import type { Head } from './callable.js';
import type { FunctionWords } from './function-words.js';
import type { BoundParameter, EvaluatedFunction } from './evaluated-function.js';
import { codeRow, inRow } from './first-wording.js';
import { withNames } from './marks.js';
import type { Mark } from './marks.js';
import { toldTypes } from './told-types.js';
import type { ToldTypes } from './told-types.js';

/** Most columns of a table that a parameter's text names. */
const MOST_COLUMNS = 12;

/** The docstring of a function whose result is known. */
export function docstringOf(
  evaluated: EvaluatedFunction,
  words: FunctionWords,
  examples: readonly string[],
): Docstring {
  const { parameters, callable, answer, marks } = evaluated;
  const fixed = parameters.filter(({ fixed: keeps }) => keeps);
  const note =
    fixed.length === 0
      ? []
      : [
          `This describes the call with ${inRow(fixed.map((p) => `\`${p.name}=${p.default ?? ''}\``))}; ` +
            'other values can give other results.',
        ];
  const type = returnType(evaluated);
  const types = toldTypes(evaluated);
  const [only = ANY] = types.ofResult.values();
  const isTable = answer.kind === 'table';
  const ending = words.columns.length > 0 ? ':' : '.';
  const value = `${withoutEnd(words.columns[0]?.text ?? words.returns)} (${only}).`;
  return {
    summary: words.summary,
    details: [words.details, ...note].filter((text) => text !== '').join(' '),
    parameters: parameters.map((parameter) => parameterOf(parameter, evaluated, words, types)),
    returns: {
      type,
      text: isTable ? fetched(callable.fetches, words.returns) + ending : value,
      columns: isTable
        ? words.columns.map(({ name, text }) => ({
            name: withNames(`\`${name}\``, marks).slice(1, -1),
            type: types.ofResult.get(name) ?? ANY,
            text,
          }))
        : [],
    },
    examples,
  };
}

/** The docstring of a function of which only the head is known: it says no more than that. */
export function headDocstring({ source, parameters, returns }: Head): Docstring {
  return {
    summary: `Run \`${source.name}\`.`,
    details: '',
    parameters: parameters.map(({ name, annotation, default: given }) => ({
      name,
      type: annotation,
      default: given,
      text: `The argument \`${name.replaceAll('*', '')}\`.`,
    })),
    returns: { type: returns ?? 'object', text: 'What the function returns.', columns: [] },
    examples: [],
  };
}

/** What a docstring claims beyond names and types, for a check against the code. */
export const claimsOf = (doc: Docstring, words: FunctionWords): Docstring => ({
  ...doc,
  summary: unfilled(doc.summary),
  details: unfilled(doc.details),
  parameters: doc.parameters.map((parameter) => ({
    ...parameter,
    text: words.values.get(parameter.name) ?? '',
  })),
  returns: {
    ...doc.returns,
    text: words.returns,
    columns: doc.returns.columns.map((column) => ({
      ...column,
      text: column.text === undefined ? undefined : unfilled(column.text),
    })),
  },
});

/** Without texts of which a part is a parameter: those cannot stand in the code. */
const unfilled = (text: string): string => text.replaceAll(/'[^']*\{\w+\}[^']*'/g, '');

const withoutEnd = (text: string): string => text.replace(/[.:]$/, '');

const ANY = 'any type';

/** The classes of what methods that fetch rows give. */
const FETCHED: Readonly<Record<string, string>> = {
  execute: 'pandas.DataFrame',
  to_pandas: 'pandas.DataFrame',
  to_pyarrow: 'pyarrow.Table',
  to_polars: 'polars.DataFrame',
};

function returnType({ callable, answer }: EvaluatedFunction): string {
  if (callable.returns !== undefined) return callable.returns;
  const { fetches } = callable;
  if (fetches !== undefined) {
    return answer.kind === 'table' ? (FETCHED[fetches] ?? 'object') : 'object';
  }
  if (answer.kind !== 'table')
    return answer.kind === 'scalar' ? 'ibis.expr.types.Scalar' : 'ibis.expr.types.Column';
  const table = callable.parameters.find(
    ({ annotation }) => annotation?.endsWith('Table') === true,
  );
  return table?.annotation ?? 'ibis.Table';
}

const fetched = (method: string | undefined, text: string): string =>
  method === undefined ? text : `${text}, fetched by \`${method}\``;

function parameterOf(
  parameter: BoundParameter,
  { marks }: EvaluatedFunction,
  words: FunctionWords,
  types: ToldTypes,
): DocParameter {
  const { name, annotation, role, default: given, fixed, isGuess } = parameter;
  const common = { name, default: given };
  if (role.kind === 'table') {
    const text = tableText(name, words.reads.get(name), types, marks);
    return { ...common, type: annotation ?? 'ibis.Table', text };
  }
  if (role.kind === 'column') {
    return {
      ...common,
      type: annotation,
      text: `Expression of type ${role.type}, such as a column.`,
    };
  }
  const text = fixed
    ? 'Decides what is done.'
    : (words.values.get(name) ?? 'Used to build the query.');
  const type = isGuess ? undefined : role.type;
  return { ...common, type: annotation ?? type ?? 'object', text };
}

/** Names that say nothing of a table. */
const PLAIN_NAME = /^(?:[a-z]\d?|tbl|table|df|data|expr|rel|relation)$/;

function tableText(
  name: string,
  reads: TableReads | undefined,
  types: ToldTypes,
  marks: readonly Mark[],
): string {
  const table = PLAIN_NAME.test(name)
    ? 'Table'
    : name.endsWith('s')
      ? `The ${name.replaceAll('_', ' ')} table`
      : `The \`${name}\` table`;
  const all = reads?.read ?? [];
  const read = all.filter((column) => column !== REST);
  const rest = read.length < all.length ? '; its other columns are used too.' : '.';
  const end = reads?.passed === true ? '; all its columns are kept.' : rest;
  if (read.length === 0) {
    if (reads?.passed === true) return `${table}, all columns of which are kept.`;
    return rest === '.' ? `${table}; only its rows matter.` : `${table} of any columns.`;
  }
  const isMarked = (column: string): boolean => marks.some(({ text }) => text === column);
  const known = read
    .filter((column) => !isMarked(column))
    .map((column) => {
      const type = types.ofColumn(name, column);
      return type === undefined ? `\`${column}\`` : `\`${column}\` (${type})`;
    });
  const named = marks
    .filter(({ text }) => read.includes(text))
    .map((mark) => `the column that \`${mark.name}\` names`);
  const columns =
    read.length > MOST_COLUMNS ? codeRow(read.filter((c) => !isMarked(c))) : inRow(known);
  const own =
    known.length === 0 ? [] : [`the ${known.length === 1 ? 'column' : 'columns'} ${columns}`];
  return `${table} with ${[...own, ...named].join(', and ')}${end}`;
}
