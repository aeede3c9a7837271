package dev.maxstorage.blob;

import java.io.InputStream;

/** What an empty cell stands for: no bytes, and no request. Source: Storage API document, 9.1. */
enum EmptyBlob implements StoredBlob {
  INSTANCE;

  @Override
  public InputStream open() {
    return InputStream.nullInputStream();
  }

  @Override
  public BlobHead head() {
    return new BlobHead(0, null, null);
  }
}
