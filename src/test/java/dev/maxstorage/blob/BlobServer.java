package dev.maxstorage.blob;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.maxstorage.testing.RecordedRequest;
import dev.maxstorage.testing.ScriptedReply;
import dev.maxstorage.wire.BlobBodies;
import dev.maxstorage.wire.BlobChecksum;
import dev.maxstorage.wire.BlobFrameHeader;
import dev.maxstorage.wire.BlobFrameWriter;
import dev.maxstorage.wire.Compression;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Answers {@code BlobRead} from a map, and remembers which references each request had. */
final class BlobServer {
  final Map<String, byte[]> blobs = new HashMap<>();
  final List<List<String>> requests = new ArrayList<>();

  ScriptedReply answer(RecordedRequest request) {
    try {
      List<String> references = new ArrayList<>();
      JsonNode body = new ObjectMapper().readTree(request.text());
      body.get("BlobReferences").forEach(each -> references.add(each.asText()));
      synchronized (this) {
        requests.add(references);
      }
      if (!blobs.keySet().containsAll(references)) {
        return ScriptedReply.of(404, "{\"Code\":\"NoSuchBlob\",\"Message\":\"unknown\"}");
      }
      return ScriptedReply.bytes(body(references));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private byte[] body(List<String> references) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    try (OutputStream payload = BlobBodies.encode(body, Compression.NONE)) {
      if (references.size() == 1) {
        payload.write(blobs.get(references.get(0)));
      } else {
        BlobFrameWriter frames = new BlobFrameWriter(payload);
        for (String reference : references) {
          frames.write(
              BlobFrameHeader.download("type/" + reference, null),
              blobs.get(reference),
              BlobChecksum.ABSENT);
        }
      }
    }
    return body.toByteArray();
  }
}
