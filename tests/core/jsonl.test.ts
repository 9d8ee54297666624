import { readJsonl, readJsonLines, readLines, readTextFrom } from '@ibert/core/files';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

async function* chunked(bytes: Uint8Array, sizes: readonly number[]): AsyncGenerator<Uint8Array> {
  let at = 0;
  for (const size of sizes) {
    yield bytes.subarray(at, at + size);
    at += size;
  }
  yield bytes.subarray(at);
}

async function collect<T>(items: AsyncIterable<T>): Promise<readonly T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

const options = { file: 'in.jsonl' };
const from = (text: string | Buffer): AsyncGenerator<Uint8Array> => chunked(Buffer.from(text), []);

describe('lines', () => {
  it('are the same however the bytes are cut', async () => {
    const line = fc.string({ unit: 'grapheme' }).map((text) => text.replace(/[\r\n\uFEFF]/g, ''));
    await fc.assert(
      fc.asyncProperty(
        fc.array(line),
        fc.array(fc.nat(5)),
        fc.boolean(),
        async (lines, sizes, end) => {
          const text = lines.join('\n') + (end ? '\n' : '');
          const expected = text === '' ? [] : text.replace(/\n$/, '').split('\n');
          const read = await collect(readLines(chunked(Buffer.from(text), sizes), options));
          expect(read).toEqual(
            expected.map((content, index) => ({ kind: 'Line', line: index + 1, text: content })),
          );
        },
      ),
    );
  });

  it('may end in CR LF, and a byte order mark is dropped at the start only', async () => {
    const read = await collect(readLines(from('\uFEFFa\r\n\uFEFFb\r\n'), options));
    expect(read.map((line) => (line.kind === 'Line' ? line.text : ''))).toEqual(['a', '\uFEFFb']);
  });

  it('that are too long or not UTF-8 are faults, and reading goes on', async () => {
    const bytes = Buffer.concat([
      Buffer.from(`${'x'.repeat(9)}\nok\n`),
      Buffer.from([0x61, 0xff]),
      Buffer.from('\nlast'),
    ]);
    for (const sizes of [[], [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1], [9], [10], [14]]) {
      const read = await collect(readLines(chunked(bytes, sizes), { ...options, maxLineBytes: 8 }));
      expect(read.map((line) => (line.kind === 'Line' ? line.text : line.error.code))).toEqual([
        'LINE_TOO_LONG',
        'ok',
        'NOT_UTF8',
        'last',
      ]);
      const fault = read[2];
      expect(fault?.kind === 'Fault' && fault.error.message).toContain('byte offset 14');
      expect(fault?.kind === 'Fault' && fault.error.span).toMatchObject({ line: 3, column: 2 });
    }
  });

  it('wait for a slow pipe', async () => {
    async function* slow(): AsyncGenerator<Uint8Array> {
      for (const part of ['{"a"', ':1}', '\n{"a":2}']) {
        await new Promise((resolve) => setTimeout(resolve, 150));
        yield Buffer.from(part);
      }
    }
    const read = await collect(readJsonl(slow(), options));
    expect(read).toEqual([
      { line: 1, value: { a: 1 } },
      { line: 2, value: { a: 2 } },
    ]);
  });
});

describe('JSON lines', () => {
  it('skip blank lines and keep line numbers', async () => {
    const read = await collect(readJsonl(from('1\n\n  \n2\n'), options));
    expect(read).toEqual([
      { line: 1, value: 1 },
      { line: 4, value: 2 },
    ]);
  });

  it('give faults as data for a batch', async () => {
    const read = await collect(readJsonLines(from('1\n{"a":\n3'), options));
    expect(read.map((item) => (item.kind === 'Value' ? item.value : item.error.code))).toEqual([
      1,
      'INVALID_JSON',
      3,
    ]);
    expect(read[1]).toMatchObject({ line: 2, error: { file: 'in.jsonl', span: { line: 2 } } });
  });

  it('throw the first fault for a file that must be right', async () => {
    await expect(collect(readJsonl(from('1\n{"a":\n3'), options))).rejects.toMatchObject({
      code: 'INVALID_JSON',
      span: { line: 2 },
    });
  });
});

describe('a whole text', () => {
  it('loses its byte order mark', async () => {
    expect(await readTextFrom(from('\uFEFFtable'), '<stdin>')).toBe('table');
  });

  it('is refused as soon as it is too large', async () => {
    let chunks = 0;
    async function* endless(): AsyncGenerator<Uint8Array> {
      for (;;) {
        chunks++;
        yield Buffer.alloc(1000);
      }
    }
    await expect(readTextFrom(endless(), '<stdin>', 5000)).rejects.toMatchObject({
      code: 'INPUT_TOO_LARGE',
      message: 'the input is larger than 5,000 bytes',
    });
    expect(chunks).toBe(6);
  });
});
