import { isFloating, isInteger } from '@ibert/ir';
import type { DataType } from '@ibert/ir';

import type { ResultType } from '../comparison/result.js';

/** The family that values of an Ibis type are compared in. Zones are UTC: both timestamps are one. */
export function resultTypeOf(type: DataType): ResultType {
  if (isInteger(type)) return { family: 'integer' };
  if (isFloating(type)) return { family: 'float' };
  switch (type.kind) {
    case 'null':
    case 'boolean':
    case 'binary':
    case 'date':
    case 'time':
    case 'timestamp':
    case 'interval':
    case 'uuid':
      return { family: type.kind };
    case 'decimal':
      return { family: 'decimal', scale: type.scale ?? 0 };
    case 'string':
    case 'json':
    case 'inet':
    case 'macaddr':
      return { family: 'string' };
    case 'array':
      return { family: 'list', item: resultTypeOf(type.value) };
    case 'map':
      return { family: 'map', key: resultTypeOf(type.key), value: resultTypeOf(type.value) };
    case 'struct':
      return {
        family: 'struct',
        fields: [...type.fields].map(([name, field]) => ({ name, type: resultTypeOf(field) })),
      };
    default:
      return { family: 'other', name: type.kind };
  }
}
