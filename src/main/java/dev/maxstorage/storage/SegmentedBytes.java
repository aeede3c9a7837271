package dev.maxstorage.storage;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Bytes in memory that grow without being copied, and can be written out any number of times. */
final class SegmentedBytes extends OutputStream {
  private static final int SEGMENT_BYTES = 256 * 1024;

  private final List<byte[]> full = new ArrayList<>();
  private byte[] last = new byte[SEGMENT_BYTES];
  private int lastCount;

  @Override
  public void write(int b) {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    int from = offset;
    int left = length;
    while (left > 0) {
      if (lastCount == SEGMENT_BYTES) {
        full.add(last);
        last = new byte[SEGMENT_BYTES];
        lastCount = 0;
      }
      int count = Math.min(left, SEGMENT_BYTES - lastCount);
      System.arraycopy(bytes, from, last, lastCount, count);
      lastCount += count;
      from += count;
      left -= count;
    }
  }

  long size() {
    return (long) full.size() * SEGMENT_BYTES + lastCount;
  }

  /** The bytes from the first one on; the stream is of no use once bytes are added. */
  InputStream input() {
    List<InputStream> segments = new ArrayList<>();
    for (byte[] segment : full) {
      segments.add(new ByteArrayInputStream(segment));
    }
    segments.add(new ByteArrayInputStream(last, 0, lastCount));
    return new SequenceInputStream(Collections.enumeration(segments));
  }

  void writeTo(OutputStream out) throws IOException {
    for (byte[] segment : full) {
      out.write(segment);
    }
    out.write(last, 0, lastCount);
  }
}
