import { createHash } from 'node:crypto';
import { mkdir, open, readdir, rename, rm, stat, statfs } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { IbertError } from '@ibert/core';
import { durationText, raceTime } from '../interruption.js';
import type { DownloadProgress } from '../model-settings.js';
import type { HubEnvironment } from './hub-environment.js';
import { askHub, causeText, WITHOUT_HUB } from './hub-request.js';
import type { ModelFile } from './model-files.js';

/** Where files come from and go to. */
export interface Download {
  readonly hub: HubEnvironment;
  /** The address of the commit's files, without a slash at the end. */
  readonly from: string;
  readonly folder: string;
  readonly signal: AbortSignal;
  readonly progress: (progress: DownloadProgress) => void;
}

const PROGRESS_EVERY_MS = 200;
const LEFT_AFTER_MS = 3_600_000;

/**
 * Downloads the files that are not there yet. A file gets its name only when its size and, where
 * the hub tells it, its SHA-256 are right; until then `.incomplete` is at the end of its name, and
 * the process before that, as several may download at a time.
 *
 * @throws IbertError `MODEL_OFFLINE`, `MODEL_NOT_FOUND`, `MODEL_DOWNLOAD`.
 */
export async function downloadFiles(
  download: Download,
  files: readonly ModelFile[],
): Promise<void> {
  const missing: ModelFile[] = [];
  for (const file of files) {
    const found = await stat(join(download.folder, file.path)).catch(() => undefined);
    if (found === undefined) missing.push(file);
  }
  if (missing.length === 0) return;
  await mkdir(download.folder, { recursive: true }).catch((error: unknown) => {
    throw cannotWrite(download.folder, error);
  });
  await checkSpace(download.folder, missing);
  for (const file of missing) await downloadFile(download, file);
}

async function checkSpace(folder: string, files: readonly ModelFile[]): Promise<void> {
  const needed = files.reduce((sum, { bytes }) => sum + bytes, 0);
  const disk = await statfs(folder).catch(() => undefined);
  const free = disk === undefined ? undefined : disk.bavail * disk.bsize;
  if (free === undefined || free >= needed) return;
  throw new IbertError(
    'MODEL_DOWNLOAD',
    `the download takes ${megabytes(needed)} and ${folder} has ${megabytes(free)} free`,
    { hint: 'Free some space, or choose another folder with HF_HOME or the cache setting.' },
  );
}

async function downloadFile(download: Download, file: ModelFile): Promise<void> {
  const target = join(download.folder, file.path);
  const partial = `${target}.${process.pid}.incomplete`;
  await mkdir(dirname(target), { recursive: true });
  await removeLeftovers(dirname(target));
  const url = `${download.from}/${file.path.split('/').map(encodeURIComponent).join('/')}`;
  const response = await askHub(download.hub, url, file.path, download.signal);
  try {
    const digest = await writeBody(download, file, response, partial);
    await checkDownload(file, partial, digest);
    await rename(partial, target);
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  }
}

/** What an ended process has left: nothing has been written to it for long. */
async function removeLeftovers(folder: string): Promise<void> {
  const names = await readdir(folder);
  for (const name of names.filter((one) => one.endsWith('.incomplete'))) {
    const path = join(folder, name);
    const found = await stat(path).catch(() => undefined);
    if (found === undefined || Date.now() - found.mtimeMs < LEFT_AFTER_MS) continue;
    await rm(path, { force: true });
  }
}

async function writeBody(
  download: Download,
  file: ModelFile,
  response: Response,
  partial: string,
): Promise<string> {
  const { signal, hub, progress } = download;
  const total = file.bytes > 0 ? file.bytes : undefined;
  const hash = createHash('sha256');
  const output = await open(partial, 'w').catch((error: unknown) => {
    throw cannotWrite(partial, error);
  });
  let loaded = 0;
  let told = 0;
  try {
    for await (const chunk of chunksOf(response, hub, file.path, signal)) {
      hash.update(chunk);
      await output.write(chunk).catch((error: unknown) => {
        throw cannotWrite(partial, error);
      });
      loaded += chunk.byteLength;
      if (Date.now() - told < PROGRESS_EVERY_MS) continue;
      told = Date.now();
      progress({ file: file.path, loaded, total });
    }
  } finally {
    await output.close();
  }
  progress({ file: file.path, loaded, total: loaded });
  return hash.digest('hex');
}

/** The body in pieces; fails when nothing comes for as long as the hub's time-out. */
async function* chunksOf(
  response: Response,
  hub: HubEnvironment,
  path: string,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  const reader = response.body?.getReader();
  if (reader === undefined) return;
  const late = (): IbertError =>
    brokenOff(hub, path, `nothing came for ${durationText(hub.timeoutMs)}`);
  try {
    for (;;) {
      const next = reader.read().catch((error: unknown) => {
        signal.throwIfAborted();
        throw brokenOff(hub, path, causeText(error));
      }) as Promise<{ done: boolean; value: Uint8Array | undefined }>;
      const { done, value } = await raceTime(next, hub.timeoutMs, signal, late);
      if (done || value === undefined) return;
      yield value;
    }
  } finally {
    await reader.cancel().catch(() => {});
  }
}

function brokenOff(hub: HubEnvironment, path: string, reason: string): IbertError {
  return new IbertError(
    'MODEL_OFFLINE',
    `the download of ${path} from ${hub.endpoint} broke off: ${reason}`,
    {
      hint: `Run the command again; HF_HUB_DOWNLOAD_TIMEOUT gives it more seconds. ${WITHOUT_HUB}`,
    },
  );
}

async function checkDownload(file: ModelFile, partial: string, digest: string): Promise<void> {
  const { size } = await stat(partial);
  if (file.bytes > 0 && size !== file.bytes) {
    throw damaged(file, `it has ${size} of ${file.bytes} bytes`);
  }
  if (file.sha256 !== undefined && file.sha256 !== digest) {
    throw damaged(file, 'its SHA-256 is not the one the hub names');
  }
}

function damaged({ path }: ModelFile, problem: string): IbertError {
  return new IbertError('MODEL_DOWNLOAD', `the download of ${path} is damaged: ${problem}`, {
    hint: 'Run the command again; nothing of the file was kept.',
  });
}

function cannotWrite(path: string, error: unknown): IbertError {
  return new IbertError('MODEL_DOWNLOAD', `cannot write ${path}: ${causeText(error)}`, {
    hint: 'Choose another folder with HF_HOME or the cache setting, or free some space.',
    cause: error,
  });
}

/** Bytes for a message, in decimal megabytes. */
export function megabytes(bytes: number): string {
  return `${Math.max(1, Math.round(bytes / 1e6)).toLocaleString('en-US')} MB`;
}
