package dev.maxstorage.warehouse;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** The body of a request; tells a client that went away from a failure of this program. */
final class RequestBody extends FilterInputStream {

  /** The client broke its request off, or its chunks are malformed. */
  static final class BrokenOffException extends IOException {
    private static final long serialVersionUID = 1L;

    BrokenOffException(IOException cause) {
      super("The body of the request broke off: " + cause.getMessage(), cause);
    }
  }

  RequestBody(InputStream in) {
    super(in);
  }

  @Override
  public int read() throws IOException {
    try {
      return in.read();
    } catch (IOException e) {
      throw new BrokenOffException(e);
    }
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    try {
      return in.read(target, offset, length);
    } catch (IOException e) {
      throw new BrokenOffException(e);
    }
  }
}
