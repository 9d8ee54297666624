import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { median, timed } from './clock.js';

/** From start to exit, in milliseconds. */
export interface StartUp {
  readonly command: string;
  readonly ms: number;
}

const ROUNDS = 15;

const FUNCTION = `from ibis import _


def adults(people, least=18):
    return people.filter(_.age >= least).select("name", "age")
`;

interface Answer {
  readonly command: string;
  readonly args: readonly string[];
  readonly input?: string;
}

/** What the product's description asks of each command. */
const answers = (file: string): readonly Answer[] => [
  { command: 'ibert-complete', args: [], input: 'table.filter(table.age >' },
  {
    command: 'ibert-to-sql',
    args: [],
    input: "table.filter(table.age > 18).select('name', 'age')",
  },
  { command: 'sql-to-ibert', args: [], input: 'SELECT name, age FROM users WHERE age > 18' },
  {
    command: 'sql-to-ibert',
    args: ['--schema', 'id: int, name: string, age: int'],
    input: 'SELECT name, age FROM users WHERE age > 18',
  },
  { command: 'ibert-fix', args: [], input: 'table.filter(table.age > "18")' },
  { command: 'ibert-qa', args: [], input: 'What is lazy evaluation in Ibis?' },
  { command: 'ibert-doc', args: [file] },
  { command: 'ibert-doc', args: [file, '--no-examples'] },
];

/** Measures bare Node and every command in turn, so that a busy machine slows all of them. */
export function measureStartUp(): readonly StartUp[] {
  const folder = mkdtempSync(join(tmpdir(), 'ibert-bench-'));
  const file = join(folder, 'adults.py');
  writeFileSync(file, FUNCTION);
  const all = [
    { title: 'node -e 0', run: () => execFileSync(process.execPath, ['-e', '0']) },
    ...answers(file).map(({ command, args, input }) => ({
      title: [command, ...args.filter((arg) => arg.startsWith('--'))].join(' '),
      run: () => execFileSync(`bin/${command}`, args, { input, stdio: 'pipe' }),
    })),
  ];
  const times = all.map((): number[] => []);
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [at, { run }] of all.entries()) times[at]?.push(timed(run));
  }
  rmSync(folder, { recursive: true });
  return all.map(({ title }, at) => ({ command: title, ms: median(times[at] ?? []) }));
}
