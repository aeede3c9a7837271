package dev.maxstorage.wire;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The nested schema of write streams and instance sessions: integer type codes. Source: Storage API
 * document, 8.2.
 *
 * @param dataColumns the columns that an Arrow body has, in order; partition columns that a writer
 *     must fill are among them
 * @param maxFieldSize most bytes of one value; 0 if absent
 */
public record WriteSchema(
    List<WriteColumn> dataColumns,
    List<WriteColumn> partitionColumns,
    List<WriteColumn> systemColumns,
    long maxFieldSize) {

  /** Most bytes of one value when the server names no limit. Storage API document, chapter 10. */
  public static final long DEFAULT_MAX_FIELD_SIZE = 8_388_608L;

  /** The TINYINT column of Delta tables that says what a row does. Storage API document, 6.13. */
  public static final String OPERATION_COLUMN = "__operation";

  /** No columns. */
  public static final WriteSchema EMPTY =
      new WriteSchema(List.of(), List.of(), List.of(), DEFAULT_MAX_FIELD_SIZE);

  public WriteSchema {
    dataColumns = withType(dataColumns);
    partitionColumns = withType(partitionColumns);
    systemColumns = withType(systemColumns);
  }

  /** Whether rows can say what they do; then the table has a primary key. */
  public boolean hasOperationColumn() {
    return Stream.concat(dataColumns.stream(), systemColumns.stream())
        .anyMatch(column -> column.columnType().memberName().equalsIgnoreCase(OPERATION_COLUMN));
  }

  /** A column without a type node is skipped, as the document says. */
  @SuppressWarnings("ConstantConditions") // Jackson gives null for an absent member
  private static List<WriteColumn> withType(List<WriteColumn> columns) {
    return columns.stream().filter(column -> column.columnType() != null).toList();
  }

  /** One column; the members of this level are camelCase on the wire. */
  public record WriteColumn(
      @JsonProperty("comment") String comment,
      @JsonProperty("label") String label,
      @JsonProperty("extendedLabels") List<String> extendedLabels,
      @JsonProperty("columnType") TypeNode columnType) {}

  /**
   * One node of a type tree.
   *
   * @param memberName the column's name, a struct member's name, or element, key, value
   * @param columnId -1 if the node has no id; 0 is a valid id
   * @param type a code of {@link TypeCode}
   * @param precision with scale, for DECIMAL; null or 0/0 means DECIMAL without arguments
   * @param specifiedLength characters of CHAR and VARCHAR, otherwise 0
   * @param isDistributionKey whether this is a primary-key column
   */
  public record TypeNode(
      String memberName,
      Long columnId,
      Boolean nullable,
      int type,
      List<TypeNode> subTypes,
      @Nullable Integer precision,
      @Nullable Integer scale,
      int specifiedLength,
      boolean hasDefaultValue,
      String defaultValue,
      @JsonProperty("IsDistributionKey") boolean isDistributionKey) {
    public TypeNode {
      columnId = requireNonNullElse(columnId, -1L);
      nullable = requireNonNullElse(nullable, true);
      subTypes = List.copyOf(subTypes);
    }

    /** The same node, as a column of the primary key or not. */
    public TypeNode asKey(boolean key) {
      return new TypeNode(
          memberName,
          columnId,
          nullable,
          type,
          subTypes,
          precision,
          scale,
          specifiedLength,
          hasDefaultValue,
          defaultValue,
          key);
    }
  }
}
