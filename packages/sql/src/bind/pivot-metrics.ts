import { build, make, replace, specOf } from '@ibert/ir';
import type { Value } from '@ibert/ir';

import { unsupported } from './errors.js';
import type { Place } from './syntax/ast.js';

/** The aggregates of a value over the rows only for which the condition holds. */
export const onlyWhere = (value: Value, condition: Value, place: Place): Value =>
  replace(value, (v) => {
    if (specOf(v.kind).role !== 'reduction') return undefined;
    if (!('where' in v.args)) throw unsupported(place, `${v.kind} in PIVOT`);
    const own = v.args['where'] as Value | null;
    const where = own === null ? condition : make('And', { left: own, right: condition });
    return build(v.kind, { ...v.args, where });
  });
