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
 * @param access how and as whom a service is reached; null for embedded warehouses
 * @param tunnelEndpoint endpoint of the Storage API; null to ask the service
 * @param tunnelQuotaName quota of Storage API requests, or null
 * @param quotaName compute quota of SQL jobs, or null
 * @param priority of SQL jobs, 0 the highest to 9
 * @param logView host of the log view; null to ask the service
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
 * @param apiVersion version in the path of the Storage API
 * @param unknownProperties names that mean nothing here, for a warning
 */
public record DriverConfig(
    Location location,
    String project,
    String schema,
    @Nullable Access access,
    @Nullable URI tunnelEndpoint,
    @Nullable String tunnelQuotaName,
    @Nullable String quotaName,
    int priority,
    @Nullable URI logView,
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
    String apiVersion,
    List<String> unknownProperties) {

  /**
   * Checks the values of a URL.
   *
   * @param values texts by property key, Properties already laid over the URL's own
   * @param provider of the credentials, as an object; or null
   * @param around where else credentials are looked for
   */
  static DriverConfig of(
      Location location,
      Map<String, String> values,
      List<String> unknownProperties,
      @Nullable CredentialsProvider provider,
      Surroundings around)
      throws InvalidConfigException {
    String project = ConnectionProperties.PROJECT.valueIn(values);
    if (project == null) {
      if (location instanceof Location.Service) {
        throw new InvalidConfigException(
            "Property 'project' is missing; add ?project=NAME to the URL");
      }
      project = ConnectionProperties.EMBEDDED_PROJECT;
    }
    Access access =
        location instanceof Location.Service service
            ? Access.of(
                service.endpoint(), values, new CredentialSearch(values, provider, around).find())
            : null;
    ZoneId zone = ConnectionProperties.TIME_ZONE.valueIn(values);
    return new DriverConfig(
        location,
        project,
        ConnectionProperties.SCHEMA.requiredIn(values),
        access,
        ConnectionProperties.TUNNEL_ENDPOINT.valueIn(values),
        ConnectionProperties.TUNNEL_QUOTA_NAME.valueIn(values),
        ConnectionProperties.QUOTA_NAME.valueIn(values),
        ConnectionProperties.PRIORITY.requiredIn(values),
        ConnectionProperties.LOG_VIEW.valueIn(values),
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
        ConnectionProperties.API_VERSION.requiredIn(values),
        List.copyOf(unknownProperties));
  }
}
