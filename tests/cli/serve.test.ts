import { type AddressInfo } from 'node:net';
import { type Server } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { fakeIo } from './support.js';

const { httpServer } = await import('../../packages/cli/src/serve/http-server.js');
const { openTaskService } = await import('../../packages/cli/src/serve/task-service.js');

const JSON_TYPE = { 'content-type': 'application/json' };
let server: Server | undefined;

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

async function start(isLocal = true): Promise<string> {
  const service = await openTaskService(fakeIo().io, { engine: 'compiler', verify: true });
  const opened = httpServer(service, isLocal);
  server = opened;
  await new Promise<void>((resolve) => opened.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(opened.address() as AddressInfo).port}`;
}

const post = (url: string, body: unknown, headers: Record<string, string> = JSON_TYPE) =>
  fetch(url, {
    method: 'POST',
    headers,
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });

describe('ibert serve', () => {
  it('answers a request as a line of --jsonl is answered', async () => {
    const url = await start();
    const response = await post(`${url}/v1/to-sql`, { id: 7, ibis: 't.count()' });
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ id: 7, ok: true, engine: 'compiler' });
  });

  it('tells the faults of a program as data', async () => {
    const url = await start();
    const response = await post(`${url}/v1/to-sql`, { ibis: 't.count(' });
    expect(await response.json()).toMatchObject({
      ok: false,
      error: { type: 'SyntaxError', line: 1 },
    });
  });

  it('answers one request after the other, each its own', async () => {
    const url = await start();
    const answers = await Promise.all(
      ['a', 'b', 'c'].map(async (id) => {
        const response = await post(`${url}/v1/from-sql`, { id, sql: `SELECT ${id} FROM t` });
        return (await response.json()) as { id: string; ibis: string };
      }),
    );
    expect(answers.map(({ id, ibis }) => [id, ibis])).toEqual([
      ['a', 't.select("a")'],
      ['b', 't.select("b")'],
      ['c', 't.select("c")'],
    ]);
  });

  it('sends a stream line by line where one is asked for', async () => {
    const url = await start();
    const response = await post(`${url}/v1/to-sql`, { ibis: 't.count()', stream: true });
    expect(response.headers.get('content-type')).toBe('application/x-ndjson');
    const lines = (await response.text()).trimEnd().split('\n');
    expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({ ok: true });
  });

  it('says what it knows', async () => {
    const url = await start();
    expect(await (await fetch(`${url}/health`)).json()).toEqual({
      ok: true,
      tasks: ['complete', 'to-sql', 'from-sql', 'fix', 'qa', 'doc'],
    });
  });

  it.each([
    ['another path', '/v1/nothing', 404, JSON_TYPE, {}],
    ['a form of a page', '/v1/to-sql', 415, { 'content-type': 'text/plain' }, {}],
    ['a text that is no JSON', '/v1/to-sql', 400, JSON_TYPE, '{'],
  ])('refuses %s', async (_, path, status, headers, body) => {
    const response = await post(`${await start()}${path}`, body, headers);
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ ok: false });
  });

  it('refuses what was sent to another name than this machine', async () => {
    const { request } = await import('node:http');
    const url = new URL(await start());
    const status = await new Promise((resolve) => {
      request(
        { host: url.hostname, port: url.port, path: '/health', headers: { host: 'evil.example' } },
        (response) => resolve(response.statusCode),
      ).end();
    });
    expect(status).toBe(403);
  });

  it('takes nothing but POST', async () => {
    expect((await fetch(`${await start()}/v1/to-sql`)).status).toBe(405);
  });
});
