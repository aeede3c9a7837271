package dev.maxstorage.wire;

/** Names of the HTTP headers of the Storage API and the control plane; names ignore case. */
public final class WireHeaders {
  /** On every answer: the id of the request, free text. Storage API document, 1.6. */
  public static final String REQUEST_ID = "x-odps-request-id";

  /** Opaque session affinity, sent and received. Storage API document, 1.8. */
  public static final String ROUTE_TOKEN = "x-odps-max-storage-route-token";

  /** The newest schema version, where a write was for an older one. */
  public static final String LATEST_SCHEMA_VERSION = "odps-tunnel-latest-schema-version";

  /** Exactly-once {@code TableWrite}. Storage API document, 1.4. */
  public static final String WRITE_ACCESS_TOKEN = "x-odps-max-storage-write-access-token";

  /** STS security token; not signed. Control-plane document, 1.3. */
  public static final String STS_TOKEN = "authorization-sts-token";

  /** Bearer token, in place of a signature. Control-plane document, 2.6. */
  public static final String BEARER_TOKEN = "x-odps-bearer-token";

  /** Second signature, of an application account. Control-plane document, 2.6. */
  public static final String APPLICATION_AUTHENTICATION = "application-authentication";

  /** Product string, signed. Control-plane document, 1.3. */
  public static final String USER_AGENT = "x-odps-user-agent";

  /** Owner of a project, schema, table or instance. Control-plane document, 1.4. */
  public static final String OWNER = "x-odps-owner";

  /** Creation time of a project or schema, RFC 1123. Control-plane document, 1.4. */
  public static final String CREATION_TIME = "x-odps-creation-time";

  /** Start time of an instance, RFC 1123. Control-plane document, 1.4. */
  public static final String START_TIME = "x-odps-start-time";

  /** End time of an instance, RFC 1123. Control-plane document, 1.4. */
  public static final String END_TIME = "x-odps-end-time";

  private WireHeaders() {}
}
