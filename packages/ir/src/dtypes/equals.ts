import type { DataType } from './types.js';
import { printType } from './print.js';

/** Structural equality, nullability included (Ibis compares types so). */
export function sameType(a: DataType, b: DataType): boolean {
  if (a === b) return true;
  if (a.kind !== b.kind || a.nullable !== b.nullable) return false;
  return printType(a) === printType(b);
}
