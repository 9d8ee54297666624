import { evaluateIbis, parseProgram, PythonError, walk } from '@ibert/ibis';
import type { Evaluated, PythonAst } from '@ibert/ibis';
import { printType } from '@ibert/ir';
import type { Schema } from '@ibert/ir';

import { tablesOf } from '../outline.js';

/** One prompt of a docstring with the output that stands below it. */
interface Prompt {
  readonly source: string;
  readonly output: string;
  /** Whether the tool that runs it is told not to, or to compare loosely. */
  readonly skipped: boolean;
  readonly loose: boolean;
}

/** What the prompts of a docstring come to. */
export interface SessionOutcome {
  /** Programs that the session's expressions are, with what they depend on; each runs on the tables. */
  readonly programs: readonly string[];
  /** What is wrong with a prompt or its output, in words. */
  readonly fault: string | undefined;
}

type Tables = Readonly<Record<string, Schema>>;

/**
 * Runs the prompts of a docstring in turn, as one session. Prompts that the evaluator cannot run
 * (other libraries, connections), and those that depend on them, are left out; all others must
 * run, and what they are shown to print must be what they give, as far as it can be told without
 * rows: values, and names and types of columns.
 *
 * `ibis.examples.NAME.fetch()` is the table NAME of the context.
 *
 * @param own the name that the code defines: examples may use it, and it is not run.
 */
export function runSession(docstring: string, tables: Tables, own: string): SessionOutcome {
  const session: Session = { tables, own, state: [], tainted: new Set([own]), programs: [] };
  const prompts = promptsIn(docstring);
  const selfContained = prompts.some(({ source }) => /^(import|from) ibis\b/m.test(source));
  for (const prompt of prompts) {
    const fault = step(session, prompt, selfContained);
    if (fault !== undefined) return { programs: [], fault };
  }
  return { programs: session.programs, fault: undefined };
}

interface Session {
  readonly tables: Tables;
  readonly own: string;
  /** Statements that ran. */
  readonly state: string[];
  /** Names that the session gives to what cannot be run. */
  readonly tainted: Set<string>;
  readonly programs: string[];
}

const PROMPT = /^(\s*)>>>(?: (.*))?$/;
const CONTINUED = /^\s*\.\.\.(?: (.*))?$/;
const DIRECTIVES = /\s*#\s*(?:doctest|quartodoc):(.*)$/gm;

function promptsIn(docstring: string): readonly Prompt[] {
  const prompts: { source: string[]; output: string[] }[] = [];
  let open: (typeof prompts)[number] | undefined;
  let indent = 0;
  for (const line of docstring.split('\n')) {
    const [, space = '', first] = PROMPT.exec(line) ?? [];
    const more = CONTINUED.exec(line);
    if (PROMPT.test(line)) {
      indent = space.length;
      open = { source: [first ?? ''], output: [] };
      prompts.push(open);
    } else if (open !== undefined && open.output.length === 0 && more !== null) {
      open.source.push(more[1] ?? '');
    } else if (line.trim() === '') {
      open = undefined;
    } else {
      open?.output.push(line.trim() === '<BLANKLINE>' ? '' : line.slice(indent));
    }
  }
  return prompts.map(({ source, output }) => {
    const whole = source.join('\n');
    const directives = [...whole.matchAll(DIRECTIVES)].map(([, text = '']) => text).join();
    return {
      source: whole.replaceAll(DIRECTIVES, ''),
      output: output.join('\n').trimEnd(),
      skipped: directives.includes('+SKIP') || directives.includes('+EXPECTED_FAILURE'),
      loose: directives.includes('+ELLIPSIS') || output.some((line) => line.includes('...')),
    };
  });
}

/** Runs one prompt; what is wrong with it, if anything. */
function step(session: Session, prompt: Prompt, selfContained: boolean): string | undefined {
  const shown = prompt.source.split('\n')[0] ?? '';
  let source: string;
  let body: readonly PythonAst.Statement[];
  try {
    source = withContextTables(prompt.source, session.tables);
    ({ body } = parseProgram(source));
  } catch (error) {
    if (!(error instanceof PythonError)) throw error;
    if (error.code === 'PYTHON_SYNTAX')
      return `the example ${shown} is no Python: ${error.message}`;
    for (const name of namesSeemingBound(prompt.source)) session.tainted.add(name);
    return undefined;
  }
  const { used, bound } = namesOf(body);
  const unknown = prompt.skipped || [...used].some((name) => session.tainted.has(name));
  if (unknown || body.length === 0) {
    for (const name of bound) session.tainted.add(name);
    return undefined;
  }
  const last = body.at(-1);
  const isExpression = last?.kind === 'Expression';
  const code = [...session.state, source].join('\n');
  try {
    const program = isExpression ? code : `${code}\nibis.literal(0)`;
    const answer = evaluateIbis(program, { tables: session.tables });
    if (prompt.output.startsWith('Traceback')) return `the example ${shown} runs without an error`;
    if (!isExpression) {
      session.state.push(source);
      for (const name of bound) session.tainted.delete(name);
      return undefined;
    }
    const fault = prompt.loose ? undefined : headingFault(answer, prompt.output);
    if (fault !== undefined) return `the example ${shown} ${fault}`;
    if (isSelfContained(program, answer, session)) session.programs.push(program);
    return undefined;
  } catch (error) {
    if (!(error instanceof PythonError)) throw error;
    for (const name of bound) session.tainted.add(name);
    if (error.pyType === 'NotAnExpression') return valueFault(session, source, body, prompt, shown);
    if (error.code !== 'PYTHON_ERROR' || needsMore(error)) return undefined;
    if (prompt.output.startsWith('Traceback')) {
      const told = prompt.output.split('\n').findLast((line) => /^\w/.test(line)) ?? '';
      return told.split(':')[0]?.split('.').at(-1) === error.pyType
        ? undefined
        : `the example ${shown} fails with ${error.pyType}, not ${told}`;
    }
    if (error.pyType === 'NameError' && !selfContained) return undefined;
    return `the example ${shown} fails: ${error.pyType}: ${error.message}`;
  }
}

/** What importing a library gives that is not here, and what rows are asked of. */
const needsMore = ({ pyType, message }: PythonError): boolean =>
  ['ModuleNotFoundError', 'ImportError'].includes(pyType) ||
  message.startsWith('Expression contains unbound tables');

/** Methods that fetch rows, which are not asked for without a database. */
const ASKING = new Set([
  'execute',
  'to_pandas',
  'to_pyarrow',
  'to_polars',
  'to_list',
  'get_backend',
  'cache',
]);

/** Whether a program stands for itself: it reads tables of the context alone and asks for no rows. */
function isSelfContained(program: string, { relation }: Evaluated, session: Session): boolean {
  let asks = session.programs.includes(program);
  walk(parseProgram(program), (node) => {
    asks ||= node.kind === 'Attribute' && ASKING.has(node.attr.name);
  });
  return !asks && tablesOf(relation).every(({ name }) => session.tables[name] !== undefined);
}

/** Names that an unreadable statement seems to bind. */
const namesSeemingBound = (source: string): readonly string[] =>
  [...source.matchAll(/^\s*(?:def|class)?\s*(\w+)(?= =|\(|:)/gm)].map(([, name = '']) => name);

function namesOf(body: readonly PythonAst.Statement[]): {
  readonly used: ReadonlySet<string>;
  readonly bound: ReadonlySet<string>;
} {
  const used = new Set<string>();
  const bound = new Set<string>();
  for (const statement of body) {
    walk(statement, (node) => {
      if (node.kind === 'Name') used.add(node.name);
      if (node.kind === 'FunctionDef') bound.add(node.name.name);
      if (node.kind === 'Assign') {
        for (const target of node.targets) if (target.kind === 'Name') bound.add(target.name);
      }
      if (node.kind === 'Import' || node.kind === 'ImportFrom') {
        for (const { name, alias } of node.names) {
          bound.add(alias?.name ?? name.name.split('.')[0] ?? '');
        }
      }
    });
  }
  return { used, bound };
}

/** Puts tables of the context in place of `ibis.examples.NAME.fetch(…)`. */
function withContextTables(source: string, tables: Tables): string {
  const edits: { start: number; end: number; text: string }[] = [];
  walk(parseProgram(source), (node) => {
    const name = exampleFetched(node);
    if (name === undefined || tables[name] === undefined) return;
    edits.push({ start: node.start, end: node.end, text: name });
  });
  return edits.reduceRight(
    (text, edit) => text.slice(0, edit.start) + edit.text + text.slice(edit.end),
    source,
  );
}

/** The NAME of `ibis.examples.NAME.fetch(…)` or `examples.NAME.fetch(…)`. */
export function exampleFetched(
  node: PythonAst.Statement | PythonAst.Expression,
): string | undefined {
  if (node.kind !== 'Call' || node.callee.kind !== 'Attribute') return undefined;
  const { object: example, attr } = node.callee;
  if (attr.name !== 'fetch' || example.kind !== 'Attribute') return undefined;
  const { object } = example;
  const isExamples =
    (object.kind === 'Attribute' && object.attr.name === 'examples') ||
    (object.kind === 'Name' && ['examples', 'ex'].includes(object.name));
  return isExamples ? example.attr.name : undefined;
}

const BOX = /^[┏┌]/;
const cells = (line: string): readonly string[] =>
  line
    .split(/[┃│]/)
    .slice(1, -1)
    .map((cell) => cell.trim());

/** What the heading of a drawn table says wrong about the columns; cut-off names are told by their beginning. */
function headingFault({ schema, kind }: Evaluated, output: string): string | undefined {
  const lines = output.split('\n');
  if (!BOX.test(lines[0] ?? '') || kind === 'scalar') return undefined;
  const rule = lines.findIndex((line) => line.startsWith('┡'));
  // A heading of several lines is one whose names are broken; they cannot be put together again.
  if (rule !== 2) return undefined;
  const [names, types] = [cells(lines[1] ?? ''), cells(lines[rule + 1] ?? '')];
  const columns = [...schema];
  const cut = names.indexOf('…');
  const shown = cut < 0 ? names.length : cut;
  if (cut < 0 && shown !== columns.length) {
    return `gives ${columns.length} columns; ${shown} are shown`;
  }
  for (let i = 0; i < shown; i += 1) {
    const [name = '', type] = columns[i] ?? [];
    const expected = type === undefined ? '' : printType(type);
    if (!fits(names[i] ?? '', name)) return `gives the column ${name}; ${names[i] ?? ''} is shown`;
    if (!fits(types[i] ?? '', expected)) {
      return `gives ${name} of type ${expected}; ${types[i] ?? ''} is shown`;
    }
  }
  return undefined;
}

const fits = (shown: string, real: string): boolean =>
  shown.endsWith('…')
    ? real.startsWith(shown.slice(0, -1))
    : real.replace(/^!/, '') === shown.replace(/^!/, '');

/** A printed value, where it is the same in every run. */
const LASTING = /memtable|0x[0-9a-f]+/;

/** What a value that is no expression prints, compared with what is shown. */
function valueFault(
  session: Session,
  source: string,
  body: readonly PythonAst.Statement[],
  { output, loose }: Prompt,
  shown: string,
): string | undefined {
  const last = body.at(-1);
  if (loose || output === '' || last?.kind !== 'Expression' || body.length > 1) return undefined;
  const text = source.slice(last.start, last.end);
  const asked = text.startsWith('print(') ? text : `print(repr(${text}))`;
  let found: string;
  try {
    const code = [...session.state, asked, 'ibis.literal(0)'].join('\n');
    found = evaluateIbis(code, { tables: session.tables }).output;
  } catch (error) {
    if (error instanceof PythonError) return undefined;
    throw error;
  }
  if (found.trim() === 'None' || LASTING.test(found)) return undefined;
  const squeeze = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();
  if (squeeze(found) === squeeze(output)) return undefined;
  return `the example ${shown} prints ${found.trim()}, not ${output}`;
}
