package dev.maxstorage.control;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The JSON inside the {@code Schema} element of a table. Its members are camelCase. Source:
 * control-plane document, 8.2.
 */
record TableJson(
    @JsonProperty("comment") String comment,
    @JsonProperty("isVirtualView") boolean isVirtualView,
    @JsonProperty("isMaterializedView") boolean isMaterializedView,
    @JsonProperty("isExternal") boolean isExternal,
    @JsonProperty("columns") List<ColumnJson> columns,
    @JsonProperty("partitionKeys") List<ColumnJson> partitionKeys) {

  /** One column; nullable if the member is missing. */
  record ColumnJson(
      @JsonProperty("name") String name,
      @JsonProperty("type") String type,
      @JsonProperty("comment") String comment,
      @JsonProperty("isNullable") @Nullable Boolean isNullable,
      @JsonProperty("defaultValue") @Nullable String defaultValue,
      @JsonProperty("generateExpression") @Nullable String generateExpression) {}

  /** The kind that the flags tell, for an answer without a type. */
  TableKind kind() {
    if (isMaterializedView) {
      return TableKind.MATERIALIZED_VIEW;
    }
    if (isVirtualView) {
      return TableKind.VIEW;
    }
    return isExternal ? TableKind.EXTERNAL_TABLE : TableKind.TABLE;
  }
}
