import { DOCUMENT_EXTENSIONS, readDocument } from './documents/index.js';
import type { Finding, Pattern } from './finding.js';
import { refuse } from './finding.js';
import { guarded } from './guarded.js';
import { mineFunctions } from './functions/index.js';
import { interesting, mineHistory, mineRaises } from './mistakes/index.js';
import {
  buildCatalogue,
  exampleSchema,
  findingsByBlock,
  minePythonFile,
  mineSession,
  newSqlFileMiner,
  readModule,
} from './programs/index.js';
import type { Catalogue } from './programs/index.js';
import { distinctQuestions, minePythonQuestions, mineQuestions } from './questions/index.js';
import { findSecret } from './sources/secrets.js';
import type { SourceFile, SourceTree } from './sources/source-tree.js';

export interface SearchOptions {
  /** Whether fixes are looked for in the history. */
  readonly history: boolean;
  /** Told of every file that was read. */
  readonly onFile?: () => void;
}

/**
 * Everything that is found in a source: file by file, then the questions that it answers, then the
 * fixes of its history. Depends on the source alone.
 *
 * @throws IbertError when the source cannot be read to its end.
 */
export async function* search(
  tree: SourceTree,
  { history, onFile }: SearchOptions,
): AsyncGenerator<Finding> {
  for await (const finding of everything(tree, history, onFile)) yield withoutSecret(finding);
}

async function* everything(
  tree: SourceTree,
  history: boolean,
  onFile: SearchOptions['onFile'],
): AsyncGenerator<Finding> {
  const files: SourceFile[] = [];
  for await (const file of tree.files()) {
    onFile?.();
    if ('text' in file) {
      files.push(file);
    } else {
      const place = { path: file.path, line: 1, endLine: 1 };
      const pattern = patternOfFile(file.path);
      yield refuse({ pattern, place }, 'FILE_UNREADABLE', file.skipped, '');
    }
  }
  const texts = new Map(files.map(({ path, text }) => [path, text]));
  const catalogue = await buildCatalogue(files);
  const sqlFile = newSqlFileMiner(catalogue);
  const questions: Finding[] = [];
  for (const file of files) {
    const place = { path: file.path, line: 1, endLine: 1 };
    const whole = { pattern: patternOfFile(file.path), place };
    if (file.path.endsWith('.py')) {
      yield* guarded(whole, () => minePythonFile(file, catalogue));
      yield* guarded(whole, () => mineFunctions(file, exampleSchema));
      yield* guarded(whole, () => mineRaises(file, catalogue));
      questions.push(...guarded(whole, () => questionsOfCode(file, catalogue)));
    } else if (file.path.endsWith('.sql')) {
      yield* guarded(whole, () => sqlFile(file));
    } else {
      yield* guarded(whole, () => {
        const document = readDocument(file, (path) => texts.get(path));
        if (document === undefined) return [];
        if ('kind' in document) return [document];
        const programs = findingsByBlock(document, catalogue);
        const asked = mineQuestions(document, (block) => programs.get(block) ?? []);
        questions.push(...asked);
        return [...programs.values()].flat();
      });
    }
  }
  yield* distinctQuestions(questions);
  if (!history || tree.history === undefined) return;
  yield* mineHistory(tree.history({ accept: interesting }), catalogue);
}

/** How findings of a file that was not read are counted. */
function patternOfFile(path: string): Pattern {
  const extension = path.slice(path.lastIndexOf('.') + 1).toLowerCase();
  if (extension === 'sql') return 'sql_file';
  return DOCUMENT_EXTENSIONS.includes(extension) ? 'cell' : 'script';
}

const questionsOfCode = (file: SourceFile, catalogue: Catalogue): readonly Finding[] =>
  file.text.includes('>>> ')
    ? minePythonQuestions(readModule(file), (prompts) =>
        mineSession(file.path, prompts, 'doctest', catalogue),
      )
    : [];

/** A finding with what looks like a secret is refused, and its text is not kept. */
function withoutSecret(finding: Finding): Finding {
  const { kind: _kind, pattern, place, ...texts } = finding;
  const secret = findSecret(textsOf(texts).join('\n'));
  return secret === undefined
    ? finding
    : refuse({ pattern, place }, 'SECRET', `it holds ${secret}`, '');
}

function textsOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(textsOf);
}
