import { tokenize, TokenType } from '@ibert/ibis';
import type { PythonAst, Token } from '@ibert/ibis';

import type { Catalogue } from './catalogue.js';
import { newKnowledge } from './knowledge.js';
import type { Knowledge } from './knowledge.js';
import { bracketed, isOpenLine } from './layout.js';
import type { Part } from './layout.js';
import type { Cases, Plan } from './plan.js';
import { newPlannedTables } from './planned-tables.js';
import type { Placed } from './python/kinds.js';
import { resolve } from './python/scope.js';
import type { Scope } from './python/scope.js';
import { newReferences } from './references.js';
import { newRenderer, NOTHING } from './renderer.js';
import type { Links } from './renderer.js';

type Expression = PythonAst.Expression;

/** Everything that can be asked about expressions of one file, with one choice of cases. */
export interface Collector {
  readonly kindOf: Knowledge['kindOf'];
  /** The text of an expression as a program's last; what it needs goes into the plan. */
  readonly expression: (expression: Expression, scope: Scope, plan: Plan) => readonly Part[];
  /** The text of a whole statement; what it needs goes into the plan. */
  readonly statement: (statement: PythonAst.Statement, scope: Scope, plan: Plan) => readonly Part[];
  /** The Ibis expression that a variable or parameter stands for; undefined for anything else. */
  readonly valueOf: (expression: Expression, scope: Scope) => Placed | undefined;
}

export function newCollector(catalogue: Catalogue, cases: Cases): Collector {
  const knowledge = newKnowledge(catalogue, cases);
  // Text asks for names, and names for the text of what binds them.
  const links: Links = {
    reference: (name, around) => references.reference(name, around),
    table: (source, at, around, variable) => table(source, at, around, variable),
  };
  const renderer = newRenderer(knowledge, links);
  const table = newPlannedTables(catalogue, knowledge, renderer);
  const references = newReferences(catalogue, knowledge, renderer, table);

  return {
    kindOf: knowledge.kindOf,
    statement: references.statement,
    valueOf: (expression, scope) => valueOf(expression, scope, knowledge),
    expression(expression, scope, plan) {
      const { module } = scope;
      const around = { scope, plan, bound: NOTHING, offset: expression.start };
      const source = knowledge.sourceOf(expression, scope, expression.start);
      if (source !== undefined) return [table(source, expression, around)];
      const parts = renderer.render(expression, around);
      if (expression.kind === 'Call' && expression.callee.kind === 'Name') {
        return unbracketed(parts);
      }
      const isOpen = isOpenLine(module.tokensIn(expression), module.text, expression);
      return isOpen ? bracketed(parts) : parts;
    },
  };
}

function valueOf(expression: Expression, scope: Scope, knowledge: Knowledge): Placed | undefined {
  if (expression.kind !== 'Name') return undefined;
  const found = resolve(scope, expression.name, expression.start);
  if (found === undefined) return undefined;
  const { source } = found.binding;
  const value: Placed | undefined =
    source.kind === 'assignment'
      ? { expression: source.value, scope: found.scope, offset: source.statement.start }
      : knowledge.argument(found);
  if (value === undefined) return undefined;
  const kind = knowledge.kindOf(value.expression, value.scope, value.offset);
  return kind === 'expr' || kind === 'value' ? value : undefined;
}

/** Whether the first bracket of a text is closed by its last: of `(a).b(c)` it is not. */
function isOnePair(tokens: readonly Token[]): boolean {
  const brackets = tokens.filter(
    ({ type, text }) => type === TokenType.Op && '()[]{}'.includes(text),
  );
  let depth = 0;
  return brackets.every(({ text }, i) => {
    depth += '([{'.includes(text) ? 1 : -1;
    return depth > 0 || i === brackets.length - 1;
  });
}

/** The text without the brackets that a lambda's body was put into, where it needs none. */
function unbracketed(parts: readonly Part[]): readonly Part[] {
  const shown = parts.filter((part) => part !== '');
  if (shown[0] !== '(' || shown.at(-1) !== ')') return parts;
  const inner = shown.slice(1, -1);
  const text = inner.map((part) => (typeof part === 'string' ? part : 'x')).join('');
  // Inside of brackets a text over several lines is one line of tokens.
  const whole = `(${text})`;
  const at = { start: 1, end: whole.length - 1 };
  const { list } = tokenize(whole);
  return !isOnePair(list) || isOpenLine(list, whole, at) ? parts : inner;
}
