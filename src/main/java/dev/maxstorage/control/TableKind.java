package dev.maxstorage.control;

/** What a table is. Source: control-plane document, 8.4. */
public enum TableKind {
  MANAGED_TABLE(true),
  MATERIALIZED_VIEW(true),
  VIRTUAL_VIEW(false),
  EXTERNAL_TABLE(false),
  OBJECT_TABLE(false),
  /** A word that the document does not know, such as SNAPSHOT. */
  OTHER(true);

  private final boolean scannable;

  TableKind(boolean scannable) {
    this.scannable = scannable;
  }

  /** Whether the Storage API can be expected to read it. */
  public boolean isScannable() {
    return scannable;
  }

  static TableKind ofText(String text) {
    for (TableKind kind : values()) {
      if (kind.name().equals(text)) {
        return kind;
      }
    }
    return text.isEmpty() ? MANAGED_TABLE : OTHER;
  }
}
