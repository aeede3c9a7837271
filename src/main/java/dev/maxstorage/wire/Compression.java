package dev.maxstorage.wire;

import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Locale;
import org.apache.arrow.vector.compression.CompressionUtil.CodecType;
import org.jspecify.annotations.Nullable;

/**
 * The codecs of the Storage API, by their HTTP tokens, as compression of a whole body and as
 * compression of the buffers of Arrow record batches.
 *
 * <p>Source: Storage API document, 1.4 and 7.2.
 */
public enum Compression {
  /** Bytes as they are. */
  NONE("identity", CodecType.NO_COMPRESSION),
  /** Zstandard frames. */
  ZSTD("zstd", CodecType.ZSTD),
  /** LZ4 frames. */
  LZ4_FRAME("x-lz4-frame", CodecType.LZ4_FRAME);

  /** Fast, and already twice as small as LZ4. */
  static final int ZSTD_LEVEL = 1;

  private final String token;
  private final CodecType arrowCodec;

  Compression(String token, CodecType arrowCodec) {
    this.token = token;
    this.arrowCodec = arrowCodec;
  }

  /** The token for {@code Accept-Encoding} and {@code Content-Encoding}. */
  public String token() {
    return token;
  }

  /** The name of the codec in Arrow's record batches. */
  CodecType arrowCodec() {
    return arrowCodec;
  }

  /**
   * The codec that a header value or an option names; case and blanks do not matter.
   *
   * @param token a token or an alias of it; {@code null} and blank text mean {@link #NONE}
   * @throws IllegalArgumentException for a codec that is not part of this API, such as gzip or
   *     deflate
   */
  public static Compression fromToken(@Nullable String token) {
    Compression known = known(token == null ? "" : token);
    if (known == null) {
      throw new IllegalArgumentException(
          "unknown compression '" + token + "': expected zstd, x-lz4-frame or identity");
    }
    return known;
  }

  /**
   * What a server answers an {@code Accept-Encoding} header with: the first codec of the list, but
   * {@link #NONE} as soon as one token is foreign, since HTTP libraries add tokens of their own.
   */
  public static Compression fromAcceptEncoding(@Nullable String header) {
    Compression first = null;
    for (String item : (header == null ? "" : header).split(",", -1)) {
      int parameters = item.indexOf(';');
      Compression known = known(parameters < 0 ? item : item.substring(0, parameters));
      if (known == null) {
        return NONE;
      }
      if (first == null) {
        first = known;
      }
    }
    return first == null ? NONE : first;
  }

  private static @Nullable Compression known(String token) {
    return switch (token.strip().toLowerCase(Locale.ROOT)) {
      case "", "identity" -> NONE;
      case "zstd" -> ZSTD;
      case "x-lz4-frame", "x-odps-lz4-frame", "lz4_frame" -> LZ4_FRAME;
      default -> null;
    };
  }

  /**
   * A stream of the plain bytes of a body that is compressed as a whole: one frame or several, one
   * after the other. A frame that is cut or altered, and bytes after the last frame that are no
   * frame, are a {@link CorruptStreamException} of a read. Closing it closes {@code body}.
   */
  public InputStream decode(InputStream body) {
    return switch (this) {
      case NONE -> body;
      case ZSTD -> new ZstdFrameInputStream(body);
      case LZ4_FRAME -> new Lz4FrameInputStream(body);
    };
  }

  /**
   * A stream that compresses what is written to it into one frame. Closing it ends the frame and
   * closes {@code body}, also after a failure of the caller, who must break the connection then; a
   * flush sends what was written so far.
   *
   * @throws IOException if the codec cannot be set up; {@code body} stays open
   */
  public OutputStream encode(OutputStream body) throws IOException {
    return switch (this) {
      case NONE -> body;
      case ZSTD -> new ZstdOutputStreamNoFinalizer(body, ZSTD_LEVEL);
      case LZ4_FRAME -> new Lz4FrameOutputStream(body);
    };
  }
}
