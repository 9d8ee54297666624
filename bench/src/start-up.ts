import { execFileSync } from 'node:child_process';
import { median, timed } from './clock.js';

export interface StartUp {
  /** Milliseconds of `node -e 0`. */
  readonly node: number;
  /** Milliseconds of `ibert-to-sql` for one program, from start to exit. */
  readonly toSql: number;
}

const ROUNDS = 21;
const COMMAND = 'bin/ibert-to-sql';
const PROGRAM = "table.filter(table.age > 18).select('name', 'age')";

/** Measures both in turn, so that a busy machine slows both. */
export function measureStartUp(): StartUp {
  const node: number[] = [];
  const toSql: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    node.push(timed(() => execFileSync(process.execPath, ['-e', '0'])));
    toSql.push(timed(() => execFileSync(COMMAND, { input: PROGRAM })));
  }
  return { node: median(node), toSql: median(toSql) };
}
