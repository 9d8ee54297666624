import type { Readable } from 'node:stream';

/** The texts of a stream that each end with a NUL byte; bytes that are no UTF-8 become U+FFFD. */
export async function* nulTexts(stream: Readable): AsyncGenerator<string, void, void> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of stream) {
    let all = Buffer.concat([rest, chunk as Buffer]);
    // Cut into texts one chunk at a time: a stream is longer than the memory may be.
    const end = all.lastIndexOf(0);
    if (end === -1) {
      rest = all;
      continue;
    }
    rest = all.subarray(end + 1);
    all = all.subarray(0, end);
    yield* all.toString().split('\0');
  }
  if (rest.length > 0) yield rest.toString();
}
