import type { Span } from '@ibert/core';
import type { Difficulty, Task } from '@ibert/core/records';
import type { CompiledText } from '../placeholder.js';
import type { Axis, ParameterText, TemplateTables } from '../template.js';

/** A checked template of one of the six tasks: each of its variations gives input and target. */
export interface TaskTemplate {
  readonly name: string;
  /** Where the name stands in the file. */
  readonly nameSpan: Span;
  readonly description: string;
  readonly task: Task;
  /** Used in place of the task's own prompt. */
  readonly systemPrompt: string | undefined;
  /** The file as it was named when it was loaded. */
  readonly file: string;
  readonly variations: readonly TaskVariation[];
}

/** One variation with all that it has of its own or from its template. */
export interface TaskVariation {
  readonly name: string;
  /** The line of the file that it starts on. */
  readonly line: number;
  readonly difficulty: Difficulty;
  readonly features: readonly string[];
  readonly tables: TemplateTables;
  readonly input: Fields;
  readonly target: Fields;
  readonly meta: Fields;
  readonly params: ReadonlyMap<string, ParameterText>;
  readonly axes: readonly Axis[];
  /** How many examples it expands to: the product of the axes' lengths. */
  readonly count: number;
}

/** The texts of an input or a target by their key; a list where the key holds several. */
export type Fields = ReadonlyMap<string, CompiledText | readonly CompiledText[]>;

/** {@link Fields} with values in the place of the placeholders. */
export type FieldTexts = Readonly<Record<string, string | readonly string[]>>;

/** One example of a task as its template gives it. */
export interface ExpandedTask {
  readonly template: string;
  /** The variation's name; with its index where it expands to several. */
  readonly variation: string;
  readonly task: Task;
  readonly systemPrompt: string | undefined;
  readonly difficulty: Difficulty;
  readonly features: readonly string[];
  readonly tables: TemplateTables;
  readonly input: FieldTexts;
  readonly target: FieldTexts;
  /** Topic, style and kind of error, as far as given. */
  readonly meta: Readonly<Record<string, string>>;
  readonly file: string;
  readonly line: number;
}
