import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { startServer, type TestServer } from './http-server.js';
import { TINY_MODEL } from './support.js';

export const COMMIT = 'c0ffee'.padEnd(40, '0');
export const MODEL_NAME = 'tests/tiny-qwen2';

/** What a hub may do wrong with one file. */
export type Mischief = (response: ServerResponse, bytes: Buffer) => void;

export interface TestHub extends TestServer {
  /** The `authorization` of every request. */
  readonly keys: (string | undefined)[];
}

/** A hub with one model; `mischief` answers for a file instead of the file. */
export async function startHub(
  mischief: Readonly<Record<string, Mischief>> = {},
): Promise<TestHub> {
  const keys: (string | undefined)[] = [];
  const files = tinyFiles();
  function answer(request: IncomingMessage, response: ServerResponse): void {
    keys.push(request.headers.authorization);
    const path = request.url ?? '';
    const file = /^\/tests\/tiny-qwen2\/resolve\/([^/]+)\/(.*)$/.exec(path);
    if (path.startsWith(`/api/models/${MODEL_NAME}/revision/main?`)) return json(response, files);
    const bytes = file?.[1] === COMMIT ? files.get(file[2] ?? '') : undefined;
    if (bytes === undefined) return void response.writeHead(404).end('not here');
    const wrong = mischief[file?.[2] ?? ''];
    if (wrong !== undefined) return wrong(response, bytes);
    response.writeHead(200, { 'content-length': bytes.length }).end(bytes);
  }
  return { ...(await startServer(answer)), keys };
}

function tinyFiles(): ReadonlyMap<string, Buffer> {
  const paths = [
    ...readdirSync(TINY_MODEL).filter((name) => name.endsWith('.json')),
    'onnx/model.onnx',
  ];
  return new Map(paths.map((path) => [path, readFileSync(join(TINY_MODEL, path))]));
}

function json(response: ServerResponse, files: ReadonlyMap<string, Buffer>): void {
  const siblings = [...files].map(([rfilename, bytes]) => ({
    rfilename,
    size: bytes.length,
    ...(rfilename.endsWith('.onnx')
      ? { lfs: { sha256: createHash('sha256').update(bytes).digest('hex') } }
      : {}),
  }));
  response.end(
    JSON.stringify({ sha: COMMIT, siblings: [...siblings, { rfilename: 'README.md' }] }),
  );
}
