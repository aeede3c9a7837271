package dev.maxstorage.testing;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * TLS in front of a plain server on the loopback address, with a certificate made for it, whose
 * only name is {@code localhost}.
 *
 * <p><b>Closing:</b> no new connections.
 */
public final class TlsFront implements AutoCloseable {
  private final ServerSocket listener;
  private final int plainPort;
  private final Path keyStore;
  private final String password;

  /**
   * Starts to listen.
   *
   * @param directory where the key store is made
   * @param password of the key store
   */
  public TlsFront(int plainPort, Path directory, String password)
      throws IOException, GeneralSecurityException, InterruptedException {
    this.plainPort = plainPort;
    this.password = password;
    this.keyStore = directory.resolve("front.p12");
    ProcessBuilder command =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "front",
                "-keyalg",
                "EC",
                "-validity",
                "30",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost",
                "-storetype",
                "PKCS12",
                "-keystore",
                keyStore.toString(),
                "-storepass:env",
                "STORE_PASSWORD")
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("keytool.log").toFile());
    command.environment().put("STORE_PASSWORD", password);
    Process keytool = command.start();
    if (!keytool.waitFor(60, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
      throw new IOException(Files.readString(directory.resolve("keytool.log")));
    }
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = new FileInputStream(keyStore.toFile())) {
      store.load(in, password.toCharArray());
    }
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, password.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    this.listener =
        context
            .getServerSocketFactory()
            .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    daemon(this::acceptAll);
  }

  /** The port that it listens on. */
  public int port() {
    return listener.getLocalPort();
  }

  /** A trust store with the certificate, in a key store with a password. */
  public Path trustStore() {
    return keyStore;
  }

  /** The certificate in PEM. */
  public Path pem() throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance(keyStore.toFile(), password.toCharArray());
    byte[] certificate = store.getCertificate("front").getEncoded();
    String text =
        "-----BEGIN CERTIFICATE-----\n"
            + Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(certificate)
            + "\n-----END CERTIFICATE-----\n";
    return Files.writeString(keyStore.resolveSibling("front.pem"), text);
  }

  private static void daemon(Runnable work) {
    Thread thread = new Thread(work, "tls-front");
    thread.setDaemon(true);
    thread.start();
  }

  private void acceptAll() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        daemon(() -> serve(client));
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  private void serve(Socket client) {
    try (client;
        Socket server = new Socket(InetAddress.getLoopbackAddress(), plainPort)) {
      client.setTcpNoDelay(true);
      server.setTcpNoDelay(true);
      daemon(() -> copy(server, client));
      copy(client, server);
    } catch (IOException e) {
      // One side is gone.
    }
  }

  /** Copies until one side ends, and then ends both, as a cut connection must be seen. */
  private static void copy(Socket from, Socket to) {
    try (from;
        to) {
      byte[] buffer = new byte[8192];
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        out.write(buffer, 0, count);
        out.flush();
      }
    } catch (IOException e) {
      // One side is gone.
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
