package dev.maxstorage.warehouse.engine;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * What stands before the bytes of a blob in its file: a mark, content type and file name.
 *
 * @param bytes length of the header itself
 */
record BlobHeader(String contentType, String fileName, int bytes) {
  private static final int MARK = 0x4d584231;

  static void write(DataOutputStream out, String contentType, String fileName) throws IOException {
    out.writeInt(MARK);
    out.writeUTF(contentType);
    out.writeUTF(fileName);
  }

  static BlobHeader read(DataInputStream in) throws IOException {
    if (in.readInt() != MARK) {
      throw new IOException("The file is not a blob of this warehouse");
    }
    String contentType = in.readUTF();
    String fileName = in.readUTF();
    return new BlobHeader(contentType, fileName, 4 + utfBytes(contentType) + utfBytes(fileName));
  }

  /** What writeUTF takes: two bytes of length, then modified UTF-8. */
  private static int utfBytes(String text) {
    int bytes = 2;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      bytes += c >= 1 && c < 0x80 ? 1 : c < 0x800 ? 2 : 3;
    }
    return bytes;
  }
}
