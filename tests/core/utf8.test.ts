import { isUtf8 } from 'node:buffer';
import { IbertError } from '@ibert/core';
import { decodeUtf8, invalidUtf8At } from '@ibert/core/files';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

/** Bytes of the kinds that UTF-8's rules tell apart. */
const bytes = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        [0x41],
        [0x80],
        [0xbf],
        [0xc0],
        [0xc2],
        [0xdf],
        [0xe0],
        [0xa0],
        [0x9f],
        [0xed],
        [0xef],
        [0xf0],
        [0x90],
        [0x8f],
        [0xf4],
        [0xf5],
        [0xff],
      ),
      fc.string({ unit: 'binary' }).map((text) => [...Buffer.from(text)]),
    ),
  )
  .map((parts) => Buffer.from(parts.flat()));

describe('the first wrong byte', () => {
  it('is the end of the longest prefix that is UTF-8', () => {
    fc.assert(
      fc.property(bytes, (buffer) => {
        const at = invalidUtf8At(buffer);
        expect(at === -1).toBe(isUtf8(buffer));
        if (at === -1) return;
        expect(isUtf8(buffer.subarray(0, at))).toBe(true);
        for (let end = at + 1; end <= Math.min(buffer.length, at + 4); end++) {
          expect(isUtf8(buffer.subarray(0, end))).toBe(false);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('is named with file, line, column and offset', () => {
    const wrong = Buffer.concat([Buffer.from('a\né b'), Buffer.from([0xe9]), Buffer.from('\n')]);
    try {
      decodeUtf8(wrong, { file: 'x.sql', line: 5, byteOffset: 100 });
      expect.unreachable('Latin-1 was taken for UTF-8');
    } catch (error) {
      if (!(error instanceof IbertError)) throw error;
      expect(error).toMatchObject({ code: 'NOT_UTF8', file: 'x.sql' });
      expect(error.span).toMatchObject({ line: 6, column: 4 });
      expect(error.message).toContain('byte 0xe9 at byte offset 106');
    }
  });
});
