package dev.maxstorage.bench;

import java.io.IOException;

/** The limit: plain HTTP requests of the same sizes, nothing kept, nothing checked. */
public final class HttpBlobs implements BlobPeer {
  private final PlainHttp http = new PlainHttp();
  private int count;
  private int bytes;

  public HttpBlobs() throws IOException {}

  @Override
  public void clear() {}

  @Override
  public void upload(int newCount, int newBytes) throws IOException {
    count = newCount;
    bytes = newBytes;
    for (int i = 0; i < count; i++) {
      http.put(bytes);
    }
  }

  @Override
  public long download() throws IOException {
    long got = 0;
    for (int i = 0; i < count; i++) {
      got += http.get(bytes);
    }
    return got;
  }

  @Override
  public void close() throws IOException {
    http.close();
  }
}
