import type { Block, CodeBlock, Document, ProseBlock } from '../documents/document.js';
import { refuse, type Finding, type QuestionFinding, type RefusedFinding } from '../finding.js';
import type { AnswerFault } from '@ibert/multitask';

import { answerOf, judgeOf, pickExamples } from './answer.js';
import { headingQuestion } from './heading-question.js';
import { proseQuestion } from './prose-question.js';
import { sentences } from './sentences.js';
import { ownersOf } from './api-methods.js';
import { advice } from './task-calls.js';
import type { Asked } from './task-phrase.js';
import { attributesUsed, topicOf } from './topics.js';

/** The programs of a block of code, and why parts of it are none. */
export type ProgramsOf = (block: CodeBlock) => readonly Finding[];

/** Prose with the code below it. */
interface Step {
  readonly prose: readonly ProseBlock[];
  readonly code: readonly CodeBlock[];
  readonly heading: string;
  /** Whether it is the first of its section. */
  readonly first: boolean;
}

/** Documents of what changed: what they answer holds for one version. */
const OF_VERSIONS = /(?:change[-_]?log|release|what'?s[-_]?new|news|history|migration)/i;

/** Folders of stories: what a sentence says there belongs to the story, only headings ask for all. */
const NARRATIVE = /(?:^|\/)(?:posts?|blogs?|news|presentations?|slides|talks?)\//i;

const ITEM = /^(?:[-*+]|\d+[.)]) /;

/**
 * The questions that a document answers with prose and code below it: those that headings ask, and those
 * that sentences answer ("Use … to …", "To …, call …"). Every stretch of prose with Python code below it
 * ends as a question or as a refusal.
 *
 * @param programs the programs of a block of the document.
 */
export function mineQuestions(document: Document, programs: ProgramsOf): Finding[] {
  if (OF_VERSIONS.test(document.path)) return [];
  const asked = new Set<string>();
  return stepsOf(document.blocks).map((step) => {
    const finding = questionOf(step, document.path, programs);
    if (finding.kind !== 'question') return finding;
    if (asked.has(finding.question)) {
      return refuse(finding, 'REPEATED', 'the document asks this already', finding.question);
    }
    asked.add(finding.question);
    return finding;
  });
}

function stepsOf(blocks: readonly Block[]): readonly Step[] {
  const steps: Step[] = [];
  let prose: ProseBlock[] = [];
  let code: CodeBlock[] = [];
  let section: string | undefined;
  let first = true;
  const end = (): void => {
    const heading = [...prose, ...code][0]?.headings.at(-1) ?? '';
    const says = prose.length > 0 || (first && headingQuestion(heading) !== undefined);
    if (code.length > 0 && says) steps.push({ prose, code, heading, first });
    if (code.length > 0) first = false;
    [prose, code] = [[], []];
  };
  for (const block of blocks) {
    const own = block.headings.join('\u0000');
    if (own !== section) {
      end();
      [section, first, prose] = [own, true, []];
    }
    if (block.kind === 'prose') {
      // Items of a list lean on what stands above them.
      if (ITEM.test(block.text)) continue;
      if (code.length > 0) end();
      prose.push(block);
    } else if (block.language === 'python' && !block.hidden) code.push(block);
  }
  end();
  return steps;
}

function questionOf(
  step: Step,
  path: string,
  programs: ProgramsOf,
): QuestionFinding | RefusedFinding {
  const { prose, code, heading, first } = step;
  const line = prose[0]?.line ?? code[0]?.line ?? 1;
  const endLine = Math.max(line, code.at(-1)?.endLine ?? line);
  const found = { pattern: 'heading', place: { path, line, endLine } } as const;
  const text = [heading, ...prose.map((block) => block.text)].join('\n');
  const said = prose.flatMap((block) => sentences(block.text));
  const own = first ? headingQuestion(heading) : undefined;
  const asked = own ?? (NARRATIVE.test(path) ? undefined : askedIn(said));
  if (asked === undefined) {
    return refuse(found, 'TEXT_UNFIT', 'neither the heading nor the prose asks anything', text);
  }
  const tried = code.flatMap(programs);
  const known = tried.filter((finding) => finding.kind === 'program');
  const chosen = pickExamples(known.toReversed());
  if (chosen === undefined) {
    const refused = tried.find((finding) => finding.kind === 'refused');
    return refused === undefined
      ? refuse(found, 'NO_ANSWER', 'the code below is no program', text)
      : refuse(found, refused.reason, refused.error, text);
  }
  const examples = { ...chosen, examples: chosen.examples.toReversed() };
  const fault = judgeOf(examples);
  if (typeof fault === 'string') return refuse(found, 'ERROR', fault, text);
  const answer = tellingAnswer(said, asked.task, examples.examples, fault);
  if (answer === undefined) {
    return refuse(
      found,
      'NO_ANSWER',
      'no sentence says how, or none stands without the page around it',
      text,
    );
  }
  const topic = topicOf(answer, chosen.examples[0] ?? '');
  return { kind: 'question', ...found, question: asked.question, answer, topic, ...examples };
}

/** What the sentences answer; the last introduces the code. */
function askedIn(said: readonly string[]): Asked | undefined {
  for (const sentence of said.toReversed()) {
    const asked = proseQuestion(sentence);
    if (asked !== undefined) return asked;
  }
  return undefined;
}

/**
 * An answer that says how: it names what the examples use of Ibis. Where the sentences say no more than
 * that the task can be done, it has the calls of the example.
 */
function tellingAnswer(
  said: readonly string[],
  task: string | undefined,
  examples: readonly string[],
  fault: AnswerFault,
): string | undefined {
  const used = new Set(examples.flatMap(attributesUsed).filter((name) => ownersOf(name).size > 0));
  const lower = new Set([...used].map((name) => name.toLowerCase()));
  const isTelling = (text: string): boolean =>
    codesIn(text).some(
      (code) =>
        (code.match(/[A-Za-z_]\w*/g) ?? []).some((name) => lower.has(name.toLowerCase())) ||
        (OPERATORS.has(code) && examples.some((example) => example.includes(code))),
    );
  const first = said.findIndex(isTelling);
  const answer = first < 0 ? undefined : answerOf(said.slice(first), fault);
  if (answer !== undefined && isTelling(answer)) return answer;
  const made = task === undefined ? undefined : advice(task, examples.at(-1) ?? '');
  return made === undefined ? undefined : answerOf([made], fault);
}

const codesIn = (text: string): readonly string[] =>
  [...text.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code);

const OPERATORS: ReadonlySet<string> = new Set(['&', '|', '~', '==', '!=', '>', '<', '[]']);
