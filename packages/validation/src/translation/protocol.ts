import type { Judgement, Translation } from './judge.js';

/** A translation as a message: schemas as names and types in Ibis's words. */
export interface ToJudge extends Omit<Translation, 'tables'> {
  readonly tables: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

export type FromJudge =
  | { readonly kind: 'judgement'; readonly judgement: Judgement }
  /** A defect of the product, not of the translation. */
  | { readonly kind: 'defect'; readonly message: string };
