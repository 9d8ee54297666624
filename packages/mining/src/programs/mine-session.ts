import { PythonError } from '@ibert/ibis';
import type { PythonAst } from '@ibert/ibis';

import type { CodeBlock } from '../documents/document.js';
import { refuse } from '../finding.js';
import type { Finding, Pattern } from '../finding.js';
import { candidatesOf } from './candidates.js';
import type { Catalogue } from './catalogue.js';
import { newCollector } from './collector.js';
import type { Collector } from './collector.js';
import { completeProgram } from './complete-program.js';
import { isFault } from './fault.js';
import { isBoundIn, placeOf, statementsOf } from './mine-statements.js';
import type { Binding } from './python/bindings.js';
import { readModule } from './python/module.js';
import { contains } from './python/names.js';
import { moduleScope } from './python/scope.js';
import type { Scope } from './python/scope.js';
import { sliceExpression } from './slice.js';
import { sqlTextsIn } from './sql/sql-texts.js';

/** A cell's findings. */
export type BlockFindings = ReadonlyMap<CodeBlock, readonly Finding[]>;

/**
 * The programs of cells that are run one after the other and see what those before them have bound.
 * Of tabs beside each other each goes on from the cell before the first of them.
 */
export function mineSession(
  path: string,
  blocks: readonly CodeBlock[],
  pattern: Pattern,
  catalogue: Catalogue,
): BlockFindings {
  const findings = new Map<CodeBlock, readonly Finding[]>();
  const collector = newCollector(catalogue, new Map());
  const flow = newFlow();
  for (const block of blocks) {
    if (block.language !== 'python') continue;
    const before = flow.before(block.tabs);
    const module = readModule({ path, text: block.code, line: block.line });
    const scope = moduleScope(module, before);
    flow.after(scope);
    findings.set(block, [
      ...mineCell(scope, pattern, collector, module.error),
      ...sqlTextsIn(scope, catalogue),
    ]);
  }
  return findings;
}

function mineCell(
  scope: Scope,
  pattern: Pattern,
  collector: Collector,
  error: string | undefined,
): readonly Finding[] {
  const { module } = scope;
  const findings: Finding[] = [];
  const whole = placeOf(module, { start: 0, end: module.text.length });
  if (error !== undefined) {
    findings.push(refuse({ pattern, place: whole }, 'SYNTAX', error, module.text));
  }
  for (const item of scope.items) {
    const parsed = item.kind === 'line' ? module.parse(item.tokens) : [];
    if (parsed instanceof PythonError) {
      const text = module.text.slice(item.start, item.end);
      findings.push(
        refuse({ pattern, place: placeOf(module, item) }, 'SYNTAX', parsed.message, text),
      );
    }
  }
  const made = statementsOf(scope.items, module).flatMap((statement) =>
    candidatesOf(statement, scope, collector).map((candidate) => {
      const { expression, home } = unfolded(candidate, scope, collector);
      const slice = sliceExpression(expression, home, collector);
      const own = home === scope ? expression : undefined;
      return { statement, candidate, own, slice };
    }),
  );
  for (const [i, { statement, candidate, slice }] of made.entries()) {
    // What another expression of the same cell is made of is part of that one's program.
    const later = new Set<Binding>();
    for (const { slice: other } of made.slice(i + 1)) {
      if (!isFault(other)) for (const binding of other.plan.bindings) later.add(binding);
    }
    const isShownLater = made.slice(i + 1).some(({ own, ...other }) => {
      return other.statement !== statement && own !== undefined && contains(statement, own);
    });
    if (isShownLater || isBoundIn(statement, later)) continue;
    const done = isFault(slice) ? slice : completeProgram(slice);
    const place = placeOf(module, statement);
    const text = module.text.slice(candidate.start, candidate.end);
    if (isFault(done)) findings.push(refuse({ pattern, place }, done.reason, done.error, text));
    else findings.push({ kind: 'program', pattern, place, ...done });
  }
  return findings;
}

/** Of a variable that is only shown the expression that it stands for. */
export function unfolded(
  expression: PythonAst.Expression,
  scope: Scope,
  collector: Collector,
): { readonly expression: PythonAst.Expression; readonly home: Scope } {
  const value = collector.valueOf(expression, scope);
  return value === undefined
    ? { expression, home: scope }
    : unfolded(value.expression, value.scope, collector);
}

interface Flow {
  /** The scope that a cell with these tabs goes on from. */
  readonly before: (tabs: readonly string[]) => Scope | undefined;
  readonly after: (scope: Scope) => void;
}

function newFlow(): Flow {
  let current: Scope | undefined;
  let tabs: readonly string[] = [];
  // For each depth the scope before the tabs, and the names of the tabs so far.
  const starts: { scope: Scope | undefined; seen: Set<string> }[] = [];
  return {
    before(next) {
      let common = 0;
      while (common < tabs.length && common < next.length && tabs[common] === next[common])
        common += 1;
      starts.length = Math.min(
        starts.length,
        Math.min(next.length, tabs.length) > common ? common + 1 : common,
      );
      const sibling = starts[common];
      const name = next[common];
      if (sibling !== undefined && name !== undefined && !sibling.seen.has(name)) {
        sibling.seen.add(name);
        current = sibling.scope;
      } else {
        starts.length = common;
      }
      for (let depth = starts.length; depth < next.length; depth += 1) {
        starts.push({ scope: current, seen: new Set([next[depth] ?? '']) });
      }
      tabs = next;
      return current;
    },
    after(scope) {
      current = scope;
    },
  };
}
