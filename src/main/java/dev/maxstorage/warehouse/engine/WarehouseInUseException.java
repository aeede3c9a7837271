package dev.maxstorage.warehouse.engine;

import java.nio.file.Path;

/** Another process, or another engine of this process, has the warehouse directory open. */
public final class WarehouseInUseException extends EngineException {
  private static final long serialVersionUID = 1L;

  private final long ownerPid;

  WarehouseInUseException(Path directory, long ownerPid) {
    super(
        Kind.CONFLICT,
        "Warehouse "
            + directory
            + " is in use by "
            + (ownerPid < 0 ? "another process" : "process " + ownerPid)
            + "; one process at a time may open it");
    this.ownerPid = ownerPid;
  }

  /** The process that has the warehouse open, or -1 if it is not known. */
  public long ownerPid() {
    return ownerPid;
  }
}
