package dev.maxstorage.warehouse;

import dev.maxstorage.warehouse.engine.BlobWriter;
import dev.maxstorage.warehouse.engine.Engine;
import dev.maxstorage.wire.BlobFrameHeader;
import dev.maxstorage.wire.BlobFrameReader;
import dev.maxstorage.wire.BlobReadRequest;
import dev.maxstorage.wire.ChecksumMismatchException;
import dev.maxstorage.wire.Compression;
import dev.maxstorage.wire.WireJson;
import dev.maxstorage.wire.WriteBlobResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Blobs up and down. Source: Storage API document, chapter 9. */
final class BlobActions {
  private static final int MOST_BLOBS = 1000;

  private final Engine engine;
  private final WriteSessions sessions;
  private final SchemaVersions schemas;
  private final TestSwitches switches;

  BlobActions(Engine engine, WriteSessions sessions, TestSwitches switches) {
    this.engine = engine;
    this.sessions = sessions;
    this.schemas = new SchemaVersions(engine);
    this.switches = switches;
  }

  Response write(Request request) throws IOException {
    WriteSession session = sessions.find(request);
    session.checkOpenForBlobs(request.required("StreamId"), request.number("StreamVersion", 0));
    String mode = request.parameter("Mode");
    InputStream body = encoding(request).decode(request.body());
    if (mode.isEmpty()) {
      return writeOne(request, session, body);
    }
    if (mode.equals("Batch")) {
      return writeBatch(session, body);
    }
    throw Refusal.badRequest("Mode " + mode + " is not Batch");
  }

  private static Compression encoding(Request request) {
    try {
      return Compression.fromToken(request.header("Content-Encoding"));
    } catch (IllegalArgumentException e) {
      throw Refusal.badRequest("Content-Encoding: " + e.getMessage());
    }
  }

  private Response writeOne(Request request, WriteSession session, InputStream body)
      throws IOException {
    checkColumn(session, request.number("ColumnIndex", -1));
    MessageDigest md5 = md5();
    boolean generated = switches.is(TestSwitches.BlobContents.GENERATED);
    try (BlobWriter writer = create(session, generated ? GeneratedBytes.MIME_TYPE : null, null)) {
      InputStream digested = new DigestInputStream(body, md5);
      long size;
      if (generated) {
        size = digested.transferTo(OutputStream.nullOutputStream());
        writer.write(GeneratedBytes.description(size));
      } else {
        size = digested.transferTo(writer);
      }
      String reference = base64(writer.finish());
      String digest =
          switches.is(TestSwitches.BlobDigests.WRONG)
              ? "0".repeat(2 * md5.getDigestLength())
              : HexFormat.of().formatHex(md5.digest());
      return Response.json(new WriteBlobResponse(reference, null, size, digest, ""));
    }
  }

  /** All blobs of the batch or none: a writer that is closed before its end drops its blob. */
  private Response writeBatch(WriteSession session, InputStream body) throws IOException {
    List<BlobWriter> writers = new ArrayList<>();
    try (BlobFrameReader frames = BlobFrameReader.ofUpload(body)) {
      long size = 0;
      BlobFrameHeader header;
      while ((header = frames.next()) != null) {
        if (writers.size() == MOST_BLOBS) {
          throw Refusal.badRequest("A batch has more than " + MOST_BLOBS + " blobs");
        }
        checkColumn(session, header.columnIndex() == null ? -1 : header.columnIndex());
        BlobWriter writer = create(session, header.contentType(), header.customFileName());
        writers.add(writer);
        size += frames.data().transferTo(writer);
      }
      List<String> references = new ArrayList<>();
      for (BlobWriter writer : writers) {
        references.add(base64(writer.finish()));
      }
      return Response.json(new WriteBlobResponse(null, references, size, null, ""));
    } catch (ChecksumMismatchException e) {
      throw new Refusal(400, "ChecksumMismatch", String.valueOf(e.getMessage()));
    } finally {
      close(writers);
    }
  }

  private static void close(List<BlobWriter> writers) throws IOException {
    IOException failure = null;
    for (BlobWriter writer : writers) {
      try {
        writer.close();
      } catch (IOException e) {
        if (failure == null) {
          failure = e;
        } else {
          failure.addSuppressed(e);
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  private BlobWriter create(
      WriteSession session, @Nullable String contentType, @Nullable String fileName)
      throws IOException {
    return engine.blobs().create(contentType, fileName, sessions.blobOwner(session));
  }

  /**
   * The id of a BLOB node, or the 1-based position of a BLOB column: the same for top-level ones.
   */
  private void checkColumn(WriteSession session, long columnId) {
    if (!Schemas.of(schemas.current(session)).hasBlob(columnId)) {
      throw Refusal.badRequest(
          "ColumnIndex "
              + columnId
              + " is not the id of a BLOB column of table "
              + session.table().name().text());
    }
  }

  private static String base64(String reference) {
    return Base64.getEncoder().encodeToString(reference.getBytes(StandardCharsets.UTF_8));
  }

  private static MessageDigest md5() {
    try {
      return MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("This Java platform has no MD5", e);
    }
  }

  Response read(Request request) throws IOException {
    if (!request.required("Target").equals("generic.blob")) {
      throw Refusal.badRequest("Target " + request.parameter("Target") + " is not generic.blob");
    }
    List<String> references =
        WireJson.readOrEmpty(request.message(), BlobReadRequest.class).blobReferences();
    if (references.isEmpty() || references.size() > MOST_BLOBS) {
      throw Refusal.badRequest(
          "BlobReferences has " + references.size() + " elements; expected 1 to " + MOST_BLOBS);
    }
    List<String> known = new ArrayList<>();
    for (String reference : references) {
      known.add(known(reference));
    }
    Compression compression = Compression.fromAcceptEncoding(request.header("Accept-Encoding"));
    TestSwitches.BlobLayers layers = switches.position(TestSwitches.BlobLayers.class);
    Response response = Response.stream(new BlobBody(engine.blobs(), known, compression, layers));
    return compression == Compression.NONE
        ? response
        : response.with("Content-Encoding", compression.token());
  }

  /** The reference itself, or what it is in base64: some clients pass upload answers on. */
  private String known(String reference) {
    if (exists(reference)) {
      return reference;
    }
    try {
      String decoded = new String(Base64.getDecoder().decode(reference), StandardCharsets.UTF_8);
      if (exists(decoded)) {
        return decoded;
      }
    } catch (IllegalArgumentException e) {
      throw unknown(reference);
    }
    throw unknown(reference);
  }

  private boolean exists(String reference) {
    return engine.blobs().exists(reference);
  }

  private static Refusal unknown(String reference) {
    return Refusal.notFound("NoSuchBlob", "Blob " + reference + " does not exist");
  }
}
