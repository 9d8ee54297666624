import { field, isOp, sameValue } from '@ibert/ir';
import type { Relation, Value } from '@ibert/ir';

import type { Speaker } from './nouns.js';
import type { Outline } from './outline.js';
import { listed } from './phrase.js';
import type { Phrase } from './phrase.js';
import type { SourceWords } from './source-words.js';
import { unspeakable } from './speech.js';
import { trace } from './trace.js';

/** What a summary can say already, so that the details need not. */
export type Fact = 'where' | 'after' | 'having' | 'order' | 'join';

/** A column that a docstring lists under what is returned. */
export interface ColumnWords {
  readonly name: string;
  /** What it is, as a sentence; undefined for a column passed on under its own name. */
  readonly meaning: Phrase | undefined;
}

/** Everything that parts of a description are made of. */
export interface View {
  readonly relation: Relation;
  readonly outline: Outline;
  readonly words: Speaker;
  readonly source: SourceWords;
  readonly columns: readonly OutputColumn[];
  /** The table whose columns all stand in the result, where the rows are its rows. */
  readonly passed: string | undefined;
}

export interface OutputColumn extends ColumnWords {
  readonly value: Value;
  /** Whether it is told of with all other columns of its table. */
  readonly passedOn: boolean;
  readonly isGroup: boolean;
}

/** The sort keys, by the names that the result has for them where it has. */
export function orderWords({ relation, words }: View, keys: readonly Value[]): Phrase {
  const outputs = [...relation.schema.keys()];
  return listed(
    keys.map((key) => {
      if (!isOp(key, 'SortKey') || key.args.nulls_first) return unspeakable('a sort key');
      const value = trace(key.args.arg);
      const output = outputs.find((name) => sameValue(trace(field(relation, name)), value));
      if (output === undefined && isOp(value, 'Field') && outputs.includes(value.args.name)) {
        return unspeakable('an order by a column that another of its name hides');
      }
      const name = output === undefined ? words.noun(value) : `\`${output}\``;
      return key.args.ascending ? name : ['descending ', name];
    }),
  );
}
