import { TokenType } from '@ibert/ibis';

import { readDoctests } from '../documents/doctest.js';
import type { CodeBlock } from '../documents/document.js';
import { refuse } from '../finding.js';
import type { Finding, Pattern } from '../finding.js';
import type { SourceFile } from '../sources/source-tree.js';
import { candidatesOf } from './candidates.js';
import type { Catalogue } from './catalogue.js';
import { newCollector } from './collector.js';
import { completeProgram } from './complete-program.js';
import { isFault } from './fault.js';
import { fixtureName } from './fixtures.js';
import { distinct } from './distinct.js';
import { mineSession, unfolded } from './mine-session.js';
import { isBoundIn, placeOf, statementsOf } from './mine-statements.js';
import { casesOf, ONE_CASE } from './parametrize.js';
import type { Case } from './plan.js';
import type { Binding } from './python/bindings.js';
import { readModule } from './python/module.js';
import { contains } from './python/names.js';
import type { PythonModule } from './python/module.js';
import type { Block, Item } from './python/outline.js';
import { bodyScope, moduleScope } from './python/scope.js';
import type { Scope } from './python/scope.js';
import { sliceExpression } from './slice.js';
import { sqlTextsIn } from './sql/sql-texts.js';

/** Programs of one function that are kept. */
const MAX_PROGRAMS = 24;

/**
 * The programs and queries of a Python file: of its statements, functions, tests, docstrings.
 */
export function minePythonFile(file: SourceFile, catalogue: Catalogue): readonly Finding[] {
  if (!/\bibis\b/.test(file.text) && !/select/i.test(file.text)) return [];
  const module = readModule(file);
  const findings: Finding[] = [];
  if (module.error !== undefined) {
    const place = { path: file.path, line: 1, endLine: 1 };
    findings.push(refuse({ pattern: 'script', place }, 'SYNTAX', module.error, file.text));
  }
  const scope = moduleScope(module);
  if (/\bibis\b/.test(file.text)) {
    findings.push(...mineItems(scope, catalogue));
    findings.push(...mineDocstrings(module, catalogue));
  }
  findings.push(...sqlTextsIn(scope, catalogue));
  return distinct(findings);
}

function mineItems(scope: Scope, catalogue: Catalogue): readonly Finding[] {
  const findings: Finding[] = [];
  if (scope.kind === 'module') {
    findings.push(...mineBody(scope, 'script', [new Map()], catalogue));
  }
  for (const item of scope.items) {
    if (item.kind !== 'block') continue;
    if (item.keyword === 'class') {
      const body = bodyScope(item, scope);
      if (body !== undefined) findings.push(...mineItems(body, catalogue));
    } else if (item.keyword === 'def' && fixtureName(item, scope) === undefined) {
      findings.push(...mineFunction(item, scope, catalogue));
    }
  }
  return findings;
}

function mineFunction(block: Block, parent: Scope, catalogue: Catalogue): readonly Finding[] {
  const scope = bodyScope(block, parent);
  if (scope?.definition === undefined) return [];
  const isTest = scope.definition.name.name.startsWith('test');
  const { cases, more } = isTest ? casesOf(scope.definition, parent) : ONE_CASE;
  const pattern = isTest ? 'test' : 'function';
  const findings = mineBody(scope, pattern, cases, catalogue);
  if (more === 0) return findings;
  const place = placeOf(scope.module, scope.definition);
  const error = `its test has ${more} more cases than are taken`;
  return [...findings, refuse({ pattern, place }, 'TOO_MANY', error, '')];
}

function mineBody(
  scope: Scope,
  pattern: Pattern,
  cases: readonly Case[],
  catalogue: Catalogue,
): readonly Finding[] {
  const findings: Finding[] = [];
  const statements = statementsOf(scope.items, scope.module);
  for (const one of cases) {
    const chosen = scope.definition === undefined ? new Map() : new Map([[scope.definition, one]]);
    const collector = newCollector(catalogue, chosen);
    const made = statements.flatMap((statement) =>
      candidatesOf(statement, scope, collector).map((candidate) => {
        const { expression, home } = unfolded(candidate, scope, collector);
        const slice = sliceExpression(expression, home, collector);
        const own = home === scope ? expression : undefined;
        const place = placeOf(scope.module, statement);
        return { statement, place, slice, own, expression: candidate };
      }),
    );
    // What a later expression is made of is part of that one's program.
    const used = new Set<Binding>();
    for (const { slice } of made) {
      if (!isFault(slice)) for (const binding of slice.plan.bindings) used.add(binding);
    }
    for (const { statement, place, slice, expression } of made) {
      const isShown = made.some(({ own, ...other }) => {
        return other.statement !== statement && own !== undefined && contains(statement, own);
      });
      if (isShown || isBoundIn(statement, used)) continue;
      if (findings.length >= MAX_PROGRAMS) {
        const error = `its definition gives more than ${MAX_PROGRAMS}`;
        return [...findings, refuse({ pattern, place }, 'TOO_MANY', error, '')];
      }
      const whole = isFault(slice) ? slice : completeProgram(slice);
      const text = scope.module.text.slice(expression.start, expression.end);
      if (isFault(whole))
        findings.push(refuse({ pattern, place }, whole.reason, whole.error, text));
      else findings.push({ kind: 'program', pattern, place, ...whole });
    }
  }
  return findings;
}

/** Prompts in the docstrings of a module: each docstring is a session of its own. */
function mineDocstrings(module: PythonModule, catalogue: Catalogue): readonly Finding[] {
  const findings: Finding[] = [];
  const visit = (items: readonly Item[]): void => {
    for (const item of items) {
      if (item.kind === 'block') for (const { body } of item.clauses) visit(body);
      else {
        const [first] = item.tokens;
        if (first?.type !== TokenType.String || !first.text.includes('>>>')) continue;
        const blocks: readonly CodeBlock[] = readDoctests(first.text, module.lineOf(first.start));
        const session = mineSession(module.path, blocks, 'doctest', catalogue);
        findings.push(...[...session.values()].flat());
      }
    }
  };
  visit(module.items);
  return findings;
}
