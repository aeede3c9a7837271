package dev.maxstorage.blob;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** The text of references, as requests need it. Source: Storage API document, 9.1. */
final class BlobReferences {
  private static final int SHOWN_BYTES = 16;

  private BlobReferences() {}

  static List<String> texts(List<byte[]> references) {
    List<String> texts = new ArrayList<>(references.size());
    for (byte[] reference : references) {
      texts.add(text(reference));
    }
    return texts;
  }

  /**
   * The bytes of a cell as text.
   *
   * @throws IllegalArgumentException if they are empty or no UTF-8
   */
  static String text(byte[] reference) {
    if (reference.length == 0) {
      throw new IllegalArgumentException("An empty blob reference names no blob");
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(reference)).toString();
    } catch (CharacterCodingException e) {
      int shown = Math.min(SHOWN_BYTES, reference.length);
      throw new IllegalArgumentException(
          "The blob reference "
              + HexFormat.of().formatHex(reference, 0, shown)
              + (shown < reference.length ? "..." : "")
              + " is no UTF-8 text, so it cannot be read",
          e);
    }
  }
}
