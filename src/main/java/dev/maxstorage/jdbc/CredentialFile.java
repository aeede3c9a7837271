package dev.maxstorage.jdbc;

import dev.maxstorage.config.CredentialSource;
import dev.maxstorage.transport.AccessKey;
import dev.maxstorage.transport.BearerToken;
import dev.maxstorage.transport.Credential;
import dev.maxstorage.wire.WireJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Credentials in a file that another program keeps up to date; read again whenever the file's time
 * or size changes, and when the service says that they have expired. Source: control-plane
 * document, 3.1.
 *
 * <p><b>Threads:</b> any.
 */
final class CredentialFile implements dev.maxstorage.transport.CredentialSource {
  private final Path path;
  private final CredentialSource.Format format;
  private @Nullable Credential known;
  private @Nullable FileTime knownTime;
  private long knownBytes;

  CredentialFile(CredentialSource.File file) {
    this.path = file.path();
    this.format = file.format();
  }

  @Override
  public synchronized Credential current() throws IOException {
    BasicFileAttributes file = Files.readAttributes(path, BasicFileAttributes.class);
    Credential credential = known;
    boolean same = file.lastModifiedTime().equals(knownTime) && file.size() == knownBytes;
    if (credential == null || !same) {
      credential = read();
      known = credential;
      knownTime = file.lastModifiedTime();
      knownBytes = file.size();
    }
    return credential;
  }

  @Override
  public synchronized void expired() {
    known = null;
  }

  private Credential read() throws IOException {
    byte[] bytes = Files.readAllBytes(path);
    if (format == CredentialSource.Format.BEARER) {
      String token = new String(bytes, StandardCharsets.UTF_8).strip();
      if (token.isEmpty()) {
        throw new IOException("The file of bearer tokens " + path + " is empty");
      }
      return new BearerToken(token);
    }
    Map<?, ?> json;
    try {
      json = WireJson.read(bytes, Map.class);
    } catch (IOException e) {
      throw unusable(); // the cause would show the text
    }
    if (json.get("accessKeyId") instanceof String id
        && json.get("accessKeySecret") instanceof String secret
        && json.get("securityToken") instanceof String token
        && !id.isEmpty()
        && !secret.isEmpty()) {
      return new AccessKey(id, secret, token);
    }
    throw unusable();
  }

  private IOException unusable() {
    return new IOException(
        "The credentials file "
            + path
            + " is no JSON object with the texts accessKeyId, accessKeySecret and securityToken");
  }
}
