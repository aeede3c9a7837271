package dev.maxstorage.warehouse;

import dev.maxstorage.warehouse.engine.WarehouseInUseException;
import java.io.IOException;

/** Another process, or another server of this one, has the warehouse directory open. */
public final class WarehouseTakenException extends IOException {
  private static final long serialVersionUID = 1L;

  private final long ownerPid;

  WarehouseTakenException(WarehouseInUseException cause) {
    super(cause.getMessage(), cause);
    this.ownerPid = cause.ownerPid();
  }

  /** The process that has the warehouse open, or -1 if it is not known. */
  public long ownerPid() {
    return ownerPid;
  }
}
