import { parseProgram, walk } from '@ibert/ibis';
import type { AstNode } from '@ibert/ibis';

import type { Occurrence, Role } from './occurrence.js';
import { plainText } from './plain-text.js';

/**
 * The places in an Ibis program where columns may be named (attributes, texts, keywords) and where
 * variables are, which tables are too; in the order of the text.
 *
 * @throws PythonError for text that does not parse.
 */
export function ibisOccurrences(text: string): readonly Occurrence[] {
  const found: Occurrence[] = [];
  const roles = new Map<AstNode, Role>();
  const column = (role: Role, name: string, start: number, end: number): void => {
    found.push({ named: 'column', role, name, start, end });
  };
  const variable = (role: Role, name: string, start: number, end: number): void => {
    found.push({ named: 'table', role, name, start, end });
  };
  walk(parseProgram(text), (node) => {
    switch (node.kind) {
      case 'Attribute':
        column('reference', node.attr.name, node.attr.start, node.attr.end);
        break;
      case 'Str': {
        const place = plainText(text, node.pieces, node.value);
        if (place !== undefined) column(roles.get(node) ?? 'reference', node.value, ...place);
        break;
      }
      case 'Call':
        for (const { name } of node.args) {
          if (name !== undefined) column('definition', name.name, name.start, name.end);
        }
        if (node.callee.kind === 'Attribute') {
          const role = ARGUMENT_ROLES[node.callee.attr.name];
          if (role !== undefined) for (const { value } of node.args) roles.set(value, role);
        }
        break;
      case 'Compare':
        for (const operand of [node.left, ...node.rights]) roles.set(operand, 'either');
        break;
      case 'Dict':
        for (const { key, value } of node.items) {
          if (key !== undefined) roles.set(key, 'either');
          roles.set(value, 'either');
        }
        break;
      case 'Name':
        variable(roles.get(node) ?? 'reference', node.name, node.start, node.end);
        break;
      case 'Assign':
        for (const target of node.targets) roles.set(target, 'definition');
        break;
      case 'Lambda':
        for (const { name } of node.params.list) {
          variable('definition', name.name, name.start, name.end);
        }
        break;
      case 'FunctionDef':
        variable('definition', node.name.name, node.name.start, node.name.end);
        for (const { name } of node.params.list) {
          variable('definition', name.name, name.start, name.end);
        }
        break;
      default:
    }
  });
  return found.sort((a, b) => a.start - b.start);
}

/** What texts are that stand as arguments of these methods, where they are no columns. */
const ARGUMENT_ROLES: Readonly<Record<string, Role>> = {
  name: 'definition',
  literal: 'either',
  nullif: 'either',
  fill_null: 'either',
};
