import { isOp } from '@ibert/ir';
import type { OpArgs, Value } from '@ibert/ir';

import type { Emitter } from '../../expressions/emitter.js';
import { not } from '../../expressions/predicates.js';
import { PRECEDENCE, sql } from '../../expressions/sql.js';
import type { Sql } from '../../expressions/sql.js';
import { run } from '../../format/doc.js';

/** NOT in front of what the dialect writes in its own way, negated operators for the rest. */
export const notBefore =
  (own: (value: Value) => boolean) =>
  ({ arg }: OpArgs<'Not'>, e: Emitter): Sql => {
    const inner = isOp(arg, 'Alias') ? arg.args.arg : arg;
    return own(inner)
      ? sql(run('NOT ', e.operand(inner, PRECEDENCE.add)), PRECEDENCE.not)
      : not({ arg: inner }, e);
  };
