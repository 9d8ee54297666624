import { parseProgram, walk } from '@ibert/ibis';
import { parseSql } from '@ibert/sql/bind';

import { plainText } from '../programs/plain-text.js';

/** A constant as written in one of the texts. */
export interface ConstantToken {
  readonly kind: 'number' | 'text';
  /** The digits as written, or the content of the text. */
  readonly content: string;
  /** Offsets of the content, without quotes. */
  readonly start: number;
  readonly end: number;
}

const DIGITS = /^\d+(\.\d+)?$/;

/** The constants of a query whose content stands in the text as it is. */
export function sqlConstants(text: string, dialect: string): readonly ConstantToken[] {
  const found: ConstantToken[] = [];
  const add = (token: ConstantToken): void => {
    if (text.slice(token.start, token.end) === token.content) found.push(token);
  };
  const visit = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    if (Array.isArray(node)) {
      for (const item of node) visit(item);
      return;
    }
    const record = node as Readonly<Record<string, unknown>>;
    const { kind, start, end } = record as { kind?: string; start: number; end: number };
    if (kind === 'number') {
      const content = String(record['text']);
      if (DIGITS.test(content)) add({ kind: 'number', content, start, end });
    } else if (kind === 'string' || kind === 'typed-string') {
      const content = String(record['value']);
      const from = end - 1 - content.length;
      if (text.charAt(from - 1) === "'" && text.charAt(end - 1) === "'") {
        add({ kind: 'text', content, start: from, end: end - 1 });
      }
    }
    for (const part of Object.values(record)) visit(part);
  };
  visit(parseSql(text, dialect as Parameters<typeof parseSql>[1]));
  return found;
}

/** The constants of an Ibis program whose content stands in the text as it is. */
export function ibisConstants(text: string): readonly ConstantToken[] {
  const found: ConstantToken[] = [];
  walk(parseProgram(text), (node) => {
    if (node.kind === 'Constant') {
      const content = text.slice(node.start, node.end);
      const { start, end } = node;
      if (DIGITS.test(content)) found.push({ kind: 'number', content, start, end });
    } else if (node.kind === 'Str') {
      const place = plainText(text, node.pieces, node.value);
      if (place !== undefined) {
        found.push({ kind: 'text', content: node.value, start: place[0], end: place[1] });
      }
    }
  });
  return found;
}
