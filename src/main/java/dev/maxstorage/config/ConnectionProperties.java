package dev.maxstorage.config;

import dev.maxstorage.config.ConnectionProperty.Parser;
import dev.maxstorage.config.ConnectionProperty.Secret;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The list of all connection properties. URL parsing, {@code DriverPropertyInfo} and the table in
 * {@code docs/reference/properties.md} are made from it.
 */
public final class ConnectionProperties {
  /** The project of embedded warehouses when the URL names none. */
  static final String EMBEDDED_PROJECT = "main";

  public static final ConnectionProperty<String> PROJECT =
      text(
          "project",
          List.of("project_name"),
          null,
          "The default project. Needed for a service; embedded warehouses have the project '"
              + EMBEDDED_PROJECT
              + "' when none is named.");
  public static final ConnectionProperty<String> SCHEMA =
      text("schema", List.of(), "default", "The default schema.");
  public static final ConnectionProperty<String> ACCESS_ID =
      text(
          "accessId",
          List.of("access_id", "user"),
          null,
          "Public part of the access key pair. Absent: bearerToken, credentialsProvider,"
              + " credentialsFile, then the environment variables and files of MaxCompute's and"
              + " Alibaba Cloud's tools. Embedded warehouses need none.");
  public static final ConnectionProperty<String> ACCESS_KEY =
      secret("accessKey", List.of("access_key", "password"), "Secret part of the access key pair.");
  public static final ConnectionProperty<String> STS_TOKEN =
      secret("stsToken", List.of("sts_token"), "Security token of a temporary access key pair.");
  public static final ConnectionProperty<String> BEARER_TOKEN =
      secret("bearerToken", List.of(), "Token in place of an access key pair.");
  public static final ConnectionProperty<String> CREDENTIALS_PROVIDER =
      text(
          "credentialsProvider",
          List.of(),
          null,
          "Name of a class that implements dev.maxstorage.config.CredentialsProvider and gives the"
              + " credentials of every request; in Properties also such an object.");
  public static final ConnectionProperty<String> CREDENTIALS_FILE =
      text(
          "credentialsFile",
          List.of(),
          null,
          "Ini file with a section a profile, whose type is access_key, as Alibaba Cloud's tools"
              + " write it.");
  public static final ConnectionProperty<String> CREDENTIALS_PROFILE =
      text(
          "credentialsProfile",
          List.of(),
          null,
          "Section of the ini file. Absent: ALIBABA_CLOUD_PROFILE, else 'default'.");
  public static final ConnectionProperty<SignatureChoice> SIGNATURE_VERSION =
      new ConnectionProperty<>(
          "signatureVersion",
          List.of(),
          null,
          "How requests are signed: 'v4' binds the signatures of metadata requests and SQL jobs to"
              + " the region and the day. Absent: 'v4' if region is set, else 'v2'.",
          List.of("v2", "v4"),
          Secret.NO,
          text ->
              SignatureChoice.valueOf(oneOf(text, List.of("v2", "v4")).toUpperCase(Locale.ROOT)));
  public static final ConnectionProperty<String> REGION =
      text(
          "region",
          List.of(),
          null,
          "Region of version 4 signatures, such as cn-hangzhou. Absent: taken from the host, where"
              + " it names one.");
  public static final ConnectionProperty<String> APPLICATION_ID =
      text(
          "applicationId",
          List.of(),
          null,
          "Public part of the key pair of an application account, which signs a second time.");
  public static final ConnectionProperty<String> APPLICATION_KEY =
      secret("applicationKey", List.of(), "Secret part of that key pair.");
  public static final ConnectionProperty<String> PROXY_HOST =
      text(
          "proxyHost",
          List.of(),
          null,
          "HTTP proxy of all requests. Absent: the one that the JVM's system properties name, if"
              + " any.");
  public static final ConnectionProperty<Integer> PROXY_PORT =
      of(
          "proxyPort",
          List.of(),
          "3128",
          "Port of the proxy.",
          text -> (int) number(text, 1, 65_535));
  public static final ConnectionProperty<String> PROXY_USER =
      text("proxyUser", List.of(), null, "User for Basic authentication at the proxy.");
  public static final ConnectionProperty<String> PROXY_PASSWORD =
      secret("proxyPassword", List.of(), "Password for the proxy.");
  public static final ConnectionProperty<String> TRUST_STORE =
      text(
          "trustStore",
          List.of(),
          null,
          "Certificates to trust instead of the JVM's: a PKCS12 or JKS file, or PEM. Host names are"
              + " always checked.");
  public static final ConnectionProperty<String> TRUST_STORE_PASSWORD =
      secret("trustStorePassword", List.of(), "Password of the trust store.");
  public static final ConnectionProperty<PlainHttpChoice> PLAIN_HTTP =
      choice(
          "plainHttp",
          PlainHttpChoice.LOOPBACK,
          "Where http:// is allowed: 'loopback' this machine, 'anywhere' any host, although all on"
              + " the way can read the data.",
          PlainHttpChoice.class);
  public static final ConnectionProperty<URI> TUNNEL_ENDPOINT =
      of(
          "tunnelEndpoint",
          List.of("tunnel_endpoint"),
          null,
          "Endpoint of the Storage API, without a path. Absent: asked of the service.",
          ConnectionProperties::endpoint);
  public static final ConnectionProperty<String> QUOTA_NAME =
      text("quotaName", List.of(), null, "Compute quota of SQL jobs.");
  public static final ConnectionProperty<String> TUNNEL_QUOTA_NAME =
      text("tunnelQuotaName", List.of(), null, "Quota of Storage API requests.");
  public static final ConnectionProperty<Integer> PRIORITY =
      of(
          "priority",
          List.of(),
          "9",
          "Priority of SQL jobs, 0 the highest to 9.",
          text -> (int) number(text, 0, 9));
  public static final ConnectionProperty<URI> LOG_VIEW =
      of(
          "logView",
          List.of("logview_host"),
          null,
          "Host of the log view of SQL jobs. Absent: asked of the service.",
          ConnectionProperties::endpoint);
  public static final ConnectionProperty<ZoneId> TIME_ZONE =
      of(
          "timeZone",
          List.of(),
          null,
          "Zone in which DATETIME and TIMESTAMP become text and local times, such as"
              + " Asia/Shanghai. Absent: the zone of the JVM.",
          ConnectionProperties::zone);
  public static final ConnectionProperty<Duration> CONNECT_TIMEOUT =
      of(
          "connectTimeout",
          List.of(),
          "10",
          "Seconds to wait for a TCP connection; 0 for no limit.",
          ConnectionProperties::seconds);
  public static final ConnectionProperty<Duration> READ_TIMEOUT =
      of(
          "readTimeout",
          List.of(),
          "120",
          "Seconds to wait for the next bytes of an answer; 0 for no limit.",
          ConnectionProperties::seconds);
  public static final ConnectionProperty<Integer> RETRY_TIME =
      of(
          "retryTime",
          List.of(),
          "7",
          "How often a request is sent again after a failure that may pass.",
          text -> (int) number(text, 0, 100));
  public static final ConnectionProperty<String> SETTINGS =
      text(
          "settings",
          List.of(),
          null,
          "SQL settings of every job: a JSON object of texts, such as"
              + " {\"odps.sql.type.system.odps2\":\"true\"}.");
  public static final ConnectionProperty<EngineChoice> ENGINE =
      choice(
          "engine",
          EngineChoice.AUTO,
          "Who answers a SELECT: 'storage' a scan only, 'sql' a SQL job always, 'auto' a scan where"
              + " possible.",
          EngineChoice.class);
  public static final ConnectionProperty<Boolean> FILTER_PUSHDOWN =
      bool(
          "filterPushdown",
          "true",
          "Whether a widened predicate is sent to the server. The driver evaluates every predicate"
              + " itself in any case.");
  public static final ConnectionProperty<Boolean> TEMPORAL_PUSHDOWN =
      bool(
          "temporalPushdown",
          "false",
          "Whether predicates on DATETIME and TIMESTAMP columns are sent too.");
  public static final ConnectionProperty<CodecChoice> COMPRESSION =
      choice(
          "compression",
          CodecChoice.NONE,
          "Compression of Arrow data, read and written.",
          CodecChoice.class);
  public static final ConnectionProperty<WriteChoice> WRITE_MODE =
      new ConnectionProperty<>(
          "writeMode",
          List.of(),
          "batch",
          "When inserted rows become visible: 'batch' at the commit, 'streaming' and 'realtime' when"
              + " the statement returns, without any rollback.",
          List.of("batch", "streaming", "realtime"),
          Secret.NO,
          ConnectionProperties::writeMode);
  public static final ConnectionProperty<Integer> WRITE_STREAMS =
      of(
          "writeStreams",
          List.of(),
          "1",
          "Most streams, 1 to 64, that one large batch is sent through at the same time; rows keep"
              + " their order with 1 only.",
          text -> (int) number(text, 1, 64));
  public static final ConnectionProperty<Boolean> MULTI_TABLE_COMMIT =
      bool(
          "multiTableCommit",
          "false",
          "Whether a transaction may write several tables. Their commits follow one another and are"
              + " not atomic together.");
  public static final ConnectionProperty<Integer> FETCH_SIZE =
      of(
          "fetchSize",
          List.of(),
          "8192",
          "Rows of a record batch, 1 to 20000; Statement.setFetchSize overrides it.",
          text -> (int) number(text, 1, 20_000));
  public static final ConnectionProperty<Integer> PARALLELISM =
      of(
          "parallelism",
          List.of(),
          "8",
          "Most streams that one result reads at once, 1 to 64.",
          text -> (int) number(text, 1, 64));
  public static final ConnectionProperty<Long> PREFETCH_BYTES =
      of(
          "prefetchBytes",
          List.of(),
          "134217728",
          "Most bytes of memory that all results of the connection together read ahead, at least"
              + " 1048576. One result alone takes half of them, the next one a quarter, and so on.",
          text -> number(text, 1 << 20, 1L << 40));
  public static final ConnectionProperty<RowOrderChoice> ROW_ORDER =
      choice(
          "rowOrder",
          RowOrderChoice.TABLE,
          "Order of the rows of a scan: 'table' that of the table, 'any' as they arrive.",
          RowOrderChoice.class);
  public static final ConnectionProperty<Long> MAX_BLOB_BYTES =
      of(
          "maxBlobBytes",
          List.of(),
          "67108864",
          "Most bytes that ResultSet.getBytes and getObject(byte[].class) read of one blob; larger"
              + " ones are streamed.",
          text -> number(text, 0, Integer.MAX_VALUE - 16));
  public static final ConnectionProperty<Integer> BLOB_WINDOW =
      of(
          "blobWindow",
          List.of(),
          "256",
          "Most blobs of one request when blobs are read in the order of their rows; 0 reads each"
              + " one alone.",
          text -> (int) number(text, 0, 1000));
  public static final ConnectionProperty<Long> BLOB_WINDOW_BYTES =
      of(
          "blobWindowBytes",
          List.of(),
          "8388608",
          "Most bytes of such a request, which wait in memory, for each BLOB column that is read.",
          text -> number(text, 0, Integer.MAX_VALUE - 16));
  public static final ConnectionProperty<CodecChoice> BLOB_COMPRESSION =
      choice(
          "blobCompression",
          CodecChoice.NONE,
          "Compression of blobs on the wire, read and written.",
          CodecChoice.class);
  public static final ConnectionProperty<String> API_VERSION =
      text("apiVersion", List.of(), "3", "Version in the path of Storage API requests.");

  private static final List<ConnectionProperty<?>> ALL =
      List.of(
          PROJECT,
          SCHEMA,
          ACCESS_ID,
          ACCESS_KEY,
          STS_TOKEN,
          BEARER_TOKEN,
          CREDENTIALS_PROVIDER,
          CREDENTIALS_FILE,
          CREDENTIALS_PROFILE,
          SIGNATURE_VERSION,
          REGION,
          APPLICATION_ID,
          APPLICATION_KEY,
          PROXY_HOST,
          PROXY_PORT,
          PROXY_USER,
          PROXY_PASSWORD,
          TRUST_STORE,
          TRUST_STORE_PASSWORD,
          PLAIN_HTTP,
          TUNNEL_ENDPOINT,
          TUNNEL_QUOTA_NAME,
          QUOTA_NAME,
          PRIORITY,
          LOG_VIEW,
          TIME_ZONE,
          CONNECT_TIMEOUT,
          READ_TIMEOUT,
          RETRY_TIME,
          SETTINGS,
          ENGINE,
          FILTER_PUSHDOWN,
          TEMPORAL_PUSHDOWN,
          COMPRESSION,
          WRITE_MODE,
          WRITE_STREAMS,
          MULTI_TABLE_COMMIT,
          FETCH_SIZE,
          PARALLELISM,
          PREFETCH_BYTES,
          ROW_ORDER,
          MAX_BLOB_BYTES,
          BLOB_WINDOW,
          BLOB_WINDOW_BYTES,
          BLOB_COMPRESSION,
          API_VERSION);

  private static final Map<String, ConnectionProperty<?>> BY_KEY = byKey();

  private ConnectionProperties() {}

  /** All properties, in the order of the documentation. */
  public static List<ConnectionProperty<?>> all() {
    return ALL;
  }

  /** The property of a name or alias, whatever its case; null if there is none. */
  static @Nullable ConnectionProperty<?> named(String name) {
    return BY_KEY.get(key(name));
  }

  static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  private static Map<String, ConnectionProperty<?>> byKey() {
    Map<String, ConnectionProperty<?>> byKey = new LinkedHashMap<>();
    for (ConnectionProperty<?> property : ALL) {
      byKey.put(key(property.name()), property);
      property.aliases().forEach(alias -> byKey.put(key(alias), property));
    }
    return byKey;
  }

  private static <T> ConnectionProperty<T> of(
      String name,
      List<String> aliases,
      @Nullable String defaultText,
      String description,
      Parser<T> parser) {
    return new ConnectionProperty<>(
        name, aliases, defaultText, description, List.of(), Secret.NO, parser);
  }

  private static ConnectionProperty<String> text(
      String name, List<String> aliases, @Nullable String defaultText, String description) {
    return of(name, aliases, defaultText, description, ConnectionProperties::notEmpty);
  }

  private static ConnectionProperty<String> secret(
      String name, List<String> aliases, String description) {
    return new ConnectionProperty<>(
        name, aliases, null, description, List.of(), Secret.YES, ConnectionProperties::notEmpty);
  }

  private static ConnectionProperty<Boolean> bool(
      String name, String defaultText, String description) {
    return new ConnectionProperty<>(
        name,
        List.of(),
        defaultText,
        description,
        List.of("true", "false"),
        Secret.NO,
        text -> Boolean.valueOf(oneOf(text, List.of("true", "false"))));
  }

  private static <E extends Enum<E>> ConnectionProperty<E> choice(
      String name, E defaultValue, String description, Class<E> type) {
    List<String> choices = Stream.of(type.getEnumConstants()).map(e -> key(e.name())).toList();
    return new ConnectionProperty<>(
        name,
        List.of(),
        key(defaultValue.name()),
        description,
        choices,
        Secret.NO,
        text -> Enum.valueOf(type, oneOf(text, choices).toUpperCase(Locale.ROOT)));
  }

  private static WriteChoice writeMode(String text) {
    if (key(text).equals("batch-compatible")) {
      throw new IllegalArgumentException(
          "the block protocol of that mode is not supported; use batch, whose rows become visible"
              + " at the commit too");
    }
    return WriteChoice.valueOf(
        oneOf(text, List.of("batch", "streaming", "realtime")).toUpperCase(Locale.ROOT));
  }

  private static String oneOf(String text, List<String> choices) {
    String word = text.toLowerCase(Locale.ROOT);
    if (!choices.contains(word)) {
      throw new IllegalArgumentException("it must be one of " + String.join(", ", choices));
    }
    return word;
  }

  private static String notEmpty(String text) {
    if (text.isEmpty()) {
      throw new IllegalArgumentException("it must not be empty");
    }
    return text;
  }

  private static long number(String text, long least, long most) {
    try {
      long value = Long.parseLong(text);
      if (value >= least && value <= most) {
        return value;
      }
    } catch (NumberFormatException e) {
      // The message below covers it.
    }
    throw new IllegalArgumentException("it must be a whole number from " + least + " to " + most);
  }

  private static Duration seconds(String text) {
    return Duration.ofSeconds(number(text, 0, 86_400));
  }

  private static ZoneId zone(String text) {
    try {
      return ZoneId.of(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "it must be a time zone such as UTC, Asia/Shanghai or +08:00", e);
    }
  }

  /** An http or https address without query, trailing slashes removed. */
  static URI endpoint(String text) {
    String bare = text.replaceAll("/+$", "");
    try {
      URI uri = URI.create(bare);
      String scheme = uri.getScheme() == null ? "" : key(uri.getScheme());
      if ((scheme.equals("http") || scheme.equals("https"))
          && uri.getHost() != null
          && uri.getUserInfo() == null) {
        return uri;
      }
    } catch (IllegalArgumentException e) {
      // The message below covers it.
    }
    throw new IllegalArgumentException("it must be an address such as https://host/api");
  }
}
