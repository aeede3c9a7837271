package dev.maxstorage.config;

import java.net.URI;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a connection is told when it opens. Immutable; the text form shows no secret.
 *
 * @param location where the data is
 * @param project the default project
 * @param schema the default schema
 * @param credentials the access key pair; null for embedded warehouses, which make one
 * @param tunnelEndpoint endpoint of the Storage API; null to ask the service
 * @param quotaName quota of Storage API requests, or null
 * @param timeZone zone in which instants become text and local times
 * @param connectTimeout zero for no limit
 * @param readTimeout zero for no limit
 * @param retryTime how often a request is sent again
 * @param settings JSON object of SQL settings, or null
 * @param engine who answers a SELECT
 * @param filterPushdown whether widened predicates are sent
 * @param temporalPushdown whether predicates on instants are sent too
 * @param compression of Arrow data
 * @param writeMode when written rows become visible
 * @param writeStreams most streams of one large batch
 * @param multiTableCommit whether a transaction may write several tables
 * @param fetchSize rows of a record batch
 * @param parallelism most streams of one result at once
 * @param prefetchBytes most bytes read ahead by all results together
 * @param rowOrder order of the rows of a scan
 * @param maxBlobBytes most bytes of a blob read into memory
 * @param blobWindow most blobs of one request
 * @param blobWindowBytes most bytes of the blobs of one request
 * @param blobCompression of blobs on the wire
 * @param metadataCache how long answers for metadata are kept; zero for not at all
 * @param apiVersion version in the path of the Storage API
 * @param unknownProperties names that mean nothing here, for a warning
 */
public record DriverConfig(
    Location location,
    String project,
    String schema,
    @Nullable Credentials credentials,
    @Nullable URI tunnelEndpoint,
    @Nullable String quotaName,
    ZoneId timeZone,
    Duration connectTimeout,
    Duration readTimeout,
    int retryTime,
    @Nullable String settings,
    EngineChoice engine,
    boolean filterPushdown,
    boolean temporalPushdown,
    CodecChoice compression,
    WriteChoice writeMode,
    int writeStreams,
    boolean multiTableCommit,
    int fetchSize,
    int parallelism,
    long prefetchBytes,
    RowOrderChoice rowOrder,
    long maxBlobBytes,
    int blobWindow,
    long blobWindowBytes,
    CodecChoice blobCompression,
    Duration metadataCache,
    String apiVersion,
    List<String> unknownProperties) {

  /**
   * Checks the values of a URL.
   *
   * @param values texts by property key, Properties already laid over the URL's own
   * @param environment environment variables, for credentials
   */
  static DriverConfig of(
      Location location,
      Map<String, String> values,
      List<String> unknownProperties,
      Map<String, String> environment)
      throws InvalidConfigException {
    boolean service = location instanceof Location.Service;
    String project = ConnectionProperties.PROJECT.valueIn(values);
    if (project == null) {
      if (service) {
        throw new InvalidConfigException(
            "Property 'project' is missing; add ?project=NAME to the URL");
      }
      project = ConnectionProperties.EMBEDDED_PROJECT;
    }
    ZoneId zone = ConnectionProperties.TIME_ZONE.valueIn(values);
    return new DriverConfig(
        location,
        project,
        ConnectionProperties.SCHEMA.requiredIn(values),
        service ? credentials(values, environment) : null,
        ConnectionProperties.TUNNEL_ENDPOINT.valueIn(values),
        ConnectionProperties.QUOTA_NAME.valueIn(values),
        zone == null ? ZoneId.systemDefault() : zone,
        ConnectionProperties.CONNECT_TIMEOUT.requiredIn(values),
        ConnectionProperties.READ_TIMEOUT.requiredIn(values),
        ConnectionProperties.RETRY_TIME.requiredIn(values),
        ConnectionProperties.SETTINGS.valueIn(values),
        ConnectionProperties.ENGINE.requiredIn(values),
        ConnectionProperties.FILTER_PUSHDOWN.requiredIn(values),
        ConnectionProperties.TEMPORAL_PUSHDOWN.requiredIn(values),
        ConnectionProperties.COMPRESSION.requiredIn(values),
        ConnectionProperties.WRITE_MODE.requiredIn(values),
        ConnectionProperties.WRITE_STREAMS.requiredIn(values),
        ConnectionProperties.MULTI_TABLE_COMMIT.requiredIn(values),
        ConnectionProperties.FETCH_SIZE.requiredIn(values),
        ConnectionProperties.PARALLELISM.requiredIn(values),
        ConnectionProperties.PREFETCH_BYTES.requiredIn(values),
        ConnectionProperties.ROW_ORDER.requiredIn(values),
        ConnectionProperties.MAX_BLOB_BYTES.requiredIn(values),
        ConnectionProperties.BLOB_WINDOW.requiredIn(values),
        ConnectionProperties.BLOB_WINDOW_BYTES.requiredIn(values),
        ConnectionProperties.BLOB_COMPRESSION.requiredIn(values),
        ConnectionProperties.METADATA_CACHE.requiredIn(values),
        ConnectionProperties.API_VERSION.requiredIn(values),
        List.copyOf(unknownProperties));
  }

  private static Credentials credentials(
      Map<String, String> values, Map<String, String> environment) throws InvalidConfigException {
    String id = ConnectionProperties.ACCESS_ID.valueIn(values);
    String key = ConnectionProperties.ACCESS_KEY.valueIn(values);
    if (id != null && key != null) {
      return new Credentials(id, key, ConnectionProperties.STS_TOKEN.valueIn(values));
    }
    if (id != null || key != null) {
      throw new InvalidConfigException(
          "Property '" + (id == null ? "accessId" : "accessKey") + "' is missing; both are needed");
    }
    Credentials fromEnvironment = Credentials.fromEnvironment(environment);
    if (fromEnvironment == null) {
      throw new InvalidConfigException(
          "No credentials: set the properties accessId and accessKey, or the environment variables"
              + " ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET");
    }
    return fromEnvironment;
  }
}
