import { crc32, deflateRawSync, gzipSync } from 'node:zlib';

export interface Member {
  readonly name: string | Buffer;
  readonly content?: string | Buffer;
  /** Unix type and permissions. */
  readonly mode?: number;
  /** What the directory claims instead of the truth. */
  readonly claimedSize?: number;
  readonly crc?: number;
  /** Type flag of tar; a link's target is its content. */
  readonly type?: string;
  readonly encrypted?: boolean;
}

/** A zip archive, byte by byte: with anything in it that a tool would not write. */
export function zip(members: readonly Member[]): Buffer {
  const locals: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const { name, content = '', mode = 0o100644, claimedSize, crc, encrypted } of members) {
    const bytes = Buffer.from(content);
    const packed = deflateRawSync(bytes);
    const raw = Buffer.from(name);
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(encrypted === true ? 0x801 : 0x800, 2);
    fields.writeUInt16LE(8, 4);
    fields.writeUInt32LE(crc ?? crc32(bytes), 10);
    fields.writeUInt32LE(packed.length, 14);
    fields.writeUInt32LE(claimedSize ?? bytes.length, 18);
    fields.writeUInt16LE(raw.length, 22);
    const local = Buffer.concat([Buffer.from('PK\u0003\u0004'), fields, raw, packed]);
    const entry = Buffer.alloc(16);
    entry.writeUInt32LE(mode * 0x10000, 6);
    entry.writeUInt32LE(offset, 10);
    central.push(
      Buffer.concat([
        Buffer.from('PK\u0001\u0002'),
        Buffer.from([20, 3]),
        fields,
        entry.subarray(0, 14),
        raw,
      ]),
    );
    locals.push(local);
    offset += local.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(members.length, 4);
  end.writeUInt16LE(members.length, 6);
  end.writeUInt32LE(directory.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...locals, directory, Buffer.from('PK\u0005\u0006'), end]);
}

const BLOCK = 512;

/** A tar archive, not yet packed. */
export function tar(members: readonly Member[]): Buffer {
  const blocks = members.flatMap(
    ({ name, content = '', mode = 0o644, type = '0', claimedSize }) => {
      const bytes = type === '0' ? Buffer.from(content) : Buffer.alloc(0);
      const header = Buffer.alloc(BLOCK);
      Buffer.from(name).copy(header, 0);
      header.write(mode.toString(8).padStart(7, '0'), 100);
      header.write('0000000', 108);
      header.write('0000000', 116);
      header.write((claimedSize ?? bytes.length).toString(8).padStart(11, '0'), 124);
      header.write('00000000000', 136);
      header.write(type, 156);
      if (type !== '0') header.write(content.toString(), 157);
      header.write('ustar\u000000', 257);
      header.fill(' ', 148, 156);
      let sum = 0;
      for (const byte of header) sum += byte;
      header.write(`${sum.toString(8).padStart(6, '0')}\u0000 `, 148);
      return [header, bytes, Buffer.alloc((BLOCK - (bytes.length % BLOCK)) % BLOCK)];
    },
  );
  return Buffer.concat([...blocks, Buffer.alloc(2 * BLOCK)]);
}

export const tarGz = (members: readonly Member[]): Buffer => gzipSync(tar(members));
