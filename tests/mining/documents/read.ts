import {
  readDocument,
  type Block,
  type CodeBlock,
  type Include,
} from '../../../packages/mining/src/documents/index.js';

/** The blocks of a document of the given name. */
export function blocksOf(path: string, text: string, include?: Include): readonly Block[] {
  const document = readDocument({ path, text }, include);
  if (document === undefined || 'kind' in document) throw new Error(`${path} is no document`);
  return document.blocks;
}

export const codeOf = (blocks: readonly Block[]): readonly CodeBlock[] =>
  blocks.filter((block) => block.kind === 'code');

export const proseOf = (blocks: readonly Block[]): readonly string[] =>
  blocks.flatMap((block) => (block.kind === 'prose' ? [block.text] : []));
