import type { IncomingMessage, ServerResponse } from 'node:http';
import { type GenerateOptions, type ModelSettings, openModel } from '@ibert/models';
import { describe, expect, it } from 'vitest';
import { startServer } from './http-server.js';
import { ask, createHost, errorOf, QUESTION } from './support.js';

const KEY = 'sk-very-secret-0123';

type Answer = (response: ServerResponse, body: Record<string, unknown>, count: number) => unknown;

/** A model behind a server that answers as the test wants. */
async function connect(answer: Answer, more: Partial<ModelSettings> = {}) {
  const heads: IncomingMessage['headers'][] = [];
  const bodies: Record<string, unknown>[] = [];
  const server = await startServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = JSON.parse(Buffer.concat(chunks).toString()) as Record<string, unknown>;
      heads.push(request.headers);
      answer(response, body, bodies.push(body));
    });
  });
  const host = createHost({ env: { OPENAI_API_KEY: KEY } });
  const settings: ModelSettings = {
    provider: 'openai',
    model: 'some-model',
    device: 'auto',
    dtype: 'auto',
    baseUrl: `${server.address}/v1`,
    timeouts: { firstTokenMs: 600, betweenTokensMs: 600 },
    ...more,
  };
  return { server, host, heads, bodies, model: await openModel(settings, host) };
}

function chunk(content: string): string {
  return `data: ${JSON.stringify({ choices: [{ index: 0, delta: { content } }] })}\n\n`;
}

const DONE = 'data: [DONE]\n\n';

async function failure(answer: Answer, more: Partial<GenerateOptions> = {}) {
  const { model, host } = await connect(answer);
  const error = await errorOf(ask(model, QUESTION, more));
  expect(error.hint).toBeDefined();
  const told = [error.message, error.hint, error.stack, String(error.cause), ...host.said].join(
    '\n',
  );
  expect(told).not.toContain(KEY);
  expect(error.message).not.toContain('\n');
  return error;
}

describe('a server', () => {
  it('streams its answer, whose pieces may break anywhere', async () => {
    const stream = `: hello\r\n\r\nevent: x\r\n${chunk('users.')}${chunk('fïlter()')}data: ${JSON.stringify(
      { choices: [], usage: { prompt_tokens: 9, completion_tokens: 2 } },
    )}\n\n${DONE}`;
    const bytes = Buffer.from(stream);
    const { model, heads, bodies } = await connect(async (response) => {
      for (let at = 0; at < bytes.length; at += 7) {
        response.write(bytes.subarray(at, at + 7));
        await new Promise((resolve) => setImmediate(resolve));
      }
      response.end();
    });
    const { text, pieces, usage } = await ask(model, QUESTION, { seed: 4, stop: ['#'] });
    expect([text, pieces]).toEqual(['users.fïlter()', ['users.', 'fïlter()']]);
    expect(usage).toMatchObject({ promptTokens: 9, generatedTokens: 2 });
    expect(heads[0]?.authorization).toBe(`Bearer ${KEY}`);
    expect(bodies[0]).toEqual({
      model: 'some-model',
      messages: QUESTION,
      max_tokens: 24,
      temperature: 0,
      seed: 4,
      stop: ['#'],
      stream: true,
      stream_options: { include_usage: true },
    });
    expect(model).toMatchObject({ provider: 'openai', name: 'some-model', dtype: undefined });
  });

  it('may answer in one piece', async () => {
    const { model } = await connect((response) => {
      response.end(JSON.stringify({ choices: [{ message: { content: 'users' } }] }, null, 2));
    });
    expect((await ask(model, QUESTION)).text).toBe('users');
  });

  it('is cut at stop sequences it does not know', async () => {
    const { model, bodies } = await connect((response) => {
      response.end(chunk('users``') + chunk('`more') + DONE);
    });
    const stop = ['1', '2', '3', '4', '```'];
    expect((await ask(model, QUESTION, { stop })).text).toBe('users');
    expect(bodies[0]?.['stop']).toHaveLength(4);
  });

  it('may drip slowly as long as it drips', async () => {
    const { model } = await connect(async (response) => {
      for (const letter of 'slowly') {
        await new Promise((resolve) => setTimeout(resolve, 150));
        response.write(chunk(letter));
      }
      response.end(DONE);
    });
    expect((await ask(model, QUESTION)).text).toBe('slowly');
  });

  it('is asked again after a while when it says so', async () => {
    const { model, host, bodies } = await connect((response, _body, count) => {
      if (count < 3) response.writeHead(count === 1 ? 429 : 503, { 'retry-after': '0.02' }).end();
      else response.end(chunk('at last') + DONE);
    });
    expect((await ask(model, QUESTION)).text).toBe('at last');
    expect(bodies).toHaveLength(3);
    expect(host.said[0]).toContain('answers 429; asking again in 20 ms');
  });
});

describe('a server without an option', () => {
  it.each([
    ['max_tokens', "Unsupported parameter: 'max_tokens' is not supported with this model."],
    [
      'seed',
      [{ type: 'extra_forbidden', loc: ['body', 'seed'], msg: 'Extra inputs are not permitted' }],
    ],
  ])('is asked again without %s', async (option, message) => {
    const { model, host, bodies } = await connect((response, body) => {
      if (option in body) response.writeHead(400).end(JSON.stringify({ error: { message } }));
      else response.end(chunk('fine') + DONE);
    });
    expect((await ask(model, QUESTION, { seed: 5 })).text).toBe('fine');
    expect(host.said).toEqual([`${model.device} does not take ${option}; asking again without it`]);
    expect(bodies).toHaveLength(2);
    expect(bodies[1]?.['max_completion_tokens']).toBe(option === 'max_tokens' ? 24 : undefined);
  });

  it('is not asked for ever', async () => {
    const { model, bodies } = await connect((response) => {
      response
        .writeHead(400)
        .end("unsupported: 'seed', 'stop', 'temperature', 'max_tokens', 'stream_options'");
    });
    expect((await errorOf(ask(model, QUESTION, { seed: 5 }))).code).toBe('SERVER_REFUSED');
    expect(bodies).toHaveLength(5);
  });
});

describe('a server that fails', () => {
  it('is not asked for ever', async () => {
    let asked = 0;
    const error = await failure((response) => {
      asked++;
      response.writeHead(429, { 'retry-after': '0' }).end('{"error":{"message":"quota used up"}}');
    });
    expect([error.code, asked]).toEqual(['SERVER_REFUSED', 4]);
    expect(error.message).toContain('answers 429: quota used up');
  });

  it('is not waited for as long as it likes', async () => {
    let asked = 0;
    const error = await failure((response) => {
      asked++;
      response.writeHead(429, { 'retry-after': '3600' }).end();
    });
    expect([error.code, asked]).toEqual(['SERVER_REFUSED', 1]);
  });

  it.each([
    [400, '{"error": "max_tokens is too large"}', 'answers 400: max_tokens is too large'],
    [401, `{"error": {"message": "Incorrect API key: ${KEY}."}}`, 'Incorrect API key: ***.'],
    [404, '<!doctype html><title>Not here</title>', 'answers 404: a web page, "Not here"'],
    [500, 'Traceback:\n  it broke', 'answers 500: Traceback: it broke'],
    [302, '', 'answers 302'],
  ])('with status %i', async (status, body, message) => {
    const error = await failure((response) => {
      response
        .writeHead(status, status === 302 ? { location: 'http://127.0.0.1:1/' } : {})
        .end(body);
    });
    expect(error.code).toBe('SERVER_REFUSED');
    expect(error.message).toContain(message);
  });

  it('because it hangs before it answers', async () => {
    const error = await failure(() => {});
    expect(error.code).toBe('SERVER_TIMEOUT');
    expect(error.message).toContain('did not begin to answer within 600 ms');
  });

  it('because it hangs after the head', async () => {
    const error = await failure((response) => response.writeHead(200).flushHeaders());
    expect([error.code, error.message.includes('did not begin')]).toEqual(['SERVER_TIMEOUT', true]);
  });

  it('because it hangs in the middle', async () => {
    const error = await failure((response) => response.write(chunk('half')));
    expect(error.code).toBe('SERVER_TIMEOUT');
    expect(error.message).toContain('stopped in the middle of an answer');
  });

  it('because the deadline passes', async () => {
    const error = await failure(() => {}, { deadlineMs: 30 });
    expect(error.code).toBe('SERVER_TIMEOUT');
    expect(error.message).toContain('within 30 ms');
  });

  it('because it closes the connection at once', async () => {
    const error = await failure((response) => response.destroy());
    expect(error.code).toBe('SERVER_UNREACHABLE');
  });

  it('because it closes the connection in the middle', async () => {
    const broken = await failure((response) => {
      response.write(chunk('half'), () => response.destroy());
    });
    expect(broken.message).toContain('closed the connection before the answer was complete');
    const ended = await failure((response) => response.end(chunk('half')));
    expect(ended.code).toBe('SERVER_UNREACHABLE');
    const empty = await failure((response) => response.end());
    expect(empty.message).toContain('the answer is empty');
  });

  it.each([
    ['a web page', '<html><title>Login</title></html>', 'a web page, "Login"'],
    ['text', 'hello there', 'hello there'],
    ['other JSON', '{"data": []}', '{"data": []}'],
    ['events of something else', 'data: {"ping": 1}\n\n', '{"ping": 1}'],
    ['half a line of JSON', 'data: {"choices": [{"del\n\n', '{"choices": [{"del'],
    ['the key', `your key is ${KEY}`, 'your key is ***'],
  ])('because it sends %s', async (_kind, body, words) => {
    const error = await failure((response) => response.end(body));
    expect(error.code).toBe('SERVER_GARBAGE');
    expect(error.message).toContain(words);
  });

  it('because it says so in the middle of its answer', async () => {
    const event = `data: ${JSON.stringify({ error: { message: `out of memory (${KEY})` } })}\n\n`;
    const error = await failure((response) => response.end(chunk('half') + event));
    expect(error.code).toBe('SERVER_REFUSED');
    expect(error.message).toContain('broke off the answer: out of memory (***)');
  });

  it('because nobody listens', async () => {
    const { model, server } = await connect(() => {});
    await server.close();
    const error = await errorOf(ask(model, QUESTION));
    expect(error.code).toBe('SERVER_UNREACHABLE');
    expect(error.message).toContain('ECONNREFUSED');
  });

  it('while it is waited for, when the request is cancelled or the model closed', async () => {
    const { model } = await connect((response) => {
      response.writeHead(429, { 'retry-after': '10' }).end();
    });
    const signal = AbortSignal.timeout(50);
    expect((await errorOf(ask(model, QUESTION, { signal }))).code).toBe('CANCELLED');
    const running = errorOf(ask(model, QUESTION));
    await model.close();
    expect((await running).code).toBe('CANCELLED');
    expect((await errorOf(ask(model, QUESTION))).code).toBe('MODEL_CLOSED');
  });
});

describe('the address and the key of a server', () => {
  const settings = { provider: 'openai', model: 'm', device: 'auto', dtype: 'auto' } as const;

  it('must be there where the server wants one', async () => {
    const error = await errorOf(openModel(settings, createHost()));
    expect(error.code).toBe('SERVER_KEY');
    expect(error.hint).toContain('OPENAI_API_KEY');
  });

  it('come from the environment', async () => {
    const env = { OPENAI_BASE_URL: 'http://localhost:1/v1/', IBERT_API_KEY: KEY };
    const model = await openModel(settings, createHost({ env }));
    expect(model.device).toBe('http://localhost:1');
    expect(JSON.stringify(model)).not.toContain(KEY);
  });

  it.each([
    ['localhost:11434', 'is not an http or https address'],
    ['http://user:pass@host/v1', 'holds a user or a password'],
    ['http://host/v1?key=1', 'has a ? or # part'],
  ])('is refused: %s', async (baseUrl, message) => {
    const error = await errorOf(openModel({ ...settings, baseUrl }, createHost()));
    expect(error.code).toBe('SERVER_ADDRESS');
    expect(error.message).toContain(message);
    expect(error.message).not.toContain('pass@');
  });

  it('is refused when no head could carry the key', async () => {
    const env = { OPENAI_API_KEY: 'two words', OPENAI_BASE_URL: 'http://localhost:1' };
    const error = await errorOf(openModel(settings, createHost({ env })));
    expect(error.code).toBe('SERVER_KEY');
    expect(error.message).not.toContain('two words');
  });
});
