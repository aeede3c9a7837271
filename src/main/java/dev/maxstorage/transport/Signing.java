package dev.maxstorage.transport;

import org.jspecify.annotations.Nullable;

/**
 * How requests are signed.
 *
 * @param region of version 4 signatures, which go to the control plane only; null for version 2
 *     everywhere. Whether the Storage API takes version 4 is not known. Source: control-plane
 *     document, 2.5
 * @param application key pair of an application account, which signs a second time; or null.
 *     Source: control-plane document, 2.6
 */
public record Signing(@Nullable String region, @Nullable AccessKey application) {
  /** Version 2, one signature. */
  public static final Signing VERSION_2 = new Signing(null, null);
}
