package dev.maxstorage.wire;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;

/** Zstandard frames, with contexts made once. For one thread. */
final class ZstdBufferCodec implements BufferCodec {
  /** Of frames that do not tell their size: a block of 4 bytes may stand for 128 KiB. */
  private static final long MAXIMUM_RATIO = 32 * 1024;

  private final ZstdCompressCtx compressor = new ZstdCompressCtx().setLevel(Compression.ZSTD_LEVEL);
  private final ZstdDecompressCtx decompressor = new ZstdDecompressCtx();

  @Override
  public long maximumPlainBytes(byte[] source, int length) {
    long contentSize = Zstd.getFrameContentSize(source, 0, length);
    return contentSize >= 0 ? contentSize : length * MAXIMUM_RATIO;
  }

  @Override
  public long maximumCompressedBytes(int length) {
    return Zstd.compressBound(length);
  }

  @Override
  public int compress(byte[] source, int length, byte[] target) {
    return compressor.compressByteArray(target, 0, target.length, source, 0, length);
  }

  @Override
  public void decompress(byte[] source, int length, byte[] target, int plainLength) {
    int decoded;
    try {
      decoded = decompressor.decompressByteArray(target, 0, plainLength, source, 0, length);
    } catch (ZstdException e) {
      throw new IllegalArgumentException("malformed zstd data: " + e.getMessage(), e);
    }
    if (decoded != plainLength) {
      throw new IllegalArgumentException(
          "the zstd frame of a buffer holds " + decoded + " bytes instead of " + plainLength);
    }
  }

  @Override
  public void close() {
    compressor.close();
    decompressor.close();
  }
}
