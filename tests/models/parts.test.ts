import { createRandom } from '@ibert/core';
import { onnxExportOf, parseDotEnv, withDotEnv } from '@ibert/models';
import fc from 'fast-check';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createLineSplitter } from '../../packages/models/src/openai/server-events.js';
import { createStopFilter } from '../../packages/models/src/stop-sequences.js';
import type { DecoderState } from '../../packages/models/src/transformers/decoder.js';
import { devicesFor, dtypeFor } from '../../packages/models/src/transformers/devices.js';
import {
  createPrefixCache,
  PART_TOKENS,
} from '../../packages/models/src/transformers/prefix-cache.js';
import { choices } from '../../packages/models/src/transformers/sampler.js';
import { createTokenText } from '../../packages/models/src/transformers/text-stream.js';
import { temporaryFolder } from './support.js';

describe('stop sequences', () => {
  const letters = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 20 });
  const stop = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: 1, maxLength: 3 });

  it('cut the text before the first of them, however the text comes in pieces', () => {
    fc.assert(
      fc.property(fc.array(letters), stop, (pieces, end) => {
        const filter = createStopFilter([end]);
        let out = '';
        let stopped = false;
        for (const piece of pieces) {
          if (stopped) break;
          const given = filter.push(piece);
          out += given.text;
          stopped = given.stopped;
        }
        if (!stopped) out += filter.rest();
        const text = pieces.join('');
        const at = text.indexOf(end);
        expect(out).toBe(at < 0 ? text : text.slice(0, at));
      }),
    );
  });

  it('hold back only what may become one', () => {
    const filter = createStopFilter(['```']);
    expect(filter.push('a`b``')).toEqual({ text: 'a`b', stopped: false });
    expect(filter.push('c')).toEqual({ text: '``c', stopped: false });
  });
});

describe('the text of tokens', () => {
  const bytes = new TextDecoder();
  const decode = (tokens: readonly number[]): string => bytes.decode(Uint8Array.from(tokens));

  it('comes in whole characters', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const stream = createTokenText(decode);
        const pieces = [...new TextEncoder().encode(text)].map((token) => stream.push(token));
        expect(pieces.join('') + stream.rest()).toBe(text.replace(/^\uFEFF/, ''));
        expect(pieces.join('')).not.toContain('\uFFFD');
      }),
    );
  });

  it('does not wait for ever for the end of a character', () => {
    const stream = createTokenText(decode);
    const pieces = Array.from({ length: 9 }, () => stream.push(0xff));
    expect(pieces.join('')).toBe('\uFFFD'.repeat(8));
  });

  it('is no text for a part of a character', () => {
    const stream = createTokenText(decode);
    expect([stream.peek(0x61), stream.peek(0xc3)]).toEqual(['a', undefined]);
  });
});

describe('choosing a token', () => {
  const scores = Float32Array.from([0, 3, Number.NaN, 1, 2]);
  const rules = { temperature: 0, topK: 0, topP: 1 };
  const first = (sampling: Partial<typeof rules>, seed: number): number | undefined =>
    choices(scores, { ...rules, ...sampling, random: createRandom(seed) }, 9).next().value as
      | number
      | undefined;

  it('goes by the scores at temperature 0 and never takes what is no number', () => {
    const all = [...choices(scores, { ...rules, random: createRandom(1) }, 9)];
    expect(all).toEqual([1, 4, 3, 0]);
    expect([...choices(scores, { ...rules, random: createRandom(1) }, 2)]).toEqual([1, 4]);
  });

  it('draws in proportion to the probabilities', () => {
    const drawn = Array.from({ length: 4000 }, (_, seed) => first({ temperature: 1 }, seed));
    const weights = [0, 3, 1, 2].map((score) => Math.exp(score));
    const share = Math.exp(3) / weights.reduce((sum, weight) => sum + weight);
    const found = drawn.filter((token) => token === 1).length / drawn.length;
    expect(Math.abs(found - share)).toBeLessThan(0.03);
    expect(new Set(drawn)).toEqual(new Set([0, 1, 3, 4]));
  });

  it('draws from the best only where the model says so', () => {
    const tokens = (sampling: Partial<typeof rules>) =>
      new Set(Array.from({ length: 300 }, (_, seed) => first(sampling, seed)));
    expect(tokens({ temperature: 2, topK: 2 })).toEqual(new Set([1, 4]));
    expect(tokens({ temperature: 1, topP: 0.5 })).toEqual(new Set([1]));
  });
});

describe('kept prefixes', () => {
  const state = (...tokens: number[]): DecoderState => ({ tokens, cache: {} });
  const run = (from: number, parts: number): number[] =>
    Array.from({ length: parts * PART_TOKENS }, (_, index) => from + index);
  const cutting = {
    freed: [] as DecoderState[],
    cut: ({ tokens }: DecoderState, length: number) => state(...tokens.slice(0, length)),
    free(one: DecoderState) {
      cutting.freed.push(one);
    },
  };

  it('are used in whole parts and never for a whole prompt', () => {
    const cache = createPrefixCache(cutting);
    cache.keep(state(...run(0, 3)));
    expect(cache.take(run(0, 3))?.tokens).toHaveLength(2 * PART_TOKENS);
    expect(cache.take([...run(0, 3), 1])?.tokens).toHaveLength(3 * PART_TOKENS);
    expect(cache.take(run(0, 2).slice(0, -5))?.tokens).toHaveLength(PART_TOKENS);
    expect(cache.take(run(5, 3))).toBeUndefined();
    expect(cache.take(run(0, 1))).toBeUndefined();
  });

  it('stay for other prompts when a part of them is taken', () => {
    const cache = createPrefixCache(cutting);
    cache.keep(state(...run(0, 4)));
    cache.take([...run(0, 2), 9, 9]);
    expect(cache.take([...run(0, 4), 1])?.tokens).toHaveLength(4 * PART_TOKENS);
  });

  it('are freed when a longer one covers them and when there are too many', () => {
    const cache = createPrefixCache(cutting);
    const short = state(...run(0, 1));
    cache.keep(short);
    cache.keep(state(...run(0, 2)));
    expect(cutting.freed).toContain(short);
    for (let from = 1; from <= 6; from++) cache.keep(state(...run(from * 1000, 1)));
    expect(cache.take([...run(0, 2), 1])).toBeUndefined();
    expect(cache.take([...run(6000, 1), 1])?.tokens).toHaveLength(PART_TOKENS);
  });

  it('give way by their size, too', () => {
    const cache = createPrefixCache(cutting);
    cache.keep(state(...run(0, 200)));
    cache.keep(state(...run(50_000, 200)));
    expect(cache.take([...run(0, 200), 1])).toBeUndefined();
    expect(cache.take([...run(50_000, 200), 1])).toBeDefined();
  });

  it('are used whole or not at all where they cannot be cut', () => {
    const whole = {
      free: () => {},
      cut: (one: DecoderState, length: number) => (length === one.tokens.length ? one : undefined),
    };
    const cache = createPrefixCache(whole);
    cache.keep(state(...run(0, 2)));
    expect(cache.take([...run(0, 1), 9, 9])).toBeUndefined();
    const taken = cache.take([...run(0, 2), 9]);
    expect(taken?.tokens).toHaveLength(2 * PART_TOKENS);
    expect(cache.take([...run(0, 2), 9])).toBeUndefined();
  });
});

describe('devices and number formats', () => {
  const linux = { platform: 'linux', arch: 'x64' };
  const mac = { platform: 'darwin', arch: 'arm64' };

  it('are tried in the order of the system', () => {
    expect(devicesFor('auto', linux)).toEqual(['cuda', 'cpu']);
    expect(devicesFor('auto', { platform: 'linux', arch: 'arm64' })).toEqual(['cpu']);
    expect(devicesFor('auto', mac)).toEqual(['webgpu', 'cpu']);
    expect(() => devicesFor('auto', { platform: 'sunos', arch: 'x64' })).toThrow(
      'there is no ONNX runtime for sunos-x64',
    );
    expect(devicesFor('mps', mac)).toEqual(['webgpu']);
  });

  it.each([
    ['mps', 'linux-x64'],
    ['coreml', 'linux-x64'],
    ['dml', 'linux-x64'],
  ] as const)('%s does not exist on %s', (device, system) => {
    expect(() => devicesFor(device, linux)).toThrow(`device ${device} does not exist on ${system}`);
  });

  it('go together', () => {
    const there = new Set(['fp32', 'fp16', 'q8', 'q4f16'] as const);
    expect(dtypeFor('auto', 'cpu', 'm', there)).toBe('q8');
    expect(dtypeFor('auto', 'cuda', 'm', there)).toBe('fp16');
    expect(dtypeFor('auto', 'webgpu', 'm', there)).toBe('q4f16');
    expect(dtypeFor('fp32', 'webgpu', 'm', there)).toBe('fp32');
  });
});

describe('names of models', () => {
  it('lead to the ONNX export', () => {
    expect(onnxExportOf('Qwen/Qwen2.5-Coder-1.5B-Instruct')).toBe(
      'onnx-community/Qwen2.5-Coder-1.5B-Instruct',
    );
    expect(onnxExportOf('qwen/qwen2.5-coder-0.5b-instruct')).toMatch(/^onnx-community\/.*0\.5B/);
    expect(onnxExportOf('Qwen/Qwen2.5-Coder-3B-Instruct')).toMatch(/^onnx-community\/.*3B/);
    expect(onnxExportOf('somebody/own-export')).toBe('somebody/own-export');
  });

  it('without a known export are refused with those that are', () => {
    expect(() => onnxExportOf('Qwen/Qwen9-900B')).toThrow('no ONNX export of Qwen/Qwen9-900B');
    expect(() => onnxExportOf('gpt 4')).toThrow('neither a folder nor a hub name');
    expect(() => onnxExportOf('../etc/passwd')).toThrow('neither a folder nor a hub name');
  });
});

describe('a .env file', () => {
  it('gives its variables', () => {
    const text = [
      '\uFEFF# keys',
      'OPENAI_API_KEY=sk-1 # mine',
      'export IBERT_API_KEY = "two\\nlines \\"x\\""',
      "HF_TOKEN='a # b'  # c",
      'EMPTY=',
      'HASH=a#b',
      'no variable here',
      '1BAD=x',
    ].join('\r\n');
    expect(parseDotEnv(text)).toEqual({
      OPENAI_API_KEY: 'sk-1',
      IBERT_API_KEY: 'two\nlines "x"',
      HF_TOKEN: 'a # b',
      EMPTY: '',
      HASH: 'a#b',
    });
  });

  it('adds to the environment and never changes it', async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, '.env'), 'A=file\nB=file\n');
    expect(await withDotEnv(folder, { A: 'real' })).toEqual({ A: 'real', B: 'file' });
    expect(await withDotEnv(join(folder, 'nowhere'), { A: 'real' })).toEqual({ A: 'real' });
  });
});

describe('lines of a stream', () => {
  it('are the same however the stream comes in pieces', () => {
    const text = fc.string({ unit: fc.constantFrom('a', '\r', '\n', '\r\n') });
    fc.assert(
      fc.property(text, fc.nat(), fc.nat(), (whole, one, other) => {
        const cuts = [one, other].map((at) => at % (whole.length + 1)).sort((a, b) => a - b);
        const [first = 0, second = 0] = cuts;
        const splitter = createLineSplitter();
        const lines = [
          whole.slice(0, first),
          whole.slice(first, second),
          whole.slice(second),
        ].flatMap((piece) => splitter.push(piece));
        // A CR at the very end is held back, as an LF may follow.
        const ended = whole.endsWith('\r') ? whole.slice(0, -1) : whole;
        expect([...lines, splitter.rest()]).toEqual(ended.split(/\r\n|\n|\r/));
      }),
    );
  });
});
