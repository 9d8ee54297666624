import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { sourceCommit } from '@ibert/mining';
import { describe, expect, it } from 'vitest';
import { type Member, tar, tarGz, zip } from './archive-making.js';
import { MIT_TEXT } from './licence-texts.js';
import { optionsIn, type Read, readSource, snapshot, temporary } from './workshop.js';

function archive(name: string, bytes: Buffer): string {
  const path = join(temporary(), name);
  writeFileSync(path, bytes);
  return path;
}

const good: readonly Member[] = [
  { name: 'shop-1.0/LICENSE', content: MIT_TEXT },
  { name: 'shop-1.0/shop/z.py', content: 'z = 1\r\n' },
  { name: 'shop-1.0/README.md', content: '# Shop\n' },
  { name: 'shop-1.0/data.bin', content: 'x' },
];

describe('an archive', () => {
  const kinds = { 'shop-1.0.zip': zip, 'shop-1.0.tar.gz': tarGz, 'shop-1.0.tgz': tarGz };
  for (const [name, pack] of Object.entries(kinds)) {
    it(`${name} is read in the order of paths, below its one directory`, async () => {
      const bytes = pack([{ name: 'shop-1.0/', mode: 0o040755, type: '5' }, ...good]);
      const path = archive(name, bytes);
      const options = optionsIn(temporary());
      const { tree, texts, skipped } = await readSource({ location: path }, options);
      expect(Object.entries(texts)).toEqual([
        ['README.md', '# Shop\n'],
        ['shop/z.py', 'z = 1\n'],
      ]);
      expect(skipped).toEqual({});
      expect(tree.license).toBe('MIT');
      expect(tree.name).toBe('shop-1.0');
      expect(tree.history).toBeUndefined();
      const hash = createHash('sha256').update(bytes).digest('hex');
      expect(tree.commit).toBe(`sha256:${hash}`);
      expect(await sourceCommit({ location: path }, options)).toBe(tree.commit);
      const below = await readSource({ location: path, directories: ['shop'] }, options);
      expect(Object.keys(below.texts)).toEqual(['shop/z.py']);
    });
  }

  it('that is a wheel keeps its directories, and tells its licence in its metadata', async () => {
    const path = archive(
      'shop-1.0-py3-none-any.whl',
      zip([
        { name: 'shop/__init__.py', content: 'x = 1' },
        {
          name: 'shop-1.0.dist-info/METADATA',
          content: 'Name: shop\nLicense: BSD\n\nLicense: GPL',
        },
      ]),
    );
    const { tree, texts } = await readSource({ location: path }, optionsIn(temporary()));
    expect(Object.keys(texts)).toEqual(['shop/__init__.py']);
    expect(tree.license).toBe('BSD-3-Clause');
  });
});

const hostile: readonly Member[] = [
  { name: 'good.py', content: 'good' },
  { name: '../../slip.py', content: 'slip' },
  { name: 'a/../../slip.py', content: 'slip' },
  { name: '/tmp/absolute.py', content: 'absolute' },
  { name: 'good.py', content: 'the second' },
  { name: Buffer.from([0x62, 0xff, 0x2e, 0x70, 0x79]), content: 'bytes' },
  { name: 'large.py', content: '#'.repeat(2 * 1024 * 1024 + 1) },
  { name: 'quo"te\n.py', content: 'odd' },
];

const HOSTILE: Read = {
  texts: { 'good.py': 'good', 'quo"te\n.py': 'odd' },
  skipped: {
    '../../slip.py': 'its path leaves the source',
    'a/../../slip.py': 'its path leaves the source',
    '/tmp/absolute.py': 'its path is absolute or empty',
    'good.py': 'an earlier entry has this name',
    'b\uFFFD.py': 'its name is no UTF-8 text',
    'large.py': 'it has 2097153 bytes; at most 2097152 are read',
  },
};

/** Reads an archive and sees that nothing but the reader's own place has changed. */
async function readAlone(path: string): Promise<Read> {
  const work = temporary();
  const { texts, skipped } = await readSource({ location: path }, optionsIn(work));
  expect(snapshot(work)).toEqual({});
  return { texts, skipped };
}

describe('a hostile zip archive', () => {
  it('writes nothing; the good files are read, the others skipped with a reason', async () => {
    const path = archive(
      'hostile.zip',
      zip([
        ...hostile,
        { name: 'C:\\windows.py', content: 'drive' },
        { name: '..\\back.py', content: 'slip' },
        { name: 'link.py', content: '/etc/passwd', mode: 0o120777 },
        { name: 'locked.py', content: 'x', encrypted: true },
        { name: 'damaged.py', content: 'damaged', crc: 1 },
        { name: 'longer.py', content: 'x'.repeat(50), claimedSize: 10 },
        { name: 'shorter.py', content: 'x', claimedSize: 10 },
        { name: 'bomb.py', content: Buffer.alloc(1024 * 1024) },
      ]),
    );
    const { texts, skipped } = await readAlone(path);
    expect(texts).toEqual(HOSTILE.texts);
    expect(skipped).toEqual({
      ...HOSTILE.skipped,
      'C:/windows.py': 'its path is absolute or empty',
      '../back.py': 'its path leaves the source',
      'link.py': 'it is a link or a device',
      'locked.py': 'it is encrypted',
      'damaged.py': 'it is damaged',
      'longer.py': 'it is larger than it says',
      'shorter.py': 'it is damaged',
      'bomb.py': 'it unpacks to much more than a text would',
    });
  });

  it('that is cut off or empty of sense is named', async () => {
    const whole = zip(good);
    for (const bytes of [whole.subarray(0, whole.length - 10), whole.subarray(0, 100)]) {
      await expect(readAlone(archive('cut.zip', bytes))).rejects.toMatchObject({
        code: 'ARCHIVE_INVALID',
        message: expect.stringContaining('cut.zip') as string,
      });
    }
    const broken = Buffer.from(whole);
    broken.fill(0xff, whole.indexOf('PK\u0001\u0002', 0, 'latin1') + 4, whole.length - 22);
    await expect(readAlone(archive('broken.zip', broken))).rejects.toMatchObject({
      code: 'ARCHIVE_INVALID',
    });
  });
});

describe('a hostile tar archive', () => {
  it('writes nothing; the good files are read, the others skipped with a reason', async () => {
    const path = archive(
      'hostile.tar.gz',
      tarGz([
        ...hostile,
        { name: 'link.py', content: '/etc/passwd', type: '2' },
        { name: 'hard.py', content: 'good.py', type: '1' },
        { name: 'pipe.py', type: '6' },
        { name: 'device.py', type: '3' },
      ]),
    );
    const { texts, skipped } = await readAlone(path);
    expect(texts).toEqual(HOSTILE.texts);
    expect(skipped).toEqual({
      ...HOSTILE.skipped,
      'link.py': 'it is a symbolic link',
      'hard.py': 'it is a link to another entry',
      'pipe.py': 'it is no file',
      'device.py': 'it is no file',
    });
  });

  it('that unpacks to very much is read only so far', async () => {
    const bomb = tarGz([
      { name: 'good.py', content: 'good' },
      { name: 'zeros.bin', content: Buffer.alloc(64 * 1024 * 1024) },
      { name: 'after.py', content: 'after' },
    ]);
    const { texts, skipped } = await readAlone(archive('bomb.tar.gz', bomb));
    expect(texts).toEqual({ 'good.py': 'good' });
    expect(skipped['bomb.tar.gz']).toMatch(/not read to its end: it unpacks to more than/);
  });

  it('that is cut off or damaged gives what comes before', async () => {
    const noise = createHash('sha512').update('x').digest('hex');
    const plain = tar([
      { name: 'a.py', content: 'first' },
      {
        name: 'b.py',
        content: Array.from({ length: 4000 }, (_, n) => `${noise}${n * 7919}`).join(''),
      },
    ]);
    const packed = gzipSync(plain, { level: 0 });
    const cut = await readAlone(archive('cut.tar.gz', packed.subarray(0, 200_000)));
    expect(cut.texts).toEqual({ 'a.py': 'first' });
    expect(cut.skipped['cut.tar.gz']).toMatch(/not read to its end: unexpected end/);

    const broken = Buffer.from(plain);
    broken.fill(0x41, 1024, 1536);
    const damaged = await readAlone(archive('damaged.tar.gz', gzipSync(broken)));
    expect(damaged.texts).toEqual({ 'a.py': 'first' });
    expect(damaged.skipped['damaged.tar.gz']).toContain('not read to its end');
  });

  it('that is none is named', async () => {
    const none = gzipSync(Buffer.from('no archive at all'.repeat(100)));
    await expect(readAlone(archive('none.tar.gz', none))).rejects.toMatchObject({
      code: 'ARCHIVE_INVALID',
    });
    await expect(readAlone(archive('odd.tar.gz', Buffer.from([0x1f, 0x8b])))).rejects.toMatchObject(
      {
        code: 'ARCHIVE_INVALID',
      },
    );
  });
});
