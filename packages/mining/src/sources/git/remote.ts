import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { simpleGit, type SimpleGit } from 'simple-git';
import { IbertError } from '@ibert/core';
import { PROTOCOLS, publicAddress } from '../location.js';
import { fileLimit, type SourceOptions } from '../source-spec.js';
import { FIXED_SETTINGS, gitOutput, lastLine, readingEnvironment } from './git-command.js';
import { makeGitDirectory, type ObjectStore } from './git-directory.js';
import { checkRef, emptyRepository, refMissing } from './revision.js';

/** A repository elsewhere, and where its copy is. */
export interface Remote {
  readonly url: string;
  readonly name: string;
  readonly ref: string | undefined;
  readonly options: SourceOptions;
}

/** A copy that is up to date, or the best there is. */
export interface Copy {
  readonly objects: ObjectStore;
  /** Id of what was asked for; a tag is not followed yet. */
  readonly id: string;
  readonly warnings: readonly string[];
}

/** What a name means on the server: its full name there and the id. */
interface Advertised {
  readonly refname: string;
  readonly id: string;
  /** The commit, where the name is that of an annotated tag. */
  readonly commit: string;
}

/**
 * The commit that a remote repository would be mined at, asked of the server, else of the copy.
 *
 * @throws IbertError `SOURCE_UNREACHABLE`, `SOURCE_REF_MISSING`, `SOURCE_EMPTY`, `GIT_MISSING`.
 */
export async function remoteCommit(remote: Remote): Promise<string> {
  try {
    return (await advertised(remote)).commit;
  } catch (error) {
    const id = isUnreachable(error) ? await copied(remote) : undefined;
    if (id === undefined) throw error;
    return id;
  }
}

/**
 * Brings the copy of a remote repository up to date: bare, without large files, and with one commit
 * where no history is wanted. Nothing is fetched when it has what the server has. An earlier copy is
 * used when the server cannot be reached, with a warning.
 *
 * @throws IbertError `SOURCE_UNREACHABLE`, `SOURCE_REF_MISSING`, `SOURCE_EMPTY`, `GIT_MISSING`.
 */
export async function updateCopy(remote: Remote): Promise<Copy> {
  const directory = copyDirectory(remote);
  const objects = objectsOf(directory);
  const earlier = await copied(remote);
  try {
    const wanted = await advertised(remote);
    if (earlier !== wanted.id || lacksHistory(remote, objects)) {
      const fresh = !existsSync(directory);
      await makeGitDirectory(directory);
      await fetch(remote, wanted, directory, { fresh, known: earlier !== undefined });
    }
    const id = await copied(remote);
    if (id === undefined) throw unreachable(remote, 'nothing was fetched');
    return { objects, id, warnings: [] };
  } catch (error) {
    if (earlier === undefined || !isUnreachable(error)) throw error;
    const warning = `${error.message}; its earlier copy is read`;
    return { objects, id: earlier, warnings: [warning] };
  }
}

/** Where clones are kept. */
const copiesDirectory = ({ dataDirectory }: SourceOptions): string =>
  resolve(dataDirectory, 'mining', 'repos');

/** An empty repository of our own, through which the objects of others are read. */
export async function readerDirectory(
  options: SourceOptions,
  format: ObjectStore['format'],
): Promise<string> {
  const directory = join(copiesDirectory(options), `.reader-${format}.git`);
  await makeGitDirectory(directory, format);
  return directory;
}

const copyDirectory = ({ name, options }: Remote): string =>
  join(
    copiesDirectory(options),
    `${name.replace(/[^\w.-]+/g, '-').replace(/^[.-]+/, '') || 'source'}.git`,
  );

const objectsOf = (directory: string): ObjectStore => ({
  objects: join(directory, 'objects'),
  shallow: join(directory, 'shallow'),
  format: 'sha1',
});

/**
 * The name under which the copy keeps what was fetched: one for each address, revision and limit,
 * so that repositories of one name can share a directory and never be taken for each other.
 */
function keptName({ url, ref, options }: Remote): string {
  const key = createHash('sha256')
    .update(JSON.stringify([url, ref ?? null]))
    .digest('hex');
  return `${keptPrefix(options)}/${key.slice(0, 32)}`;
}

const keptPrefix = (options: SourceOptions): string => `refs/ibert/${fileLimit(options)}`;

async function copied(remote: Remote): Promise<string | undefined> {
  const directory = copyDirectory(remote);
  if (!existsSync(join(directory, 'HEAD'))) return undefined;
  const environment = readingEnvironment({ GIT_DIR: directory });
  const asked = ['for-each-ref', '--format=%(objectname)', keptName(remote)];
  const output = await gitOutput(asked, environment, { signal: remote.options.signal });
  return output.trim() || undefined;
}

const lacksHistory = ({ options }: Remote, { shallow }: ObjectStore): boolean =>
  (options.history === true || (options.depth ?? 1) > 1) && existsSync(shallow);

async function advertised(remote: Remote): Promise<Advertised> {
  const { ref, url } = remote;
  if (ref !== undefined) checkRef(ref);
  if (ref !== undefined && /^([0-9a-f]{40}|[0-9a-f]{64})$/.test(ref)) {
    return { refname: ref, id: ref, commit: ref };
  }
  const names = ref === undefined ? ['HEAD'] : [`refs/tags/${ref}`, `refs/heads/${ref}`, ref];
  const patterns = names.flatMap((name) => [name, `${name}^{}`]);
  const output = await talk(remote, (git) => git.raw(['ls-remote', '-q', '--', url, ...patterns]));
  const found = new Map(
    output.split('\n').map((line) => {
      const [id = '', name = ''] = line.split('\t');
      return [name, id];
    }),
  );
  for (const refname of names) {
    const id = found.get(refname);
    if (id !== undefined) return { refname, id, commit: found.get(`${refname}^{}`) ?? id };
  }
  const source = publicAddress(url);
  throw ref === undefined ? emptyRepository(source) : refMissing(source, ref);
}

/** More commits than any history has: git's own word for all of them. */
const ALL_COMMITS = 2_147_483_647;

async function fetch(
  remote: Remote,
  { refname }: Advertised,
  directory: string,
  { fresh, known }: { readonly fresh: boolean; readonly known: boolean },
): Promise<void> {
  const { options } = remote;
  const { history, depth = history === true ? ALL_COMMITS : 1 } = options;
  const { shallow, objects } = objectsOf(directory);
  // A copy that has all commits keeps them.
  const whole = existsSync(join(objects, 'pack')) && known && !existsSync(shallow);
  const args = [
    'fetch',
    '--quiet',
    '--progress',
    '--no-tags',
    '--no-recurse-submodules',
    '--no-write-fetch-head',
    `--filter=blob:limit=${fileLimit(options) + 1}`,
    ...(whole && depth === 1 ? [] : [`--depth=${depth}`]),
    // Contents that an earlier limit left out are not sent again otherwise.
    ...(fresh || known ? [] : ['--refetch']),
    'origin',
    `+${refname}:${keptName(remote)}`,
  ];
  await talk(remote, (git) => git.raw(args), directory);
}

/** Most milliseconds of silence. */
const SILENCE_MS = 120_000;

/** Variables of the user that say how to reach servers. */
const CONNECTION = [
  'XDG_CONFIG_HOME',
  'SSH_AUTH_SOCK',
  'GIT_SSH',
  'GIT_SSH_COMMAND',
  'GIT_SSL_CAINFO',
  'GIT_SSL_CAPATH',
  ...['http_proxy', 'https_proxy', 'all_proxy', 'no_proxy'].flatMap((name) => [
    name,
    name.toUpperCase(),
  ]),
];

/**
 * Runs a command that talks to the server. The user's own configuration is read, for proxies and
 * credentials; nobody is asked anything.
 */
async function talk(
  remote: Remote,
  command: (git: SimpleGit) => PromiseLike<string>,
  directory?: string,
): Promise<string> {
  const { options, url } = remote;
  options.signal?.throwIfAborted();
  // A repository of our own: never the one that the current directory happens to lie in.
  const own = directory ?? (await readerDirectory(options, 'sha1'));
  const environment = connectionEnvironment(own);
  const git = simpleGit({
    baseDir: own,
    config: [
      ...FIXED_SETTINGS.filter((setting) => !setting.startsWith('safe.')),
      'credential.interactive=false',
      'fetch.recurseSubmodules=false',
      'fetch.writeCommitGraph=false',
      'fetch.bundleURI=',
      'transfer.bundleURI=false',
      // Not written into the copy: it may hold a password.
      `remote.origin.url=${url}`,
    ],
    ...(options.signal === undefined ? {} : { abort: options.signal }),
    timeout: { block: options.timeoutMs ?? SILENCE_MS },
    allowEnvironment: Object.keys(environment),
    unsafe: UNSAFE,
  }).env(environment);
  try {
    return await command(git);
  } catch (error) {
    options.signal?.throwIfAborted();
    if (error instanceof Error && error.message.includes('ENOENT')) {
      throw new IbertError('GIT_MISSING', 'cannot start git', {
        hint: 'Install git, and check that it is on the PATH.',
        cause: error,
      });
    }
    throw unreachable(remote, error instanceof Error ? error.message : String(error));
  }
}

/** Settings and variables that simple-git lets through only when told that they are meant. */
const UNSAFE = {
  allowUnsafeHooksPath: true,
  allowUnsafeFsMonitor: true,
  allowUnsafeAskPass: true,
  allowUnsafeSshCommand: true,
} as const;

function connectionEnvironment(directory: string): Record<string, string> {
  const environment = readingEnvironment({
    GIT_ALLOW_PROTOCOL: PROTOCOLS.join(':'),
    // Questions about passwords and unknown hosts fail instead of being asked.
    GIT_SSH_COMMAND: 'ssh -oBatchMode=yes',
    GIT_DIR: directory,
  });
  for (const own of ['GIT_CONFIG_NOSYSTEM', 'GIT_CONFIG_SYSTEM', 'GIT_CONFIG_GLOBAL']) {
    delete environment[own];
  }
  for (const name of CONNECTION) {
    const value = process.env[name];
    if (value !== undefined) environment[name] = value;
  }
  return environment;
}

function unreachable({ name, url }: Remote, said: string): IbertError {
  const address = publicAddress(url);
  return new IbertError(
    'SOURCE_UNREACHABLE',
    `cannot reach ${name} (${address}): ${lastLine(said)}`,
    {
      hint: 'Check the address and the connection; a local clone or archive needs none.',
    },
  );
}

const isUnreachable = (error: unknown): error is IbertError =>
  error instanceof IbertError && error.code === 'SOURCE_UNREACHABLE';
