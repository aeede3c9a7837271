package dev.maxstorage.control;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The JSON inside {@code <Schema>} of a table. Numbers and booleans may arrive as texts. Source:
 * control-plane document, 8.2.
 */
record TableSchemaJson(
    @JsonProperty("comment") String comment,
    @JsonProperty("owner") String owner,
    @JsonProperty("createTime") long createTime,
    @JsonProperty("lastModifiedTime") long lastModifiedTime,
    @JsonProperty("isVirtualView") boolean isVirtualView,
    @JsonProperty("isMaterializedView") boolean isMaterializedView,
    @JsonProperty("isExternal") boolean isExternal,
    @JsonProperty("viewText") String viewText,
    @JsonProperty("size") @Nullable Long size,
    @JsonProperty("recordNum") @Nullable Long recordNum,
    @JsonProperty("columns") List<ColumnJson> columns,
    @JsonProperty("partitionKeys") List<ColumnJson> partitionKeys) {

  record ColumnJson(
      @JsonProperty("name") String name,
      @JsonProperty("type") String type,
      @JsonProperty("comment") String comment,
      @JsonProperty("isNullable") @Nullable Boolean isNullable) {}

  /** The kind that the flags tell, where the element {@code Type} is missing. */
  TableKind kind() {
    if (isMaterializedView) {
      return TableKind.MATERIALIZED_VIEW;
    }
    if (isVirtualView) {
      return TableKind.VIRTUAL_VIEW;
    }
    return isExternal ? TableKind.EXTERNAL_TABLE : TableKind.MANAGED_TABLE;
  }
}
