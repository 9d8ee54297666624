import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

const SERVER = '/usr/sbin/mariadbd';
const STARTS_WITHIN_MS = 60_000;

/** A MariaDB server that only this process knows of: on a socket in a temporary directory. */
export interface MariaDb {
  /** Runs statements with the command-line client; the answer is its XML. */
  readonly run: (sql: string, database?: string) => string;
  readonly stop: () => Promise<void>;
}

/** Whether Debian's `mariadb-server` is installed. */
export const hasMariaDb = (): boolean => existsSync(SERVER);

export async function startMariaDb(): Promise<MariaDb> {
  const directory = mkdtempSync(join(tmpdir(), 'ibert-mariadb-'));
  const data = join(directory, 'data');
  const socket = join(directory, 'socket');
  const user = process.getuid?.() === 0 ? ['--user=root'] : [];
  const install = [
    '--no-defaults',
    `--datadir=${data}`,
    '--auth-root-authentication-method=normal',
  ];
  execFileSync('mariadb-install-db', [...install, ...user], { stdio: 'ignore' });
  const server = spawn(
    SERVER,
    [
      '--no-defaults',
      `--datadir=${data}`,
      `--socket=${socket}`,
      '--skip-networking',
      '--character-set-server=utf8mb4',
      // Texts are compared as they are: by their characters, spaces at the end included.
      '--collation-server=utf8mb4_nopad_bin',
      '--default-time-zone=+00:00',
      '--group-concat-max-len=1000000',
      ...user,
    ],
    { stdio: 'ignore' },
  );
  const run = (sql: string, database = ''): string =>
    execFileSync(
      'mariadb',
      [
        '--no-defaults',
        `--socket=${socket}`,
        '--user=root',
        '--default-character-set=utf8mb4',
        '--xml',
        '--binary-as-hex',
        ...(database === '' ? [] : [database]),
      ],
      { input: sql, encoding: 'utf8', maxBuffer: 1 << 28, stdio: ['pipe', 'pipe', 'pipe'] },
    );
  try {
    await answering(run, server);
  } catch (error) {
    server.kill('SIGKILL');
    rmSync(directory, { recursive: true, force: true });
    throw error;
  }
  return {
    run,
    stop: async () => {
      const ended = new Promise((resolve) => server.once('exit', resolve));
      server.kill('SIGTERM');
      await ended;
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

async function answering(run: (sql: string) => string, server: ChildProcess): Promise<void> {
  const end = Date.now() + STARTS_WITHIN_MS;
  for (;;) {
    try {
      run('SELECT 1');
      return;
    } catch (error) {
      if (server.exitCode !== null || Date.now() > end) {
        throw new Error('the MariaDB server does not start', { cause: error });
      }
      await wait(200);
    }
  }
}
