package dev.maxstorage.config;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How a connection reaches a service, and as whom. Immutable; the text form shows no secret.
 *
 * @param credentials of the connection
 * @param signatureRegion region of version 4 signatures; null for version 2
 * @param application key pair of an application account, which signs a second time; or null
 * @param proxy null for none
 * @param trustStore null for the certificates that the JVM trusts
 * @param plainHttp where requests may go without TLS
 */
public record Access(
    CredentialSource credentials,
    @Nullable String signatureRegion,
    Credentials.@Nullable KeyPair application,
    @Nullable ProxyAddress proxy,
    @Nullable TrustStoreFile trustStore,
    PlainHttpChoice plainHttp) {

  /** Hosts such as service.cn-hangzhou-vpc.maxcompute.aliyun-inc.com; group 1 is the region. */
  private static final Pattern REGION_HOST =
      Pattern.compile("service\\.([^.]+?-[^.]+?)(-internal|-vpc)?\\..+");

  /** Checks the values of a URL. */
  static Access of(URI endpoint, Map<String, String> values, CredentialSource credentials)
      throws InvalidConfigException {
    PlainHttpChoice plainHttp = ConnectionProperties.PLAIN_HTTP.requiredIn(values);
    checkEncrypted(endpoint, plainHttp);
    URI tunnel = ConnectionProperties.TUNNEL_ENDPOINT.valueIn(values);
    if (tunnel != null) {
      checkEncrypted(tunnel, plainHttp);
    }
    return new Access(
        credentials,
        signatureRegion(endpoint, values),
        application(values),
        proxy(values),
        trustStore(values),
        plainHttp);
  }

  private static void checkEncrypted(URI endpoint, PlainHttpChoice plainHttp)
      throws InvalidConfigException {
    boolean plain = "http".equalsIgnoreCase(endpoint.getScheme());
    if (plain && plainHttp == PlainHttpChoice.LOOPBACK && !isLoopback(endpoint.getHost())) {
      throw new InvalidConfigException(
          "Requests to "
              + endpoint.getScheme()
              + "://"
              + endpoint.getRawAuthority()
              + " would not be encrypted; use https, or set plainHttp=anywhere if everybody on the"
              + " way may read the data");
    }
  }

  private static boolean isLoopback(String host) {
    return host.equalsIgnoreCase("localhost")
        || host.matches("127\\.[0-9]{1,3}\\.[0-9]{1,3}\\.[0-9]{1,3}")
        || host.equals("[::1]");
  }

  private static @Nullable String signatureRegion(URI endpoint, Map<String, String> values)
      throws InvalidConfigException {
    String region = ConnectionProperties.REGION.valueIn(values);
    SignatureChoice version = ConnectionProperties.SIGNATURE_VERSION.valueIn(values);
    if (version == null) {
      return region;
    }
    if (version == SignatureChoice.V2) {
      return null;
    }
    if (region != null) {
      return region;
    }
    Matcher host = REGION_HOST.matcher(endpoint.getHost());
    if (!host.matches()) {
      throw new InvalidConfigException(
          "Property 'region' is missing; signatureVersion=v4 needs it, and the host '"
              + endpoint.getHost()
              + "' does not name a region");
    }
    return host.group(1);
  }

  private static Credentials.@Nullable KeyPair application(Map<String, String> values)
      throws InvalidConfigException {
    String id = ConnectionProperties.APPLICATION_ID.valueIn(values);
    String key = ConnectionProperties.APPLICATION_KEY.valueIn(values);
    if ((id == null) != (key == null)) {
      throw new InvalidConfigException(
          "Property '"
              + (id == null ? "applicationId" : "applicationKey")
              + "' is missing; both are needed");
    }
    return id == null || key == null ? null : new Credentials.KeyPair(id, key, null);
  }

  private static @Nullable ProxyAddress proxy(Map<String, String> values)
      throws InvalidConfigException {
    String host = ConnectionProperties.PROXY_HOST.valueIn(values);
    String user = ConnectionProperties.PROXY_USER.valueIn(values);
    String password = ConnectionProperties.PROXY_PASSWORD.valueIn(values);
    if (host == null && (user != null || password != null)) {
      throw new InvalidConfigException(
          "Property 'proxyHost' is missing; proxyUser and proxyPassword belong to it");
    }
    if ((user == null) != (password == null)) {
      throw new InvalidConfigException(
          "Property '"
              + (user == null ? "proxyUser" : "proxyPassword")
              + "' is missing; both are needed");
    }
    return host == null
        ? null
        : new ProxyAddress(
            host, ConnectionProperties.PROXY_PORT.requiredIn(values), user, password);
  }

  private static @Nullable TrustStoreFile trustStore(Map<String, String> values)
      throws InvalidConfigException {
    String path = ConnectionProperties.TRUST_STORE.valueIn(values);
    String password = ConnectionProperties.TRUST_STORE_PASSWORD.valueIn(values);
    if (path == null && password != null) {
      throw new InvalidConfigException(
          "Property 'trustStore' is missing; trustStorePassword belongs to it");
    }
    return path == null ? null : new TrustStoreFile(Path.of(path), password);
  }
}
