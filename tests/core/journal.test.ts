import { writeSync } from 'node:fs';
import { mkdtemp, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Journal, openJournal } from '@ibert/core/files';
import { beforeEach, describe, expect, it } from 'vitest';

let path = '';

beforeEach(async () => {
  path = join(await mkdtemp(join(tmpdir(), 'ibert-journal-')), 'run.journal');
});

async function entries(journal: Journal): Promise<readonly unknown[]> {
  const all: unknown[] = [];
  for await (const entry of journal.replay()) all.push(entry);
  return all;
}

async function write(values: readonly unknown[], resume = false): Promise<void> {
  const journal = await openJournal(path, { key: 'k', resume });
  for (const value of values) journal.append(value);
  journal.close();
}

describe('a journal', () => {
  it('gives back what was appended, over several runs', async () => {
    await write([{ unit: 0 }, { unit: 1 }]);
    await write([{ unit: 2, text: 'é\n' }], true);
    const journal = await openJournal(path, { key: 'k', resume: true });
    expect(await entries(journal)).toEqual([{ unit: 0 }, { unit: 1 }, { unit: 2, text: 'é\n' }]);
    expect(journal.droppedBytes).toBe(0);
    journal.remove();
    await expect(stat(path)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('starts empty when it is not resumed', async () => {
    await write([1, 2]);
    await write([3]);
    const journal = await openJournal(path, { key: 'other', resume: false });
    expect(await entries(journal)).toEqual([]);
    journal.close();
  });

  it('survives a kill at every byte: the finished lines stay, the cut one is dropped', async () => {
    await write([{ unit: 0, text: 'é' }, 12345, { unit: 2 }]);
    const whole = await readFile(path);
    const ends = [...whole.entries()].flatMap(([at, byte]) => (byte === 10 ? [at + 1] : []));
    for (let size = 0; size <= whole.length; size++) {
      await writeFile(path, whole.subarray(0, size));
      const journal = await openJournal(path, { key: 'k', resume: true });
      const kept = ends.filter((end) => end <= size).length;
      expect(journal.droppedBytes).toBe(size - (ends[kept - 1] ?? 0));
      expect(await entries(journal)).toHaveLength(Math.max(0, kept - 1));
      journal.append('more');
      journal.close();
      const again = await openJournal(path, { key: 'k', resume: true });
      expect((await entries(again)).at(-1)).toBe('more');
      again.close();
    }
  });

  it('finds the last finished line behind a long unfinished one', async () => {
    await write(['kept']);
    const { size } = await stat(path);
    await writeFile(path, Buffer.concat([await readFile(path), Buffer.alloc(200_000, 'x')]));
    const journal = await openJournal(path, { key: 'k', resume: true });
    expect(journal.droppedBytes).toBe(200_000);
    expect(await entries(journal)).toEqual(['kept']);
    journal.close();
    expect((await stat(path)).size).toBe(size);
  });

  it('refuses to resume the work of another run', async () => {
    await write([1]);
    const resumed = openJournal(path, { key: 'other', resume: true });
    await expect(resumed).rejects.toMatchObject({ code: 'RESUME_MISMATCH' });
    await writeFile(path, '{"some":"file"}\n');
    await expect(openJournal(path, { key: 'k', resume: true })).rejects.toMatchObject({
      code: 'RESUME_MISMATCH',
    });
  });

  it('says so when a finished line is damaged', async () => {
    await write([1, 2, 3]);
    await writeFile(path, (await readFile(path, 'utf8')).replace('\n2\n', '\n2}\n'));
    const journal = await openJournal(path, { key: 'k', resume: true });
    await expect(entries(journal)).rejects.toMatchObject({
      code: 'JOURNAL_CORRUPT',
      span: { line: 3 },
      hint: 'Run again without --resume to start from the beginning.',
    });
    journal.close();
  });

  it('never leaves half a line when the disk is full', async () => {
    let room = 60;
    const journal = await openJournal(path, {
      key: 'k',
      resume: false,
      fs: {
        write(fd, bytes) {
          if (room === 0) throw Object.assign(new Error('full'), { code: 'ENOSPC' });
          const written = writeSync(fd, bytes.subarray(0, Math.min(room, 7)));
          room -= written;
          return written;
        },
      },
    });
    journal.append('fits');
    expect(() => journal.append('x'.repeat(100))).toThrow('no space is left on the device');
    room = 60;
    journal.append('fits again');
    journal.close();
    const read = await openJournal(path, { key: 'k', resume: true });
    expect(read.droppedBytes).toBe(0);
    expect(await entries(read)).toEqual(['fits', 'fits again']);
    read.close();
  });

  it('is refused where nothing can be written', async () => {
    await write([1]);
    const below = openJournal(join(path, 'x'), { key: 'k', resume: false });
    await expect(below).rejects.toMatchObject({ code: 'OUTPUT_UNWRITABLE' });
    const nowhere = openJournal('/proc/nowhere/x', { key: 'k', resume: false });
    await expect(nowhere).rejects.toMatchObject({ code: 'OUTPUT_UNWRITABLE' });
  });

  it('starts over when an earlier run was cut before its first line', async () => {
    await write([1]);
    await truncate(path, 5);
    await write([2], true);
    const journal = await openJournal(path, { key: 'k', resume: true });
    expect(await entries(journal)).toEqual([2]);
    journal.close();
    await rm(path);
  });
});
