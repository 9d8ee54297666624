import { existsSync, writeFileSync } from 'node:fs';
import { parseSchema, unboundTable } from '@ibert/ir';

const compiled = (sql) => ({ sql, relation: unboundTable('t', parseSchema({ a: 'int64' })) });

/** A compiler whose programs misbehave in the worker process: `die`, `die-once FILE`, `hang`, `hang-once FILE`, … */
export function compile(program) {
  const [command, argument] = program.split(' ');
  switch (command) {
    case 'die':
      return process.kill(process.pid, 'SIGKILL');
    case 'die-once':
      if (!existsSync(argument)) {
        writeFileSync(argument, '');
        process.kill(process.pid, 'SIGKILL');
      }
      return compiled('SELECT a FROM t');
    case 'hang-once':
      if (!existsSync(argument)) {
        writeFileSync(argument, '');
        for (;;);
      }
      return compiled('SELECT a FROM t');
    case 'hang':
      for (;;);
    case 'defect':
      throw new Error('a defect of the compiler');
    case 'fill':
      for (const heap = []; ;) heap.push(Array.from({ length: 1000 }, () => heap.length));
    default:
      return compiled('SELECT a FROM t');
  }
}
