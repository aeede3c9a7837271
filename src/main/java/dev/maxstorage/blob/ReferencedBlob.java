package dev.maxstorage.blob;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * A blob that is read by requests of its own. Once its length is known, a download must have it.
 */
final class ReferencedBlob implements StoredBlob {
  private final BlobClient client;
  private final byte[] reference;
  private volatile @Nullable BlobHead head;

  ReferencedBlob(BlobClient client, byte[] reference) {
    this.client = client;
    this.reference = reference;
  }

  @Override
  public InputStream open() throws IOException {
    BlobHead known = head;
    return client.download(
        reference, known == null ? BlobStreamReader.UNKNOWN_LENGTH : known.length());
  }

  @Override
  public BlobHead head() throws IOException {
    BlobHead known = head;
    if (known == null) {
      known = client.head(reference);
      head = known;
    }
    return known;
  }
}
