import { existsSync, readdirSync } from 'node:fs';
import { mkdir, readFile, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type DownloadProgress, fetchModel, type ModelSettings, openModel } from '@ibert/models';
import { describe, expect, it } from 'vitest';
import { COMMIT, type Mischief, MODEL_NAME, startHub, type TestHub } from './hub-server.js';
import { startServer } from './http-server.js';
import { ask, createHost, errorOf, localSettings, QUESTION, temporaryFolder } from './support.js';

const SETTINGS = localSettings(MODEL_NAME);
const GRAPH = 'onnx/model.onnx';

async function setUp(mischief: Readonly<Record<string, Mischief>> = {}, seconds = '10') {
  const hub = await startHub(mischief);
  const home = await temporaryFolder();
  const env = { HF_HOME: home, HF_ENDPOINT: hub.address, HF_HUB_DOWNLOAD_TIMEOUT: seconds };
  const snapshot = join(home, 'hub/models--tests--tiny-qwen2/snapshots', COMMIT);
  return { hub, home, env, snapshot };
}

/** The failure of a download, after which nothing that looks whole may lie in the cache. */
async function failedDownload(mischief: Mischief, seconds?: string) {
  const { env, snapshot } = await setUp({ [GRAPH]: mischief }, seconds);
  const error = await errorOf(openModel(SETTINGS, createHost({ env })));
  expect(error.message).toContain(GRAPH);
  expect(error.hint).toBeDefined();
  expect(readdirSync(join(snapshot, 'onnx'))).toEqual([]);
  return error;
}

function fileRequests(hub: TestHub): number {
  return hub.requests.filter((path) => path.includes('/resolve/')).length;
}

describe('a model of the hub', () => {
  it('is downloaded once, with its progress told, and then answers without the hub', async () => {
    const { hub, env, snapshot } = await setUp();
    const told: DownloadProgress[] = [];
    const host = createHost({ env, progress: (progress) => told.push(progress) });
    const first = await openModel(SETTINGS, host);
    const { text } = await ask(first, QUESTION);
    await first.close();
    expect(host.said.join()).toContain(`downloading ${MODEL_NAME} (fp32, 1 MB)`);
    expect(existsSync(join(snapshot, GRAPH))).toBe(true);
    expect(existsSync(join(snapshot, 'README.md'))).toBe(false);
    const last = told.at(-1);
    expect([last?.file, last?.loaded]).toEqual([GRAPH, last?.total]);
    expect(fileRequests(hub)).toBe(5);

    await hub.close();
    const later = createHost({ env: { ...env, HF_HUB_OFFLINE: '1' } });
    const second = await openModel(SETTINGS, later);
    expect((await ask(second, QUESTION)).text).toBe(text);
    await second.close();
    expect(later.said).toEqual([]);
  });

  it('can be fetched without being loaded', async () => {
    const { env, snapshot } = await setUp();
    const fetched = await fetchModel(SETTINGS, createHost({ env }));
    expect(fetched).toMatchObject({ name: MODEL_NAME, folder: snapshot, dtype: 'fp32' });
    expect(fetched.bytes).toBeGreaterThan(100_000);
  });

  it('is found under the commit that pins it', async () => {
    const { env, hub } = await setUp();
    await fetchModel(SETTINGS, createHost({ env }));
    await hub.close();
    const pinned: ModelSettings = { ...SETTINGS, revision: COMMIT };
    const model = await openModel(pinned, createHost({ env }));
    await model.close();
    const other = { ...SETTINGS, revision: 'd'.repeat(40) };
    expect((await errorOf(openModel(other, createHost({ env })))).code).toBe('MODEL_OFFLINE');
  });

  it('is kept where the settings say', async () => {
    const { env, home } = await setUp();
    const cacheDir = join(home, 'elsewhere');
    await fetchModel({ ...SETTINGS, cacheDir }, createHost({ env }));
    expect(existsSync(join(cacheDir, 'models--tests--tiny-qwen2'))).toBe(true);
    expect(existsSync(join(home, 'hub'))).toBe(false);
  });

  it('is asked for with the token, and only then', async () => {
    const { hub, env } = await setUp();
    await fetchModel(SETTINGS, createHost({ env: { ...env, HF_TOKEN: 'hf_secret' } }));
    expect(new Set(hub.keys)).toEqual(new Set(['Bearer hf_secret']));
    const open = await setUp();
    await fetchModel(SETTINGS, createHost({ env: open.env }));
    expect(new Set(open.hub.keys)).toEqual(new Set([undefined]));
  });

  it('is fetched again where an earlier download was cut off', async () => {
    const { env, snapshot } = await setUp();
    const left = join(snapshot, `${GRAPH}.1.incomplete`);
    await mkdir(join(snapshot, 'onnx'), { recursive: true });
    await writeFile(left, 'half');
    await utimes(left, new Date(0), new Date(0));
    const model = await openModel(SETTINGS, createHost({ env }));
    expect((await ask(model, QUESTION)).text).not.toBe('');
    await model.close();
    expect(readdirSync(join(snapshot, 'onnx'))).toEqual(['model.onnx']);
    expect((await readFile(join(snapshot, GRAPH))).length).toBeGreaterThan(1000);
  });
});

describe('a download that fails', () => {
  it('because the file is shorter than it should be', async () => {
    const error = await failedDownload((response, bytes) => {
      response.end(bytes.subarray(0, 1000));
    });
    expect(error.code).toBe('MODEL_DOWNLOAD');
    expect(error.message).toContain('it has 1000 of ');
  });

  it('because its bytes are others', async () => {
    const error = await failedDownload((response, bytes) => {
      response.end(Buffer.alloc(bytes.length));
    });
    expect(error.code).toBe('MODEL_DOWNLOAD');
    expect(error.message).toContain('SHA-256');
  });

  it('because the connection breaks', async () => {
    const error = await failedDownload((response, bytes) => {
      response.writeHead(200, { 'content-length': bytes.length });
      response.write(bytes.subarray(0, 1000), () => response.destroy());
    });
    expect(error.code).toBe('MODEL_OFFLINE');
    expect(error.message).toContain('broke off');
  });

  it('because nothing comes any more', async () => {
    const error = await failedDownload((response, bytes) => {
      response.writeHead(200, { 'content-length': bytes.length });
      response.write(bytes.subarray(0, 1000));
    }, '0.8');
    expect(error.code).toBe('MODEL_OFFLINE');
    expect(error.message).toContain('nothing came for 800 ms');
  });

  it('because the hub has trouble', async () => {
    const error = await failedDownload((response) => {
      response.writeHead(502).end();
    });
    expect(error.code).toBe('MODEL_DOWNLOAD');
    expect(error.message).toContain('answers 502');
  });

  it('because it is cancelled', async () => {
    const controller = new AbortController();
    const cancel: Mischief = (response, bytes) => {
      response.writeHead(200, { 'content-length': bytes.length });
      response.write(bytes.subarray(0, 1000), () => controller.abort());
    };
    const { env, snapshot } = await setUp({ [GRAPH]: cancel });
    const host = createHost({ env, signal: controller.signal });
    expect((await errorOf(openModel(SETTINGS, host))).code).toBe('CANCELLED');
    expect(readdirSync(join(snapshot, 'onnx'))).toEqual([]);
  });
});

describe('a hub that does not help', () => {
  it('is not asked when offline', async () => {
    const { hub, env } = await setUp();
    const host = createHost({ env: { ...env, HF_HUB_OFFLINE: 'true' } });
    const error = await errorOf(openModel(SETTINGS, host));
    expect(error.code).toBe('MODEL_OFFLINE');
    expect(error.message).toContain('HF_HUB_OFFLINE forbids');
    expect(error.hint).toContain('--engine compiler');
    expect(hub.requests).toEqual([]);
  });

  it('cannot be reached', async () => {
    const { hub, env } = await setUp();
    await hub.close();
    const error = await errorOf(openModel(SETTINGS, createHost({ env })));
    expect(error.code).toBe('MODEL_OFFLINE');
    expect(error.message).toContain('ECONNREFUSED');
  });

  it('does not answer', async () => {
    const { address } = await startServer(() => {});
    const env = { HF_ENDPOINT: address, HF_HUB_DOWNLOAD_TIMEOUT: '0.1' };
    const error = await errorOf(openModel(SETTINGS, createHost({ env })));
    expect([error.code, error.message]).toEqual([
      'MODEL_OFFLINE',
      `cannot get ${MODEL_NAME} (main) from ${address}: no answer within 100 ms`,
    ]);
  });

  it('is no hub', async () => {
    const { address } = await startServer((_request, response) => {
      response.end('<html>');
    });
    const error = await errorOf(openModel(SETTINGS, createHost({ env: { HF_ENDPOINT: address } })));
    expect(error.code).toBe('MODEL_DOWNLOAD');
    expect(error.hint).toContain('HF_ENDPOINT');
  });

  it('does not know the model', async () => {
    const { env } = await setUp();
    const error = await errorOf(openModel(localSettings('tests/other'), createHost({ env })));
    expect([error.code, error.message.slice(-35)]).toEqual([
      'MODEL_NOT_FOUND',
      ' answers 404 for tests/other (main)',
    ]);
    expect(error.hint).toContain('HF_TOKEN');
  });

  it('has other number formats only', async () => {
    const { env } = await setUp();
    const error = await errorOf(openModel({ ...SETTINGS, dtype: 'q8' }, createHost({ env })));
    expect(error.code).toBe('MODEL_DTYPE');
    await fetchModel(SETTINGS, createHost({ env }));
    const offline = createHost({ env: { ...env, HF_HUB_OFFLINE: '1' } });
    const later = await errorOf(openModel({ ...SETTINGS, dtype: 'q8' }, offline));
    expect(later.message).toContain('only in fp32');
  });

  it.each([
    [{ HF_ENDPOINT: 'hub.example' }, 'HF_ENDPOINT is "hub.example"'],
    [{ HF_HUB_DOWNLOAD_TIMEOUT: 'soon' }, 'HF_HUB_DOWNLOAD_TIMEOUT is "soon"'],
  ])('is set wrong: %j', async (wrong, message) => {
    const error = await errorOf(openModel(SETTINGS, createHost({ env: wrong })));
    expect([error.code, error.message]).toEqual(['MODEL_SETTINGS', message]);
  });
});
