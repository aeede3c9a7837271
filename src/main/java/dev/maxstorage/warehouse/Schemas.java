package dev.maxstorage.warehouse;

import dev.maxstorage.types.Column;
import dev.maxstorage.types.OdpsType;
import dev.maxstorage.types.OdpsTypeParser;
import dev.maxstorage.warehouse.engine.PartitionSpec;
import dev.maxstorage.warehouse.engine.TableDescription;
import dev.maxstorage.wire.ReadSchema;
import dev.maxstorage.wire.TypeCode;
import dev.maxstorage.wire.WriteSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The two schema dialects of a table's columns. Top-level columns have the ids 1 to n in the order
 * data columns, partition columns; the nodes below them follow from n + 1.
 *
 * <p>Source: Storage API document, chapter 8.
 */
final class Schemas {
  /** Of delta tables, in write schemas; Storage API document, 6.13. */
  private static final Column OPERATION = Column.of("__operation", OdpsTypeParser.parse("tinyint"));

  private final List<Column> dataColumns;
  private final List<Column> partitionColumns;
  private final List<String> primaryKey;
  private final List<WriteSchema.WriteColumn> nested = new ArrayList<>();
  private long nextId;

  private Schemas(
      List<Column> dataColumns, List<Column> partitionColumns, List<String> primaryKey) {
    this.dataColumns = dataColumns;
    this.partitionColumns = partitionColumns;
    this.primaryKey = primaryKey;
    List<Column> all = all();
    nextId = all.size() + 1L;
    for (int i = 0; i < all.size(); i++) {
      Column column = all.get(i);
      nested.add(nested(column, i + 1L));
    }
  }

  private WriteSchema.WriteColumn nested(Column column, long id) {
    return new WriteSchema.WriteColumn(
        column.comment(),
        "",
        List.of(),
        node(column.name(), id, column.nullable(), column.type())
            .asKey(primaryKey.contains(column.name())));
  }

  static Schemas of(TableDescription table) {
    return new Schemas(table.columns(), table.partitionColumns(), table.primaryKey());
  }

  /** The schemas of a query's result. */
  static Schemas of(List<Column> columns) {
    return new Schemas(columns, List.of(), List.of());
  }

  private List<Column> all() {
    List<Column> all = new ArrayList<>(dataColumns);
    all.addAll(partitionColumns);
    return all;
  }

  /** The flat dialect of the columns that a read delivers. */
  ReadSchema flat(Projection projection) {
    return new ReadSchema(
        projection.dataColumns().stream().map(this::flat).toList(),
        projection.partitionColumns().stream().map(this::flat).toList(),
        projection.systemColumns().stream().map(column -> flat(column, nextId)).toList(),
        List.of());
  }

  private ReadSchema.ReadColumn flat(Column column) {
    return flat(column, all().indexOf(column) + 1L);
  }

  private static ReadSchema.ReadColumn flat(Column column, long id) {
    return new ReadSchema.ReadColumn(
        column.name(), column.type().text(), column.comment(), column.nullable(), id);
  }

  /** The nested dialect of the columns that a read delivers. */
  WriteSchema nested(Projection projection) {
    return schema(
        nested(projection.dataColumns()),
        nested(projection.partitionColumns()),
        projection.systemColumns().stream().map(column -> nested(column, nextId)).toList());
  }

  /** The nested dialect of a query's result. */
  WriteSchema nested() {
    return schema(nested(dataColumns), nested(partitionColumns), List.of());
  }

  /**
   * What a writer fills: data columns, then the partition columns that are not fixed, then the
   * operation of a delta table. That one is named as a system column too: some clients look there
   * for it and fill what they find among the data columns.
   */
  WriteSchema toWrite(PartitionSpec fixed) {
    List<Column> columns = new ArrayList<>(dataColumns);
    partitionColumns.stream().filter(column -> !isFixed(column, fixed)).forEach(columns::add);
    List<WriteSchema.WriteColumn> data = new ArrayList<>(nested(columns));
    List<WriteSchema.WriteColumn> system =
        primaryKey.isEmpty() ? List.of() : List.of(nested(OPERATION, nextId));
    data.addAll(system);
    return schema(data, nested(partitionColumns), system);
  }

  private static boolean isFixed(Column column, PartitionSpec fixed) {
    return fixed.values().containsKey(column.name().toLowerCase(Locale.ROOT));
  }

  private List<WriteSchema.WriteColumn> nested(List<Column> columns) {
    List<Column> all = all();
    return columns.stream().map(column -> nested.get(all.indexOf(column))).toList();
  }

  private static WriteSchema schema(
      List<WriteSchema.WriteColumn> data,
      List<WriteSchema.WriteColumn> partitions,
      List<WriteSchema.WriteColumn> system) {
    return new WriteSchema(data, partitions, system, WriteSchema.DEFAULT_MAX_FIELD_SIZE);
  }

  /** Whether a BLOB node, top-level or nested, has this id. */
  boolean hasBlob(long columnId) {
    return nested.stream().anyMatch(column -> hasBlob(column.columnType(), columnId));
  }

  private static boolean hasBlob(WriteSchema.TypeNode node, long columnId) {
    return (node.type() == TypeCode.BLOB.code() && node.columnId() == columnId)
        || node.subTypes().stream().anyMatch(child -> hasBlob(child, columnId));
  }

  private WriteSchema.TypeNode node(String name, long id, boolean nullable, OdpsType type) {
    boolean decimal = type instanceof OdpsType.Decimal;
    return new WriteSchema.TypeNode(
        name,
        id,
        nullable,
        code(type.kind()).code(),
        children(type),
        decimal ? ((OdpsType.Decimal) type).precision() : 0,
        decimal ? ((OdpsType.Decimal) type).scale() : 0,
        type instanceof OdpsType.Text text ? text.length() : 0,
        false,
        "",
        false);
  }

  private List<WriteSchema.TypeNode> children(OdpsType type) {
    if (type instanceof OdpsType.Array array) {
      return List.of(node("element", nextId++, true, array.element()));
    }
    if (type instanceof OdpsType.Map map) {
      WriteSchema.TypeNode key = node("key", nextId++, false, map.key());
      return List.of(key, node("value", nextId++, true, map.value()));
    }
    if (type instanceof OdpsType.Struct struct) {
      return struct.members().stream()
          .map(member -> node(member.name(), nextId++, true, member.type()))
          .toList();
    }
    return List.of();
  }

  private static TypeCode code(OdpsType.Kind kind) {
    return switch (kind) {
      case TINYINT -> TypeCode.TINYINT;
      case SMALLINT -> TypeCode.SMALLINT;
      case INT -> TypeCode.INT;
      case BIGINT -> TypeCode.BIGINT;
      case FLOAT -> TypeCode.FLOAT;
      case DOUBLE -> TypeCode.DOUBLE;
      case BOOLEAN -> TypeCode.BOOLEAN;
      case DECIMAL -> TypeCode.DECIMAL;
      case STRING, VOID -> TypeCode.STRING;
      case VARCHAR -> TypeCode.VARCHAR;
      case CHAR -> TypeCode.CHAR;
      case BINARY -> TypeCode.BINARY;
      case DATE -> TypeCode.DATE;
      case DATETIME -> TypeCode.DATETIME;
      case TIMESTAMP -> TypeCode.TIMESTAMP;
      case TIMESTAMP_NTZ -> TypeCode.TIMESTAMP_NTZ;
      case JSON -> TypeCode.JSON;
      case INTERVAL_DAY_TIME -> TypeCode.INTERVAL_DAY_TIME;
      case INTERVAL_YEAR_MONTH -> TypeCode.INTERVAL_YEAR_MONTH;
      case ARRAY -> TypeCode.ARRAY;
      case MAP -> TypeCode.MAP;
      case STRUCT -> TypeCode.STRUCT;
      case BLOB -> TypeCode.BLOB;
    };
  }
}
