import { readDoctests } from '../documents/doctest.js';
import type { CodeBlock } from '../documents/document.js';
import { refuse, type Finding, type FindingReason } from '../finding.js';
import { answerOf, judgeOf, pickExamples, type Examples } from './answer.js';
import { ownersOf } from './api-methods.js';
import { nounOf } from './definition-nouns.js';
import { docstringProse } from './docstring-prose.js';
import { capitalized } from './sentences.js';
import { summaryQuestion } from './summary-question.js';
import { namesUsed, topicOf, topicOfDefinition } from './topics.js';

/** A definition in Python code with its docstring. */
export interface DocstringOf {
  readonly path: string;
  /** Names from the outermost definition to this one: `['StringValue', 'length']`. */
  readonly names: readonly string[];
  /** The text between the quotes as it stands in the file. */
  readonly docstring: string;
  /** Where the docstring's first line stands. */
  readonly line: number;
  /** Whether it is read without a call. */
  readonly isProperty?: boolean;
}

/** The programs of prompts that are run one after the other, for each prompt. */
export type ProgramsOfPrompts = (
  prompts: readonly CodeBlock[],
) => ReadonlyMap<CodeBlock, readonly Finding[]>;

/** How methods are written that stand for an operator. */
const OPERATORS: Readonly<Record<string, string>> = {
  __getitem__: '[]',
  __add__: '+',
  __sub__: '-',
  __mul__: '*',
  __truediv__: '/',
  __floordiv__: '//',
  __mod__: '%',
  __pow__: '**',
  __and__: '&',
  __or__: '|',
  __xor__: '^',
  __invert__: '~',
  __eq__: '==',
  __ne__: '!=',
  __lt__: '<',
  __le__: '<=',
  __gt__: '>',
  __ge__: '>=',
};

/**
 * The question that a docstring's summary answers, with its examples as programs: one question or one
 * refusal; nothing for a docstring without prompts.
 *
 * @param programs the programs of the docstring's prompts.
 */
export function mineDocstringQuestions(
  definition: DocstringOf,
  programs: ProgramsOfPrompts,
): Finding[] {
  const { path, names, docstring, line } = definition;
  const prompts = readDoctests(docstring, line);
  if (prompts.length === 0) return [];
  const endLine = line + docstring.split('\n').length - 1;
  const found = { pattern: 'docstring_summary', place: { path, line, endLine } } as const;
  const { summary, details, parameters } = docstringProse(docstring);
  const name = names.at(-1) ?? '';
  const operator = Object.hasOwn(OPERATORS, name) ? OPERATORS[name] : undefined;
  if (name.startsWith('_') && operator === undefined) {
    return [refuse(found, 'TEXT_UNFIT', `${name} is no public name`, docstring)];
  }
  const asked = summaryQuestion(summary, names.at(-2));
  if (asked === undefined) {
    return [refuse(found, 'TEXT_UNFIT', 'the summary tells nothing that is asked for', summary)];
  }
  const { chosen, reason, error } = examplesOf(
    prompts,
    programs,
    operator === undefined ? name : undefined,
  );
  if (chosen === undefined) return [refuse(found, reason, error, docstring)];
  const fault = judgeOf(chosen);
  if (typeof fault === 'string') return [refuse(found, 'ERROR', fault, docstring)];
  const spelled = operator ?? spelling(definition);
  const used = new Set(chosen.examples.flatMap(namesUsed));
  const meant = [...parameters].flatMap(([parameter, [text = '']]) =>
    mentions(asked.does, parameter) || used.has(parameter)
      ? [parameterSentence(parameter, text)]
      : [],
  );
  const noun = nounOf(names.at(-2))?.replace(/^an? /, 'the ') ?? 'the expression';
  const said = [...details, ...meant].map((text) => text.replaceAll('`self`', noun));
  const answer = answerOf(said, fault, [`Use \`${spelled}\`, which ${asked.does}.`]);
  if (answer === undefined) {
    const first = fault(`Use \`${spelled}\`, which ${asked.does}.`) ?? 'nothing stands for itself';
    return [refuse(found, 'NO_ANSWER', first, docstring)];
  }
  const topic = topicOfDefinition(path, names) ?? topicOf(answer, chosen.examples[0] ?? '');
  return [{ kind: 'question', ...found, question: asked.question, answer, topic, ...chosen }];
}

/** The examples that use the name, or why there is none. */
function examplesOf(
  prompts: readonly CodeBlock[],
  programs: ProgramsOfPrompts,
  name: string | undefined,
): {
  readonly chosen: Examples | undefined;
  readonly reason: FindingReason;
  readonly error: string;
} {
  const tried = [...programs(prompts).values()].flat();
  const known = tried.filter((finding) => finding.kind === 'program');
  const chosen = pickExamples(known, name === undefined ? undefined : new Set([name]));
  const refused = tried
    .filter((finding) => finding.kind === 'refused')
    .findLast(({ reason }) => reason !== 'TRIVIAL');
  return {
    chosen,
    reason: refused?.reason ?? 'NO_ANSWER',
    error: refused?.error ?? 'no example is a program that uses it',
  };
}

/** The name as programs write it. */
function spelling({ path, names, isProperty = false }: DocstringOf): string {
  const name = names.at(-1) ?? '';
  const owners = ownersOf(name);
  const called = isProperty ? name : `${name}()`;
  if (names.length > 1) return called;
  if (/(?:^|\/)selectors\.py$/.test(path) && owners.has('ibis.selectors')) return `s.${called}`;
  return owners.has('ibis') ? `ibis.${called}` : called;
}

const mentions = (text: string, parameter: string): boolean => text.includes(`\`${parameter}\``);

const parameterSentence = (parameter: string, text: string): string =>
  `\`${parameter}\`: ${capitalized(text)}`;
