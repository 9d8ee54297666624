import { type CommandSpec, type ExitCode, type Io, runCommand } from '@ibert/cli';

export interface Ran {
  readonly code: ExitCode;
  readonly out: string;
  readonly err: string;
}

export interface RunInput {
  /** Chunks of standard input. */
  readonly stdin?: readonly (string | Uint8Array)[];
  readonly env?: Readonly<Record<string, string>>;
  readonly tty?: boolean;
}

/** Streams that keep what is written to them. */
export function fakeIo({ stdin = [], env = {}, tty = false }: RunInput = {}): {
  readonly io: Io;
  readonly texts: () => { readonly out: string; readonly err: string };
} {
  let out = '';
  let err = '';
  const io: Io = {
    async *stdin() {
      for (const chunk of stdin) yield Buffer.from(chunk);
    },
    stdinIsTty: tty,
    write: async (text) => void (out += text),
    say: (text) => void (err += text),
    env,
    columns: undefined,
    signal: new AbortController().signal,
  };
  return { io, texts: () => ({ out, err }) };
}

/** Runs a program in this process, on streams of its own. */
export async function run(
  spec: CommandSpec,
  args: readonly string[],
  input: RunInput = {},
): Promise<Ran> {
  const { io, texts } = fakeIo(input);
  const code = await runCommand(spec, args, io);
  return { code, ...texts() };
}
