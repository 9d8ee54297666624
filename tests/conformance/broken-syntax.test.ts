import { execFileSync } from 'node:child_process';
import { parseProgram, PythonError } from '@ibert/ibis';
import { expect, it } from 'vitest';
import { z } from 'zod';

import { readCorpus } from '../fuzz/corpus.js';
import { mutantOf } from '../fuzz/run-fuzz.js';

const PYTHON = '.venv/bin/python';
const COUNT = Number(process.env['IBERT_SYNTAX_COUNT'] ?? 5000);
const SEED = process.env['IBERT_SYNTAX_SEED'] ?? 'syntax';
const MAX_ANSWER_BYTES = 1 << 28;
/** Share of the programs that both refuse as SyntaxError in which the message is equal too. */
const MIN_EQUAL_MESSAGES = 0.98;

/** CPython also gives up on deep nesting, with a MemoryError. */
const SYNTAX_ERRORS: ReadonlySet<string> = new Set(['SyntaxError', 'IndentationError', 'TabError']);

const complaintSchema = z.union([z.null(), z.tuple([z.string(), z.string()])]);
type Complaint = z.infer<typeof complaintSchema>;

/** What CPython's compiler says of programs. */
function compiled(programs: readonly string[]): readonly Complaint[] {
  const answers = execFileSync(PYTHON, ['tests/conformance/broken-syntax.py'], {
    input: programs.map((code) => `${JSON.stringify(code)}\n`).join(''),
    encoding: 'utf8',
    maxBuffer: MAX_ANSWER_BYTES,
  });
  return answers
    .trimEnd()
    .split('\n')
    .map((line) => complaintSchema.parse(JSON.parse(line)));
}

function parsed(code: string): PythonError | undefined {
  try {
    parseProgram(code);
    return undefined;
  } catch (error) {
    if (error instanceof PythonError) return error;
    throw error;
  }
}

it('takes and refuses the syntax that CPython takes and refuses', async () => {
  const corpus = await readCorpus();
  const programs = Array.from({ length: COUNT }, (_, i) => mutantOf(corpus, SEED, i).code)
    // What is no Unicode text cannot be sent.
    .filter((code) => Buffer.from(code).toString() === code);
  const theirs = compiled(programs);
  const accepted: string[] = [];
  const refused: string[] = [];
  let [valid, both, sameMessage] = [0, 0, 0];
  for (const [i, code] of programs.entries()) {
    const complaint = theirs[i] ?? null;
    const error = parsed(code);
    const isSyntax = error?.code === 'PYTHON_SYNTAX';
    if (complaint === null) {
      valid++;
      if (isSyntax) refused.push(`${code}\n${error.pyType}: ${error.message}`);
    } else if (error === undefined) {
      accepted.push(`${code}\n${complaint.join(': ')}`);
    } else if (isSyntax && SYNTAX_ERRORS.has(complaint[0])) {
      both++;
      if (error.pyType === complaint[0] && error.message === complaint[1]) sameMessage++;
    }
  }
  process.stdout.write(
    `${programs.length} mutants, ${valid} of them valid: ${accepted.length} invalid ones taken, ` +
      `${refused.length} valid ones refused, class and message equal in ${sameMessage} of ${both}\n`,
  );
  expect(accepted).toEqual([]);
  expect(refused).toEqual([]);
  expect(valid).toBeGreaterThan(COUNT / 20);
  expect(sameMessage / both).toBeGreaterThanOrEqual(MIN_EQUAL_MESSAGES);
});
