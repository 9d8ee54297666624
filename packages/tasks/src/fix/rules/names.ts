import type { PythonAst } from '@ibert/ibis';

import { apiNames } from '../api-names.js';
import { type Candidate, type Edit, inserted, replaced, type Rule } from '../candidate.js';
import { type Fault } from '../fault.js';
import { functionsMeant } from '../foreign-names.js';
import { similarNames } from '../similar-names.js';

const UNDEFINED = /name '(\w+)' is not defined/;
const DIRECT = /^(?:select|order_by|group_by|drop|distinct|relocate|nunique|over|window|isin)$/;
const FRAME_NAMES = /^(?:df\d*|table|tbl|t|data|dataset|frame|self|con|db|expr|x)$/i;

const usesOf = (fault: Fault, name: string): readonly PythonAst.Name[] =>
  fault.nodes.filter((node): node is PythonAst.Name => node.kind === 'Name' && node.name === name);

/** Constants by the names of SQL, R and JavaScript. */
const CONSTANTS: Readonly<Record<string, string>> = {
  true: 'True',
  TRUE: 'True',
  false: 'False',
  FALSE: 'False',
  null: 'None',
  NULL: 'None',
  Null: 'None',
  none: 'None',
  nil: 'None',
  NaN: 'float("nan")',
  NA: 'None',
  undefined: 'None',
};

/** Names that are not defined: of tables, variables, columns, modules, constants. */
export const undefinedNames: Rule = (fault) => {
  const name = UNDEFINED.exec(fault.failure.message)?.[1];
  const constants = Object.keys(CONSTANTS).flatMap((word) => constantsOf(fault, word));
  if (name === undefined) return constants;
  const uses = usesOf(fault, name);
  return [
    ...constants,
    ...renamed(uses, name, tableOptions(fault, name)),
    ...columnOptions(fault, name, uses),
    ...functionOptions(fault, name, uses),
    ...imports(fault, name),
  ];
};

const constantsOf = (fault: Fault, word: string): Candidate[] => {
  const uses = usesOf(fault, word);
  if (uses.length === 0 || fault.variables.has(word)) return [];
  const right = CONSTANTS[word] ?? 'None';
  const edits = uses.map(({ start, end }) => ({ start, end, text: right }));
  const whyNot = `\`${word}\` is a constant of other languages; Python's is \`${right}\`.`;
  const nulls = uses.map(({ start, end }) => ({ start, end, text: 'ibis.null()' }));
  const constant = { edits, cost: 0.9, why: whyNot };
  return right === 'None' ? [constant, { edits: nulls, cost: 1.1, why: whyNot }] : [constant];
};

/** A name and how unlikely it is. */
interface Option {
  readonly text: string;
  readonly cost: number;
  readonly why: string;
}

function renamed(
  uses: readonly PythonAst.Name[],
  name: string,
  options: readonly Option[],
): Candidate[] {
  return options.flatMap(({ text, cost, why }) => {
    const edits = uses.map(({ start, end }): Edit => ({ start, end, text }));
    if (edits.length === 0 || text === name) return [];
    const all = { edits, cost, why };
    return edits.length === 1
      ? [all]
      : [all, ...edits.map((edit) => ({ ...all, edits: [edit], cost: cost + 0.1 }))];
  });
}

function tableOptions(fault: Fault, name: string): readonly Option[] {
  const tables = Object.keys(fault.tables);
  const names = [...tables, ...fault.variables, 'ibis', 's'];
  const near = similarNames(name, names).map(({ name: text, distance }) => ({
    text,
    cost: 0.95 + distance,
    why: `The name \`${name}\` is not defined; \`${text}\` is.`,
  }));
  const meant = [...fault.variables, ...tables].filter((text) => text !== name);
  const isFrame = FRAME_NAMES.test(name);
  const only = meant.map((text, index) => ({
    text,
    cost: (isFrame ? 1.1 : 1.7) + index / 20,
    why: `The name \`${name}\` is not defined; the table at hand is \`${text}\`.`,
  }));
  return [...near, ...only];
}

/** A column as if it were a variable. */
function columnOptions(fault: Fault, name: string, uses: readonly PythonAst.Name[]): Candidate[] {
  const known = fault.columns.has(name);
  const near = known ? [{ name, distance: 0 }] : similarNames(name, fault.columns, 2);
  return near.flatMap(({ name: column, distance }) => {
    const cost = (known ? 0.9 : 1.2) + distance;
    const edits = uses.map((use): Edit => ({
      start: use.start,
      end: use.end,
      text: columnText(fault, use, column),
    }));
    const why = `\`${name}\` is read as a Python variable; a column is reached as \`${edits[0]?.text ?? column}\`.`;
    const all = edits.length === 0 ? [] : [{ edits, cost, why }];
    const single = uses.flatMap((use) => [
      replaced(use, `_.${column}`, cost + 0.1, why),
      replaced(use, `"${column}"`, cost + 0.15, why),
      ...rootsOf(fault, use).map((root) => replaced(use, `${root}.${column}`, cost + 0.1, why)),
    ]);
    return [...all, ...single];
  });
}

/** In quotes where the name alone is an argument, else through the table or `_`. */
function columnText(fault: Fault, use: PythonAst.Name, column: string): string {
  const direct = fault.calls.some(
    ({ call, name }) =>
      DIRECT.test(name.name) &&
      call.args.some(
        ({ value, name: key }) =>
          (key === undefined || /_by$|^on$/.test(key.name)) &&
          (value === use || (value.kind === 'List' && value.items.includes(use))),
      ),
  );
  if (direct) return `"${column}"`;
  const side = otherSide(fault, use, column);
  if (side !== undefined) return `${side}.${column}`;
  const [root] = rootsOf(fault, use);
  return root === undefined || fault.usesUnderscore ? `_.${column}` : `${root}.${column}`;
}

/** In `t.id == id` the table beside `t` that has the column. */
function otherSide(fault: Fault, use: PythonAst.Name, column: string): string | undefined {
  const compare = fault.nodes.find(
    (node): node is PythonAst.Compare =>
      node.kind === 'Compare' && (node.left === use || node.rights.includes(use)),
  );
  const partner = compare?.left === use ? compare.rights[0] : compare?.left;
  if (
    partner?.kind !== 'Attribute' ||
    partner.object.kind !== 'Name' ||
    partner.attr.name !== column
  )
    return undefined;
  const { name } = partner.object;
  return Object.keys(fault.tables).find(
    (table) => table !== name && fault.tables[table]?.has(column) === true,
  );
}

/** Tables and variables whose method has the place among its arguments. */
const rootsOf = (fault: Fault, { start }: PythonAst.Located): readonly string[] =>
  fault.calls
    .filter(({ call, object }) => start > object.end && start < call.end)
    .flatMap(({ object }) =>
      object.kind === 'Name' && /^(?!ibis$|s$|_$)/.test(object.name) ? [object.name] : [],
    )
    .slice(-1);

/** Functions without their module, and functions that are methods. */
function functionOptions(fault: Fault, name: string, uses: readonly PythonAst.Name[]): Candidate[] {
  const { ibis, selectors } = apiNames();
  const meant = [...(ibis.has(name) ? [name] : []), ...functionsMeant(name)];
  const options = [
    ...meant.map((right) => ({
      text: `ibis.${right}`,
      cost: 0.95,
      why: `\`${name}\` is not defined; the function is \`ibis.${right}\`.`,
    })),
    ...(selectors.has(name)
      ? [{ text: `s.${name}`, cost: 1.2, why: `\`${name}\` is a selector: \`s.${name}\`.` }]
      : []),
  ];
  const called = uses.filter((use) =>
    fault.nodes.some((node) => node.kind === 'Call' && node.callee === use),
  );
  return renamed(called, name, options);
}

/** What programs import by these names. */
const IMPORTS: Readonly<Record<string, string>> = {
  datetime: 'import datetime',
  date: 'from datetime import date',
  timedelta: 'from datetime import timedelta',
  math: 'import math',
  Decimal: 'from decimal import Decimal',
  decimal: 'import decimal',
  reduce: 'from functools import reduce',
  functools: 'import functools',
  operator: 'import operator',
  itertools: 'import itertools',
  re: 'import re',
  selectors: 'from ibis import selectors',
  dt: 'import ibis.expr.datatypes as dt',
  udf: 'from ibis import udf',
  ibis: 'import ibis',
  s: 'import ibis.selectors as s',
  cs: 'import ibis.selectors as cs',
  deferred: 'from ibis import deferred',
};

function imports(fault: Fault, name: string): Candidate[] {
  const line = IMPORTS[name];
  const why = `\`${name}\` is used without being imported.`;
  const from = name === 'datetime' && /\bdatetime\.now\b|\bdatetime\(/.test(fault.text);
  const lines = [from ? 'from datetime import datetime' : line, line].filter(
    (one) => one !== undefined,
  );
  return lines.map((one, index) => inserted(0, `${one}\n`, 0.95 + index / 20, why));
}

/** Modules that are misspelt where they are imported, or not there at all. */
export const importedModules: Rule = (fault) => {
  if (!/^(?:ModuleNotFoundError|ImportError)/.test(fault.error)) return [];
  return fault.nodes.flatMap((node): Candidate[] => {
    if (node.kind !== 'Import' && node.kind !== 'ImportFrom') return [];
    const line = fault.text.indexOf('\n', node.end);
    const place = { start: node.start, end: line === -1 ? node.end : line + 1 };
    const why = `\`${fault.slice(node)}\` imports what is not there or not needed.`;
    const modules = node.kind === 'Import' ? node.names.map(({ name }) => name) : [node.module];
    const near = modules.flatMap((module) =>
      similarNames(
        module.name,
        ['ibis', 'ibis.selectors', 'datetime', 'math', 'decimal', 'functools', 'itertools'],
        2,
      ).map(({ name, distance }) =>
        replaced(
          module,
          name,
          0.9 + distance,
          `There is no module \`${module.name}\`; \`${name}\` is one.`,
        ),
      ),
    );
    const names = node.kind === 'ImportFrom' ? node.names : [];
    const inside = names.flatMap(({ name }) =>
      similarNames(name.name, [...apiNames().ibis, 'selectors', '_'], 2).map(
        ({ name: right, distance }) =>
          replaced(
            name,
            right,
            1 + distance,
            `There is no \`${name.name}\` to import; \`${right}\` is.`,
          ),
      ),
    );
    return [...near, ...inside, replaced(place, '', 1.2, why)];
  });
};
