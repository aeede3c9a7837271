package dev.maxstorage.wire;

import java.io.IOException;
import java.util.Locale;
import net.jpountz.xxhash.XXHash32;
import net.jpountz.xxhash.XXHashFactory;

/**
 * The header of an LZ4 frame, after its magic number.
 *
 * @param independentBlocks false if a block may refer to the 64 KiB before it
 * @param blockChecksums whether a checksum follows each block
 * @param contentChecksum whether a checksum of the plain bytes follows the last block
 * @param contentSize plain bytes of the frame, -1 if not told
 * @param maximumBlockBytes plain bytes of a block at most
 */
record Lz4FrameHeader(
    boolean independentBlocks,
    boolean blockChecksums,
    boolean contentChecksum,
    long contentSize,
    int maximumBlockBytes) {
  static final int MAGIC = 0x184D2204;
  static final int SKIPPABLE_MAGIC = 0x184D2A50;
  static final int SKIPPABLE_MAGIC_MASK = 0xFFFFFFF0;
  static final XXHash32 XX_HASH = XXHashFactory.fastestInstance().hash32();

  private static final int VERSION_MASK = 0xC0;
  private static final int VERSION = 0x40;
  private static final int INDEPENDENT_BLOCKS = 0x20;
  private static final int BLOCK_CHECKSUMS = 0x10;
  private static final int CONTENT_SIZE = 0x08;
  private static final int CONTENT_CHECKSUM = 0x04;
  private static final int RESERVED_FLAG = 0x02;
  private static final int DICTIONARY = 0x01;

  /** Reads the header that follows the magic number. */
  static Lz4FrameHeader read(CountingInputStream in) throws IOException {
    long start = in.count();
    byte[] descriptor = new byte[11];
    in.readExactly(descriptor, 0, 2, "an LZ4 frame header");
    int flags = descriptor[0] & 0xFF;
    int blockSizeCode = (descriptor[1] & 0xFF) >> 4;
    int length = (flags & CONTENT_SIZE) != 0 ? 10 : 2;
    in.readExactly(descriptor, 2, length - 1, "an LZ4 frame header");
    if (descriptor[length] != checksum(descriptor, 0, length)) {
      throw new CorruptStreamException(start, "the checksum of the LZ4 frame header differs");
    }
    if ((flags & VERSION_MASK) != VERSION
        || (flags & RESERVED_FLAG) != 0
        || (descriptor[1] & 0x8F) != 0
        || blockSizeCode < 4) {
      throw new CorruptStreamException(
          start,
          String.format(
              Locale.ROOT, "bad LZ4 frame header: flags %02X %02X", flags, descriptor[1]));
    }
    if ((flags & DICTIONARY) != 0) {
      throw new CorruptStreamException(start, "the LZ4 frame needs a dictionary");
    }
    long contentSize = (flags & CONTENT_SIZE) != 0 ? LittleEndian.longAt(descriptor, 2) : -1;
    if (contentSize < -1 || (contentSize == -1 && (flags & CONTENT_SIZE) != 0)) {
      throw new CorruptStreamException(start, "the content size of the LZ4 frame is too large");
    }
    return new Lz4FrameHeader(
        (flags & INDEPENDENT_BLOCKS) != 0,
        (flags & BLOCK_CHECKSUMS) != 0,
        (flags & CONTENT_CHECKSUM) != 0,
        contentSize,
        1 << (8 + 2 * blockSizeCode));
  }

  /** The header byte that guards the {@code length} bytes before it. */
  static byte checksum(byte[] descriptor, int offset, int length) {
    return (byte) (XX_HASH.hash(descriptor, offset, length, 0) >> 8);
  }
}
