import type { Span } from '@ibert/core';
import type { Difficulty } from '@ibert/core/records';
import type { CompiledText } from './placeholder.js';

/** Table name → its columns: name → Ibis data type, in order. */
export type TemplateTables = Readonly<
  Record<string, { readonly schema: Readonly<Record<string, string>> }>
>;

/** A checked template: every variation of it expands without a fault. */
export interface Template {
  readonly name: string;
  /** Where the name stands in the file. */
  readonly nameSpan: Span;
  readonly description: string;
  readonly difficulty: Difficulty;
  readonly features: readonly string[];
  /** The file as it was named when it was loaded. */
  readonly file: string;
  readonly variations: readonly Variation[];
}

/** One variation with all that it has of its own or from its template. */
export interface Variation {
  readonly name: string;
  /** The line of the file that it starts on. */
  readonly line: number;
  readonly difficulty: Difficulty;
  readonly features: readonly string[];
  readonly tables: TemplateTables;
  readonly sql: CompiledText | undefined;
  readonly ibis: CompiledText | undefined;
  /** Keys with one value. */
  readonly params: ReadonlyMap<string, ParameterText>;
  /** What varies: the product of all axes, the last one fastest. */
  readonly axes: readonly Axis[];
  /** How many examples it expands to: the product of the axes' lengths. */
  readonly count: number;
}

/** The text that stands for a placeholder, verbatim. */
export type ParameterText = string;

/** Keys that vary together: each row has one value per key. A key of its own is an axis of one key. */
export interface Axis {
  readonly keys: readonly string[];
  readonly rows: readonly (readonly ParameterText[])[];
}

/** One example as its template gives it; a side that the template leaves out is missing. */
export interface Expanded {
  readonly template: string;
  /** The variation's name; with its index where it expands to several. */
  readonly variation: string;
  /** Its place among the examples of its variation, from 0. */
  readonly index: number;
  readonly difficulty: Difficulty;
  readonly features: readonly string[];
  readonly tables: TemplateTables;
  readonly sql?: string;
  readonly ibis?: string;
  readonly file: string;
  readonly line: number;
}
