import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { IbertError } from '@ibert/core';
import { MAX_TEXT_BYTES, readTextFrom } from '@ibert/core/files';
import { errorAnswer } from '../requests/answer.js';
import type { TaskService } from './task-service.js';

/** Names by which a browser or program on this machine calls it. */
const LOCAL = /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/;

/** A request has one text and what is known about it. */
const MAX_BODY_BYTES = 2 * MAX_TEXT_BYTES;

/**
 * The service over HTTP: `POST /v1/<task>` with a request as `--jsonl` takes it, and its answer back;
 * with `"stream": true` lines of JSON: `{"text": …}` for what a model says, and the answer last.
 * `GET /health` lists the tasks.
 *
 * @param isLocal refuse what was sent to another name than this machine's, such as a page in a browser does.
 */
export const httpServer = (service: TaskService, isLocal: boolean): Server =>
  createServer((request, response) => {
    void respond(service, isLocal, request, response).catch((error: unknown) => {
      if (!response.headersSent) send(response, 500, { ok: false, error: errorAnswer(error) });
      else response.end();
    });
  });

async function respond(
  service: TaskService,
  isLocal: boolean,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { method = 'GET', url = '/', headers } = request;
  if (isLocal && !LOCAL.test(headers.host ?? '')) {
    return refuse(response, 403, 'FORBIDDEN', `${headers.host ?? 'no host'} is not this machine`);
  }
  const path = url.replace(/\?.*$/s, '');
  if (path === '/health') return send(response, 200, { ok: true, tasks: service.tasks });
  const task = /^\/v1\/([a-z-]+)$/.exec(path)?.[1];
  if (task === undefined || !service.tasks.includes(task)) {
    const known = service.tasks.map((name) => `/v1/${name}`).join(', ');
    return refuse(response, 404, 'NOT_FOUND', `there is no ${path}; there are ${known}`);
  }
  if (method !== 'POST') {
    return refuse(response, 405, 'METHOD', `${path} takes POST, found ${method}`);
  }
  // A page of another site can send forms, and no JSON.
  if (!/^application\/json\b/i.test(headers['content-type'] ?? '')) {
    return refuse(response, 415, 'CONTENT_TYPE', 'expected content-type: application/json');
  }
  let body: unknown;
  try {
    body = JSON.parse(await readTextFrom(request, 'the request', MAX_BODY_BYTES));
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return refuse(response, 400, 'INVALID_REQUEST', message);
  }
  if (!wantsStream(body)) return send(response, 200, await service.answer(task, body));
  response.writeHead(200, { 'content-type': 'application/x-ndjson' });
  const answer = await service.answer(task, body, (text) => {
    response.write(`${JSON.stringify({ text })}\n`);
  });
  response.end(`${JSON.stringify(answer)}\n`);
}

const wantsStream = (body: unknown): boolean =>
  typeof body === 'object' && body !== null && 'stream' in body && body.stream === true;

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(`${JSON.stringify(body)}\n`);
}

const refuse = (response: ServerResponse, status: number, code: string, message: string): void =>
  send(response, status, { ok: false, error: errorAnswer(new IbertError(code, message)) });
