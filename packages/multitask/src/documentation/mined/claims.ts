import { apiRows, TokenType, tokenize } from '@ibert/ibis';

import type { CodeFacts, CodeParameter } from './definition.js';

const DEFAULT_CLAIM =
  /\b(?:[Dd]efaults? (?:to|is|value is|value of)|defaults?[:=]|[,(] ?default) *[`'"]*([^\s`'",;)]+)/g;

/** Literals of Python; what else a text calls a default is not judged. */
const LITERAL = /^(?:True|False|None|-?\d[\d_]*(?:\.\d+)?(?:e-?\d+)?|['"].*['"])$/;

/** A default that a text states and the code does not have. */
export function defaultFault(text: string, parameter: CodeParameter): string | undefined {
  const given = parameter.default;
  for (const [, raw = ''] of text.matchAll(DEFAULT_CLAIM)) {
    const told = raw.replace(/[.:]+$/, '');
    if (!LITERAL.test(told)) continue;
    const plain = (value: string): string =>
      value.replaceAll(/^['"]|['"]$/g, '').replaceAll('_', '');
    if (given === undefined) return `${parameter.name} has no default, the docstring says ${told}`;
    // A name or a call may well stand for the value.
    if (!LITERAL.test(given) || plain(given) === plain(told)) continue;
    if (Number(given) === Number(told)) continue;
    // `None` often stands for a default that the body knows.
    if (given === 'None') continue;
    return `the default of ${parameter.name} is ${given}, the docstring says ${told}`;
  }
  return undefined;
}

const PYTHON = new Set(
  (
    'True False None NULL NaN NotImplemented Ellipsis self cls ' +
    'str int float bool list dict set tuple bytes object type len print range zip map sorted reversed ' +
    'min max sum any all abs round iter next isinstance repr hash getattr setattr open id super property ' +
    'callable enumerate filter format frozenset slice staticmethod classmethod vars dir eval exec ' +
    'Exception ValueError TypeError KeyError IndexError AttributeError RuntimeError NotImplementedError ' +
    'StopIteration OSError ImportError ModuleNotFoundError ' +
    'and or not in is if else elif for while with as def class lambda return yield raise import from'
  ).split(' '),
);

let apiNames: ReadonlySet<string> | undefined;
const isApiName = (name: string): boolean => {
  apiNames ??= new Set(apiRows().map(({ name: row }) => row.split('.').at(-1) ?? row));
  return apiNames.has(name);
};

/**
 * A plain name between backticks that neither the code nor the examples have and that Python and
 * Ibis do not know: a parameter that does not exist.
 */
export function strangeName(docstring: string, { words }: CodeFacts): string | undefined {
  const [prose, prompts] = split(docstring);
  const known = new Set(prompts.match(/[A-Za-z_]\w*/g) ?? []);
  const named = [...prose.matchAll(/`+([^`]+)`+/g)].map(([, span = '']) => span.trim());
  return named.find(
    (span) =>
      /^[a-z_][a-z0-9_]*$/.test(span) &&
      !words.has(span) &&
      !known.has(span) &&
      !PYTHON.has(span) &&
      !isApiName(span),
  );
}

/** Prose, and the lines of prompts with their outputs. */
function split(docstring: string): readonly [prose: string, prompts: string] {
  const prose: string[] = [];
  const prompts: string[] = [];
  let inside = false;
  for (const line of docstring.split('\n')) {
    if (/^\s*>>>/.test(line)) inside = true;
    else if (line.trim() === '') inside = false;
    (inside ? prompts : prose).push(line);
  }
  return [prose.join('\n'), prompts.join('\n')];
}

/** Whether a type word and a literal default exclude each other. */
export function typeExcludesDefault(type: string, given: string): boolean {
  const [kind] = [...tokenize(given).list];
  const isText = kind?.type === TokenType.String;
  const isTruth = given === 'True' || given === 'False';
  const isWhole = /^-?\d[\d_]*$/.test(given);
  const isReal = /^-?\d*\.\d+$/.test(given);
  if (!isText && !isTruth && !isWhole && !isReal) return false;
  switch (type) {
    case 'str':
      return !isText;
    case 'bool':
      return !isTruth;
    case 'int':
      return !isWhole;
    case 'float':
      return !isReal && !isWhole;
    default:
      return false;
  }
}
