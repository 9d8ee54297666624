import { notSupported } from '../python/index.js';
import type { HostObject } from '../python/index.js';
import type { TableObj, ValueObj } from './objects.js';
import { REASONS } from './reasons.js';

/**
 * What `execute()` and its kin give. It ends a program, whose answer is then the expression that
 * would be executed; there are no rows in it to go on with.
 */
export class ResultObj implements HostObject {
  readonly kind = 'host';
  readonly pyType = 'Result';
  readonly expression: TableObj | ValueObj;
  private readonly method: string;

  constructor(expression: TableObj | ValueObj, method: string) {
    this.expression = expression;
    this.method = method;
  }

  private refuse(): never {
    throw notSupported(`the result of ${this.method}(): ${REASONS.results}`);
  }
  getAttr(): never {
    return this.refuse();
  }
  getItem(): never {
    return this.refuse();
  }
  binary(): never {
    return this.refuse();
  }
  compare(): never {
    return this.refuse();
  }
  unary(): never {
    return this.refuse();
  }
  truth(): never {
    return this.refuse();
  }
  iterate(): never {
    return this.refuse();
  }
  contains(): never {
    return this.refuse();
  }
  length(): never {
    return this.refuse();
  }
  number(): never {
    return this.refuse();
  }
  /** Scripts print what they executed: shown is what would be executed. */
  repr(): string {
    return this.expression.repr();
  }
}
