import { IbertError } from '@ibert/core';
import { parseProgram, PythonError, walk } from '@ibert/ibis';
import { parseSchema } from '@ibert/ir';
import {
  definitionsOf,
  docstringOf,
  endOf,
  everyLine,
  exampleFetched,
  judgeMined,
  leading,
  quoteDocstring,
  readSuite,
  styleOf,
} from '@ibert/multitask';
import type { Definition, Line } from '@ibert/multitask';

import { refuse } from '../finding.js';
import type { Finding, FindingReason, Pattern, Place, Tables } from '../finding.js';
import { exampleSchema } from '../programs/example-schemas.js';
import type { SourceFile } from '../sources/source-tree.js';
import { sourceWithout } from './definition-source.js';
import { cleanDocstring } from './docstring-text.js';

/** Columns of the example tables that docstrings fetch; undefined for a name that is none. */
export type ExampleSchemas = (name: string) => Tables[string] | undefined;

/** Longest code and docstring, in lines. */
const CODE_LINES = 60;
const DOCSTRING_LINES = 120;

/** Something with a docstring: a definition or the module. */
interface Subject {
  readonly pattern: Pattern;
  readonly name: string;
  readonly place: Place;
  readonly body: readonly Line[];
  /** The docstring's statement, and its value as it is read. */
  readonly docstring: Line;
  readonly text: string;
  readonly code: string | undefined;
}

/**
 * Functions, classes and modules of a Python file with the docstrings that were written for them,
 * as far as they can be proven ({@link judgeMined}). Every docstring is a finding; of summaries
 * alone, placeholders, tests and definitions without a body it is a refusal.
 */
export function mineFunctions(
  file: SourceFile,
  examples: ExampleSchemas = exampleSchema,
): readonly Finding[] {
  let subjects: readonly Subject[];
  try {
    subjects = subjectsOf(file);
  } catch (error) {
    if (!(error instanceof IbertError)) throw error;
    const place = { path: file.path, line: 1, endLine: 1 };
    return [refuse({ pattern: 'docstring', place }, 'SYNTAX', error.message, file.text)];
  }
  const seen = new Set<string>();
  return subjects.map((subject) => {
    const found = findingOf(file, subject, examples);
    if (found.kind !== 'documented') return found;
    if (seen.has(found.code)) {
      return refuse(found, 'REPEATED', 'the same code stands above with a docstring', found.code);
    }
    seen.add(found.code);
    return found;
  });
}

function subjectsOf({ path, text }: SourceFile): readonly Subject[] {
  const lines = readSuite(text);
  const lineOf = lineNumbers(text);
  const subject = (
    pattern: Pattern,
    name: string,
    body: readonly Line[],
    start: number,
    end: number,
  ): Subject[] => {
    const found = docstringOf(text, body);
    if (found === undefined) return [];
    const { line: docstring, value } = found;
    const place = { path, line: lineOf(start), endLine: lineOf(end) };
    const code = sourceWithout(text, { start, end }, docstring);
    return [{ pattern, name, place, body, docstring, text: cleanDocstring(value), code }];
  };
  const end = lines.at(-1);
  const module =
    end === undefined
      ? []
      : subject('module_docstring', '', lines, lines[0]?.start ?? 0, endOf(end));
  return [
    ...module,
    ...definitionsOf(lines).flatMap((definition: Definition) =>
      subject(
        definition.kind === 'class' ? 'class_docstring' : 'docstring',
        definition.name,
        definition.body,
        definition.start,
        definition.end,
      ),
    ),
  ];
}

function findingOf(file: SourceFile, subject: Subject, examples: ExampleSchemas): Finding {
  const { pattern, place, text: docstring, code } = subject;
  const unfit = (reason: FindingReason, error: string): Finding =>
    refuse({ pattern, place }, reason, error, `${subject.name}: ${docstring}`);
  const style = styleOf(docstring);
  const fault = shapeFault(file.path, subject);
  if (fault !== undefined) return unfit('TEXT_UNFIT', fault);
  if (style === undefined)
    return unfit('TEXT_UNFIT', 'the docstring has sections of neither style');
  if (code === undefined)
    return unfit('TEXT_UNFIT', 'the docstring does not stand on its own lines');
  const tables = tablesOf(docstring, examples);
  const { fault: wrong } = judgeMined({
    code,
    docstring,
    style,
    tables: Object.fromEntries(
      Object.entries(tables).map(([name, schema]) => [name, parseSchema(schema)]),
    ),
  });
  if (wrong !== undefined) return unfit('TEXT_UNFIT', wrong);
  return { kind: 'documented', pattern, place, code, docstring, style, tables };
}

/** What is unfit about a definition before its docstring is judged. */
function shapeFault(path: string, { name, body, text, code }: Subject): string | undefined {
  if (isTest(path, name)) return 'it is a test';
  if (/^__\w+__$/.test(name)) return 'it is a method that Python calls';
  if (text === '') return 'the docstring is empty';
  const [, ...rest] = body;
  if (!rest.some(doesSomething)) return 'the code has no body but the docstring';
  const lines = code?.split('\n').length ?? 0;
  if (lines > CODE_LINES) return `the code has ${lines} lines, at most ${CODE_LINES} are read`;
  const docLines = text.split('\n').length;
  if (docLines > DOCSTRING_LINES) return `the docstring has ${docLines} lines`;
  if (quoteDocstring(text) === undefined) return 'the docstring holds triple quotes';
  return undefined;
}

const isTest = (path: string, name: string): boolean =>
  /(?:^|\/)(?:tests?\/|test_[^/]*\.py$|conftest\.py$|[^/]*_test\.py$)/.test(path) ||
  /^(?:test_|Test[A-Z])/.test(name);

/** Whether a statement is more than `pass`, `...` or a refusal to be called. */
function doesSomething(line: Line): boolean {
  const [first, second] = line.tokens;
  if (first?.text === 'pass' || (first?.text === '...' && second === undefined)) return false;
  if (first?.text === 'raise') {
    return !line.tokens.some(({ text }) => text === 'NotImplementedError');
  }
  if (line.block === undefined || !['def', 'class', 'async'].includes(leading(line))) return true;
  return [...everyLine(line.block, true)].some(doesSomething);
}

/** The tables that the prompts of a docstring fetch. */
function tablesOf(docstring: string, examples: ExampleSchemas): Tables {
  const tables: Record<string, Tables[string]> = {};
  for (const line of docstring.split('\n')) {
    if (!line.includes('.fetch(')) continue;
    for (const name of fetchedIn(line.replace(/^\s*(?:>>>|\.\.\.) ?/, ''))) {
      const schema = examples(name);
      if (schema !== undefined) tables[name] = schema;
    }
  }
  return tables;
}

function fetchedIn(line: string): readonly string[] {
  const names: string[] = [];
  try {
    walk(parseProgram(line), (node) => {
      const name = exampleFetched(node);
      if (name !== undefined) names.push(name);
    });
  } catch (error) {
    if (!(error instanceof PythonError)) throw error;
  }
  return names;
}

/** The line that an offset stands in, from 1; offsets may come in any order. */
function lineNumbers(text: string): (offset: number) => number {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return (offset) => {
    let [low, high] = [0, starts.length];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle;
    }
    return low + 1;
  };
}
