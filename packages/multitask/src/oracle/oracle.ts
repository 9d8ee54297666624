import { IbertError } from '@ibert/core';
import type { RecordContext } from '@ibert/core/records';
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

const SCRIPT = fileURLToPath(new URL('../../oracle/ibis_oracle.py', import.meta.url));
const KEPT_STDERR = 2000;

const programSchema = z.discriminatedUnion('ok', [
  z.object({
    ok: z.literal(true),
    sql: z.string(),
    columns: z.array(z.string()),
    types: z.array(z.string()),
  }),
  z.object({ ok: z.literal(false), error: z.string() }),
]);

const errorSchema = z.object({
  error: z.string().nullable(),
  class: z.string().nullable(),
  message: z.string().nullable(),
});

/** What real Ibis makes of a program: DuckDB SQL and its columns, or the exception. */
export type OracleProgram = z.infer<typeof programSchema>;

/** How a program fails in real Ibis: class, message and the last lines of its traceback. */
export type OracleError = z.infer<typeof errorSchema>;

interface Waiting {
  readonly resolve: (line: string) => void;
  readonly reject: (error: IbertError) => void;
}

/** Real Ibis in a Python process. It answers in the order it is asked. */
export class Oracle {
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #waiting: Waiting[] = [];
  #stderr = '';
  #dead: IbertError | undefined;

  /** @param python path of a Python that has Ibis 12 with DuckDB. */
  constructor(python: string) {
    this.#child = spawn(python, [SCRIPT], { stdio: ['pipe', 'pipe', 'pipe'] });
    this.#child.stderr.on('data', (bytes: Buffer) => {
      this.#stderr = (this.#stderr + bytes.toString()).slice(-KEPT_STDERR);
    });
    createInterface({ input: this.#child.stdout }).on('line', (line) => {
      this.#waiting.shift()?.resolve(line);
    });
    this.#child.stdin.on('error', () => this.#die(python));
    this.#child.on('error', () => this.#die(python));
    this.#child.on('exit', () => this.#die(python));
  }

  /** Compiles a program, and runs it on empty tables. */
  async program(code: string, { tables }: RecordContext): Promise<OracleProgram> {
    return programSchema.parse(await this.#ask({ ask: 'program', code, tables }));
  }

  /** The error of a program that should fail. */
  async error(code: string, { tables }: RecordContext): Promise<OracleError> {
    return errorSchema.parse(await this.#ask({ ask: 'error', code, tables }));
  }

  /** A program's SQL in a dialect; null where Ibis refuses to write it. */
  async spell(code: string, { tables }: RecordContext, dialect: string): Promise<string | null> {
    const answer = await this.#ask({ ask: 'spell', code, tables, dialect });
    return z.object({ sql: z.string().nullable() }).parse(answer).sql;
  }

  /** What fails of the examples in a function's docstring, and how many there are. */
  async doctest(
    code: string,
    docstring: string,
    { tables }: RecordContext,
  ): Promise<{ readonly failures: string; readonly attempted: number }> {
    const answer = await this.#ask({ ask: 'doctest', code, docstring, tables });
    return z.object({ failures: z.string(), attempted: z.int() }).parse(answer);
  }

  close(): void {
    this.#child.kill();
  }

  async #ask(request: object): Promise<unknown> {
    if (this.#dead !== undefined) throw this.#dead;
    const line = await new Promise<string>((resolve, reject) => {
      this.#waiting.push({ resolve, reject });
      this.#child.stdin.write(`${JSON.stringify(request)}\n`);
    });
    return JSON.parse(line) as unknown;
  }

  #die(python: string): void {
    const last = this.#stderr.trim().split('\n').at(-1) ?? '';
    this.#dead ??= new IbertError('ORACLE_UNAVAILABLE', `real Ibis does not answer: ${last}`, {
      hint: `${python} needs the packages of tests/conformance/constraints.txt; name another with --python.`,
    });
    for (const { reject } of this.#waiting.splice(0)) reject(this.#dead);
  }
}
