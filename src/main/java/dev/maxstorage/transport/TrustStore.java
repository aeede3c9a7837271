package dev.maxstorage.transport;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * The certificates that a server's certificate must come from, in place of those that the JVM
 * trusts.
 */
public final class TrustStore {
  private static final String PEM_START = "-----BEGIN CERTIFICATE-----";

  private final Path file;
  private final SSLContext context;

  private TrustStore(Path file, SSLContext context) {
    this.file = file;
    this.context = context;
  }

  /**
   * Reads a file: a PKCS12 or JKS key store, or certificates in PEM.
   *
   * @param password of a key store, or null; not kept
   * @throws IOException if the file is absent, unreadable, or holds no certificate
   */
  public static TrustStore read(Path file, @Nullable String password) throws IOException {
    try {
      KeyStore store = keyStore(file, password);
      if (store.size() == 0) {
        throw new IOException("The trust store " + file + " holds no certificate");
      }
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return new TrustStore(file, context);
    } catch (GeneralSecurityException e) {
      throw new IOException(
          "The trust store "
              + file
              + " cannot be used; it must be a PKCS12 or JKS key store, or certificates in PEM: "
              + e.getMessage(),
          e);
    }
  }

  private static KeyStore keyStore(Path file, @Nullable String password)
      throws IOException, GeneralSecurityException {
    byte[] bytes = Files.readAllBytes(file);
    if (!new String(bytes, StandardCharsets.ISO_8859_1).contains(PEM_START)) {
      return KeyStore.getInstance(file.toFile(), password == null ? null : password.toCharArray());
    }
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    for (Certificate certificate :
        CertificateFactory.getInstance("X.509")
            .generateCertificates(new ByteArrayInputStream(bytes))) {
      store.setCertificateEntry("trusted" + store.size(), certificate);
    }
    return store;
  }

  SSLContext context() {
    return context;
  }

  /** The file alone. */
  @Override
  public String toString() {
    return "TrustStore[" + file + "]";
  }
}
