package dev.maxstorage.jdbc;

import dev.maxstorage.config.Access;
import dev.maxstorage.config.CredentialSource;
import dev.maxstorage.config.Credentials;
import dev.maxstorage.config.CredentialsProvider;
import dev.maxstorage.config.ProxyAddress;
import dev.maxstorage.config.TrustStoreFile;
import dev.maxstorage.transport.AccessKey;
import dev.maxstorage.transport.BearerToken;
import dev.maxstorage.transport.Credential;
import dev.maxstorage.transport.Network;
import dev.maxstorage.transport.Network.PlainHttp;
import dev.maxstorage.transport.ProxyServer;
import dev.maxstorage.transport.Signing;
import dev.maxstorage.transport.TrustStore;
import java.io.IOException;
import java.sql.SQLException;

/** What the configuration says about the way to a service, in the words of the transport. */
final class ServiceAccess {
  private ServiceAccess() {}

  /** The credentials of requests. */
  static dev.maxstorage.transport.CredentialSource credentials(CredentialSource source) {
    if (source instanceof CredentialSource.Given given) {
      Credential fixed = credential(given.credentials());
      return () -> fixed;
    } else if (source instanceof CredentialSource.File file) {
      return new CredentialFile(file);
    } else if (source instanceof CredentialSource.Provided provided) {
      return of(provided.provider());
    }
    throw new IllegalStateException("No rule for " + source);
  }

  private static dev.maxstorage.transport.CredentialSource of(CredentialsProvider provider) {
    return new dev.maxstorage.transport.CredentialSource() {
      @Override
      public Credential current() throws IOException {
        return credential(provider.credentials());
      }

      @Override
      public void expired() {
        provider.expired();
      }
    };
  }

  private static Credential credential(Credentials credentials) {
    if (credentials instanceof Credentials.KeyPair pair) {
      return new AccessKey(pair.accessId(), pair.accessKey(), pair.stsToken());
    } else if (credentials instanceof Credentials.Bearer bearer) {
      return new BearerToken(bearer.token());
    }
    throw new IllegalStateException("The credentials provider gave no credentials");
  }

  /** Proxy, certificates and plain HTTP. */
  static Network network(Access access) throws SQLException {
    ProxyAddress proxy = access.proxy();
    TrustStoreFile trusted = access.trustStore();
    try {
      return new Network(
          proxy == null
              ? null
              : new ProxyServer(proxy.host(), proxy.port(), proxy.user(), proxy.password()),
          trusted == null ? null : TrustStore.read(trusted.path(), trusted.password()),
          switch (access.plainHttp()) {
            case LOOPBACK -> PlainHttp.LOOPBACK;
            case ANYWHERE -> PlainHttp.ANYWHERE;
          });
    } catch (IOException e) {
      throw SqlErrors.of(
          SqlState.INVALID_ARGUMENT, "Property 'trustStore' cannot be used: " + e, e);
    }
  }

  /** Versions and second signatures. */
  static Signing signing(Access access) {
    Credentials.KeyPair application = access.application();
    return new Signing(
        access.signatureRegion(),
        application == null ? null : AccessKey.of(application.accessId(), application.accessKey()));
  }
}
