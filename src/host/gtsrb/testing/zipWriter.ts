import { crc32, deflateRawSync } from 'node:zlib';

/** One member of a zip file, as bad as a test wants it. */
export interface ZipMember {
  readonly name: string;
  readonly content: Uint8Array | string;
  /** Unix mode with its file type: 0o120777 for a link. A plain file unless given. */
  readonly mode?: number;
  /** Size that the lists claim, in the place of the true one. */
  readonly claims?: number;
  /** Left as it is unless true. */
  readonly packed?: boolean;
}

/** A zip file of members, written as the format has it: local headers and data, the list, its end. */
export function zipOf(members: readonly ZipMember[]): Buffer {
  const pieces: Buffer[] = [];
  const list: Buffer[] = [];
  let offset = 0;
  for (const { name, content, mode = 0o100644, claims, packed = false } of members) {
    const bytes = Buffer.from(content);
    const data = packed ? deflateRawSync(bytes) : bytes;
    const title = Buffer.from(name);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(0x800, 2);
    common.writeUInt16LE(packed ? 8 : 0, 4);
    common.writeUInt32LE(crc32(bytes), 10);
    common.writeUInt32LE(data.length, 14);
    common.writeUInt32LE(claims ?? bytes.length, 18);
    common.writeUInt16LE(title.length, 22);
    pieces.push(Buffer.from('PK\x03\x04'), common, title, data);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(mode * 0x10000, 6);
    rest.writeUInt32LE(offset, 10);
    list.push(Buffer.from('PK\x01\x02\x14\x03'), common, rest, title);
    offset += 4 + common.length + title.length + data.length;
  }
  const end = Buffer.alloc(18);
  end.writeUInt16LE(members.length, 4);
  end.writeUInt16LE(members.length, 6);
  end.writeUInt32LE(Buffer.concat(list).length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...pieces, ...list, Buffer.from('PK\x05\x06'), end]);
}
