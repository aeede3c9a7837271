package dev.maxstorage.wire;

import net.jpountz.lz4.LZ4Exception;
import net.jpountz.lz4.LZ4Factory;
import net.jpountz.lz4.LZ4SafeDecompressor;

/**
 * Decodes single LZ4 blocks inside one array, in which a block may refer back to bytes decoded
 * before it.
 *
 * <p>A block without history goes to lz4-java. A linked block is decoded here, since lz4-java's
 * decoders cannot see the bytes before their target.
 */
final class Lz4BlockDecoder {
  private static final LZ4SafeDecompressor NO_HISTORY =
      LZ4Factory.fastestInstance().safeDecompressor();
  private static final int MINIMUM_MATCH = 4;

  private Lz4BlockDecoder() {}

  /**
   * Decodes a block.
   *
   * @param historyStart where in {@code target} the bytes begin that the block may refer to; equal
   *     to {@code targetStart} if there are none
   * @param targetStart where the plain bytes go
   * @param targetEnd the plain bytes end at most here
   * @return where the plain bytes end
   * @throws LZ4Exception if the block is malformed or does not fit
   */
  static int decode(
      byte[] source,
      int sourceStart,
      int sourceLength,
      byte[] target,
      int historyStart,
      int targetStart,
      int targetEnd) {
    if (historyStart == targetStart) {
      return targetStart
          + NO_HISTORY.decompress(
              source, sourceStart, sourceLength, target, targetStart, targetEnd - targetStart);
    }
    return decodeLinked(
        source,
        sourceStart,
        sourceStart + sourceLength,
        target,
        historyStart,
        targetStart,
        targetEnd);
  }

  private static int decodeLinked(
      byte[] source, int from, int end, byte[] target, int historyStart, int to, int targetEnd) {
    while (from < end) {
      int token = source[from++] & 0xFF;
      int literals = token >>> 4;
      if (literals == 15) {
        int more;
        do {
          more = next(source, from++, end);
          literals += more;
        } while (more == 255 && literals >= 0);
      }
      if (literals < 0 || literals > end - from || literals > targetEnd - to) {
        throw new LZ4Exception("literals do not fit");
      }
      System.arraycopy(source, from, target, to, literals);
      from += literals;
      to += literals;
      if (from == end) {
        return to;
      }
      int distance = next(source, from, end) | next(source, from + 1, end) << 8;
      from += 2;
      int match = token & 15;
      if (match == 15) {
        int more;
        do {
          more = next(source, from++, end);
          match += more;
        } while (more == 255 && match >= 0);
      }
      match += MINIMUM_MATCH;
      if (distance == 0 || distance > to - historyStart || match < 0 || match > targetEnd - to) {
        throw new LZ4Exception("a match does not fit");
      }
      copyMatch(target, to - distance, to, match);
      to += match;
    }
    throw new LZ4Exception("the block does not end with literals");
  }

  private static int next(byte[] source, int position, int end) {
    if (position >= end) {
      throw new LZ4Exception("the block ends inside a sequence");
    }
    return source[position] & 0xFF;
  }

  /** Copies a match, which repeats itself when it is longer than its distance. */
  private static void copyMatch(byte[] target, int from, int to, int length) {
    int copied = Math.min(to - from, length);
    System.arraycopy(target, from, target, to, copied);
    while (copied < length) {
      int more = Math.min(copied, length - copied);
      System.arraycopy(target, to, target, to + copied, more);
      copied += more;
    }
  }
}
