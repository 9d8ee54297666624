import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  Lexer,
  type Node,
  parseDocument,
} from 'yaml';
import { throwErrors } from './error-report.js';
import { IbertError, InternalError, type Span } from './errors.js';
import { type LineStarts, lineStarts, spanOf } from './positions.js';
import { groupThousands } from './text.js';
import type { YamlEntry, YamlFile, YamlNode, YamlScalar } from './yaml-tree.js';

export interface YamlLimits {
  /** Most UTF-16 code units of a file. */
  readonly maxLength: number;
  /** Most levels of nesting. */
  readonly maxDepth: number;
  /** Most values once every alias stands for a copy of what it refers to. */
  readonly maxNodes: number;
}

/** Limits unless told otherwise: far above any real file, far below what hurts. */
export const YAML_LIMITS: YamlLimits = { maxLength: 1 << 20, maxDepth: 60, maxNodes: 50_000 };

/**
 * Parses one YAML 1.2 document (core schema). Mapping keys are texts and unique; tags of one's
 * own, other YAML versions, circular aliases and aliases that multiply are refused.
 *
 * @throws IbertError `INVALID_YAML`, `YAML_TOO_LARGE`, or `SEVERAL_ERRORS` holding those.
 */
export function parseYaml(text: string, file: string, limits = YAML_LIMITS): YamlFile {
  const bare = text.startsWith('\uFEFF') ? text.slice(1) : text;
  const lines = lineStarts(bare);
  const context: ParseContext = {
    file,
    text: bare,
    lines,
    limits,
    errors: [],
    open: new Set(),
    nodes: 0,
  };
  if (bare.length > limits.maxLength) {
    throw tooLarge(context, 0, `it is longer than ${groupThousands(limits.maxLength)} characters`);
  }
  const deep = tooDeepAt(bare, limits.maxDepth);
  if (deep !== undefined) {
    throw tooLarge(context, deep, `it is nested more than ${limits.maxDepth} levels deep`);
  }
  const document = parseDocument(bare, {
    logLevel: 'error',
    prettyErrors: false,
    schema: 'core',
    strict: true,
    stringKeys: true,
    uniqueKeys: true,
    version: '1.2',
  });
  throwErrors(syntaxErrors(document, context));
  const root: YamlNode =
    document.contents === null
      ? { kind: 'Scalar', value: null, source: '', span: spanOf(lines, 0, 0) }
      : convert(document.contents, document, context);
  throwErrors(context.errors);
  return { file, text: bare, lines, root };
}

/** A fault at a place of a YAML file. */
export function yamlError(
  source: Pick<YamlFile, 'file'>,
  span: Span,
  message: string,
  hint?: string,
): IbertError {
  return new IbertError('INVALID_YAML', message, { file: source.file, span, hint });
}

interface ParseContext {
  readonly file: string;
  readonly text: string;
  readonly lines: LineStarts;
  readonly limits: YamlLimits;
  readonly errors: IbertError[];
  /** Values being converted: an alias to one of them is circular. */
  readonly open: Set<Node>;
  nodes: number;
}

const HINTS: Readonly<Record<string, string>> = {
  BLOCK_AS_IMPLICIT_KEY: 'Put a text that contains ": " in quotes.',
  BAD_SCALAR_START: 'Put the text in quotes.',
  BAD_DQ_ESCAPE: "In single quotes ('…') a backslash is just a backslash.",
  DUPLICATE_KEY: 'Remove one of the two.',
  MISSING_CHAR: 'Check the indentation, the colon after each key, and the quotes.',
  BAD_INDENT: 'Check the indentation and the closing bracket.',
  TAB_AS_INDENT: 'Indent with spaces.',
  MULTIPLE_DOCS: 'Put each document in a file of its own.',
};

/** Messages of our own where the parser's do not say enough, or say too much. */
const MESSAGES: Readonly<Record<string, (found: string) => string>> = {
  DUPLICATE_KEY: (found) => `the key ${found} is given twice`,
  MULTIPLE_DOCS: () => 'found a second document after ---',
};

function syntaxErrors(document: Document.Parsed, context: ParseContext): readonly IbertError[] {
  const textAt = (offset: number): string => /^[^:\s]*/.exec(context.text.slice(offset))?.[0] ?? '';
  const errors = document.errors.map((error) =>
    yamlError(
      context,
      spanOf(context.lines, error.pos[0], error.pos[1]),
      `not valid YAML: ${MESSAGES[error.code]?.(textAt(error.pos[0])) ?? error.message}`,
      HINTS[error.code] ?? 'Check the indentation and the quotes.',
    ),
  );
  if (document.directives.yaml.version !== '1.2') {
    errors.push(
      yamlError(
        context,
        spanOf(context.lines, 0, 0),
        `expected YAML 1.2, found version ${document.directives.yaml.version}`,
        'Remove the %YAML line.',
      ),
    );
  }
  return errors;
}

function convert(node: Node, document: Document, context: ParseContext): YamlNode {
  const [start, end] = node.range ?? [0, 0];
  const span = spanOf(context.lines, start, end);
  const { limits } = context;
  if (++context.nodes > limits.maxNodes) {
    throw tooLarge(
      context,
      start,
      `it has more than ${groupThousands(limits.maxNodes)} values, aliases in full`,
    );
  }
  if (isAlias(node)) {
    const target = node.resolve(document);
    if (target !== undefined && !context.open.has(target))
      return convert(target, document, context);
    const problem = target === undefined ? 'refers to no anchor before it' : 'refers to itself';
    throw yamlError(context, span, `the alias *${node.source} ${problem}`, 'Write the value out.');
  }
  if (node.tag !== undefined && !CORE_TAGS.has(node.tag)) {
    const error = yamlError(
      context,
      span,
      `the tag ${node.tag} is not known`,
      'A text that starts with "!" needs quotes.',
    );
    context.errors.push(error);
  }
  context.open.add(node);
  const converted = convertContent(node, span, document, context);
  context.open.delete(node);
  return converted;
}

const CORE_TAGS: ReadonlySet<string> = new Set(
  ['map', 'seq', 'str', 'int', 'float', 'bool', 'null'].map((name) => `tag:yaml.org,2002:${name}`),
);

function convertContent(
  node: Node,
  span: Span,
  document: Document,
  context: ParseContext,
): YamlNode {
  const child = (value: unknown, at: Span): YamlNode =>
    value === null || value === undefined ? missing(at) : convert(value as Node, document, context);

  if (isSeq(node))
    return { kind: 'List', items: node.items.map((item) => child(item, span)), span };
  if (isMap(node)) {
    const entries = node.items.map((pair): YamlEntry => {
      const { key, keySpan } = convertKey(pair.key, span, context);
      return { key, keySpan, value: child(pair.value, keySpan) };
    });
    return { kind: 'Map', entries, span };
  }
  if (isScalar(node)) return convertScalar(node.value, node.source, span);
  throw new InternalError('a YAML node of an unknown kind');
}

function convertKey(
  node: unknown,
  around: Span,
  context: ParseContext,
): { readonly key: string; readonly keySpan: Span } {
  if (!isScalar(node) || typeof node.value !== 'string') {
    throw yamlError(context, around, 'expected a text as the key', 'Write the key out.');
  }
  const [start, end] = node.range ?? [around.start, around.start];
  const keySpan = spanOf(context.lines, start, end);
  // As a property it would change the object instead of being in it.
  if (node.value === '__proto__') {
    context.errors.push(yamlError(context, keySpan, 'the key __proto__ is reserved', 'Rename it.'));
  }
  return { key: node.value, keySpan };
}

function convertScalar(value: unknown, source: string | undefined, span: Span): YamlScalar {
  if (typeof value === 'string') return { kind: 'Scalar', value, source: value, span };
  if (value === null || typeof value === 'number' || typeof value === 'boolean') {
    return { kind: 'Scalar', value, source: source ?? '', span };
  }
  throw new InternalError(`a YAML scalar of type ${typeof value}`);
}

function missing(span: Span): YamlScalar {
  return { kind: 'Scalar', value: null, source: '', span };
}

function tooLarge(context: ParseContext, offset: number, problem: string): IbertError {
  return new IbertError('YAML_TOO_LARGE', `the YAML file is too large: ${problem}`, {
    file: context.file,
    span: spanOf(context.lines, offset, offset),
    hint: 'Split it into several files.',
  });
}

/**
 * The offset at which nesting passes the limit. The parser recurses per level, and running out of
 * stack inside it can end the process, so depth is measured on the tokens first.
 */
function tooDeepAt(text: string, maxDepth: number): number | undefined {
  const indents: number[] = [];
  let offset = 0;
  let flow = 0;
  let compact = 0;
  let lineStart = true;
  for (const token of new Lexer().lex(text)) {
    if (token === '\n' || token === '\r\n') {
      lineStart = true;
      compact = 0;
    } else if (lineStart && !CONTROL_TOKENS.has(token)) {
      const indent = /^[ \t]+$/.test(token) ? token.length : 0;
      while ((indents.at(-1) ?? -1) > indent) indents.pop();
      if ((indents.at(-1) ?? -1) < indent) indents.push(indent);
      lineStart = false;
    }
    if (token === '[' || token === '{') flow++;
    else if (token === ']' || token === '}') flow--;
    else if (token === '-' || token === '?') compact++;
    if (indents.length + flow + compact > maxDepth) return Math.min(offset, text.length);
    if (!CONTROL_TOKENS.has(token)) offset += token.length;
  }
  return undefined;
}

/** Tokens of the lexer that stand for no text: document and scalar marks. */
const CONTROL_TOKENS: ReadonlySet<string> = new Set(['\u0002', '\u0018', '\u001f']);
