package dev.maxstorage.types;

import dev.maxstorage.types.OdpsType.Decimal;
import dev.maxstorage.types.OdpsType.Kind;
import dev.maxstorage.types.OdpsType.Scalar;
import dev.maxstorage.types.OdpsType.Text;
import java.math.BigDecimal;
import java.sql.Array;
import java.sql.Blob;
import java.sql.DatabaseMetaData;
import java.sql.Date;
import java.sql.Struct;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Duration;
import java.time.Period;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What JDBC metadata says about a MaxCompute type: the one table of types.
 *
 * @param sqlType constant of {@link java.sql.Types}
 * @param javaClass class of {@code getObject}
 * @param typeName upper case: the type's word, for ARRAY, MAP and STRUCT the whole expression
 * @param precision decimal digits, characters or bytes; 0 where it means nothing
 * @param scale digits after the point, fraction digits of a second
 * @param displaySize characters that the longest text form takes
 * @param signed whether the type is a number with a sign
 * @param searchable {@link DatabaseMetaData#typeSearchable} or one of its neighbours
 * @param caseSensitive whether comparing sees the case of letters
 * @param radix 10 for numbers, 0 otherwise
 * @param literalPrefix what a literal starts with, null if nothing
 * @param literalSuffix what a literal ends with, null if nothing
 * @param createParameters parameters of the type in CREATE TABLE, null if none
 */
public record TypeMapping(
    int sqlType,
    Class<?> javaClass,
    String typeName,
    int precision,
    int scale,
    int displaySize,
    boolean signed,
    int searchable,
    boolean caseSensitive,
    int radix,
    @Nullable String literalPrefix,
    @Nullable String literalSuffix,
    @Nullable String createParameters) {

  /** Largest field in bytes that the service takes by default. */
  public static final int MAX_FIELD_BYTES = 8 * 1024 * 1024;

  private static final int MAX_VARCHAR = 65535;
  private static final int MAX_CHAR = 255;

  /** The mapping of a type. */
  public static TypeMapping of(OdpsType type) {
    return switch (type.kind()) {
      case TINYINT -> integer(Types.TINYINT, Byte.class, type, 3);
      case SMALLINT -> integer(Types.SMALLINT, Short.class, type, 5);
      case INT -> integer(Types.INTEGER, Integer.class, type, 10);
      case BIGINT -> integer(Types.BIGINT, Long.class, type, 19);
      case FLOAT -> number(Types.REAL, Float.class, type, 7, 0, 15, null);
      case DOUBLE -> number(Types.DOUBLE, Double.class, type, 15, 0, 24, null);
      case DECIMAL -> decimal((Decimal) type);
      case STRING, JSON -> text(Types.VARCHAR, type, MAX_FIELD_BYTES, null);
      case VARCHAR -> text(Types.VARCHAR, type, ((Text) type).length(), "length");
      case CHAR -> text(Types.CHAR, type, ((Text) type).length(), "length");
      case BOOLEAN ->
          plain(Types.BOOLEAN, Boolean.class, type, 1, 0, 5, DatabaseMetaData.typePredBasic);
      case BINARY ->
          literal(
              plain(
                  Types.VARBINARY,
                  byte[].class,
                  type,
                  MAX_FIELD_BYTES,
                  0,
                  2 * MAX_FIELD_BYTES,
                  DatabaseMetaData.typePredBasic),
              "X'");
      case DATE ->
          literal(
              plain(Types.DATE, Date.class, type, 10, 0, 10, DatabaseMetaData.typePredBasic),
              "DATE '");
      case DATETIME -> timestamp(type, 3, "DATETIME '");
      case TIMESTAMP -> timestamp(type, 9, "TIMESTAMP '");
      case TIMESTAMP_NTZ -> timestamp(type, 9, "TIMESTAMP_NTZ '");
      case INTERVAL_DAY_TIME ->
          plain(Types.OTHER, Duration.class, type, 0, 9, 36, DatabaseMetaData.typePredBasic);
      case INTERVAL_YEAR_MONTH ->
          plain(Types.OTHER, Period.class, type, 0, 0, 14, DatabaseMetaData.typePredBasic);
      case ARRAY -> nested(Types.ARRAY, Array.class, type);
      case MAP -> nested(Types.JAVA_OBJECT, Map.class, type);
      case STRUCT -> nested(Types.STRUCT, Struct.class, type);
      case BLOB ->
          plain(
              Types.BLOB, Blob.class, type, Integer.MAX_VALUE, 0, 0, DatabaseMetaData.typePredNone);
      case VOID -> plain(Types.NULL, Object.class, type, 0, 0, 4, DatabaseMetaData.typePredNone);
    };
  }

  /**
   * One type of every kind that a column can have, arguments at their maximum, in the order of
   * {@link Kind}: the rows of {@code getTypeInfo}. ARRAY, MAP and STRUCT have no members here, and
   * their {@link #typeName} is the bare word.
   */
  public static List<TypeMapping> all() {
    return List.of(Kind.values()).stream()
        .filter(kind -> kind != Kind.VOID)
        .map(TypeMapping::widest)
        .toList();
  }

  private static TypeMapping widest(Kind kind) {
    return switch (kind) {
      case DECIMAL -> of(new Decimal(38, 18));
      case VARCHAR -> of(new Text(kind, MAX_VARCHAR));
      case CHAR -> of(new Text(kind, MAX_CHAR));
      case ARRAY -> named(of(new OdpsType.Array(new Scalar(Kind.STRING))), "ARRAY");
      case MAP ->
          named(of(new OdpsType.Map(new Scalar(Kind.STRING), new Scalar(Kind.STRING))), "MAP");
      case STRUCT -> named(of(new OdpsType.Struct(List.of())), "STRUCT");
      default -> of(new Scalar(kind));
    };
  }

  private static TypeMapping integer(int sqlType, Class<?> javaClass, OdpsType type, int digits) {
    return number(sqlType, javaClass, type, digits, 0, digits + 1, null);
  }

  private static TypeMapping decimal(Decimal type) {
    int precision = type.precision();
    int scale = type.scale();
    int displaySize = 1 + Math.max(precision - scale, 1) + (scale == 0 ? 0 : 1 + scale);
    return number(
        Types.DECIMAL, BigDecimal.class, type, precision, scale, displaySize, "precision,scale");
  }

  private static TypeMapping number(
      int sqlType,
      Class<?> javaClass,
      OdpsType type,
      int precision,
      int scale,
      int displaySize,
      @Nullable String createParameters) {
    return new TypeMapping(
        sqlType,
        javaClass,
        typeName(type),
        precision,
        scale,
        displaySize,
        true,
        DatabaseMetaData.typePredBasic,
        false,
        10,
        null,
        null,
        createParameters);
  }

  private static TypeMapping text(
      int sqlType, OdpsType type, int length, @Nullable String createParameters) {
    return new TypeMapping(
        sqlType,
        String.class,
        typeName(type),
        length,
        0,
        length,
        false,
        type.kind() == Kind.JSON ? DatabaseMetaData.typePredNone : DatabaseMetaData.typeSearchable,
        true,
        0,
        "'",
        "'",
        createParameters);
  }

  private static TypeMapping timestamp(OdpsType type, int fractionDigits, String prefix) {
    int length = "yyyy-MM-dd HH:mm:ss.".length() + fractionDigits;
    return literal(
        plain(
            Types.TIMESTAMP,
            Timestamp.class,
            type,
            length,
            fractionDigits,
            length,
            DatabaseMetaData.typePredBasic),
        prefix);
  }

  private static TypeMapping nested(int sqlType, Class<?> javaClass, OdpsType type) {
    return plain(sqlType, javaClass, type, 0, 0, MAX_FIELD_BYTES, DatabaseMetaData.typePredNone);
  }

  private static TypeMapping plain(
      int sqlType,
      Class<?> javaClass,
      OdpsType type,
      int precision,
      int scale,
      int displaySize,
      int searchable) {
    return new TypeMapping(
        sqlType,
        javaClass,
        typeName(type),
        precision,
        scale,
        displaySize,
        false,
        searchable,
        false,
        0,
        null,
        null,
        null);
  }

  private static TypeMapping literal(TypeMapping mapping, String prefix) {
    return changed(mapping, mapping.typeName, prefix, "'");
  }

  private static TypeMapping named(TypeMapping mapping, String typeName) {
    return changed(mapping, typeName, mapping.literalPrefix, mapping.literalSuffix);
  }

  private static TypeMapping changed(
      TypeMapping from, String typeName, @Nullable String prefix, @Nullable String suffix) {
    return new TypeMapping(
        from.sqlType,
        from.javaClass,
        typeName,
        from.precision,
        from.scale,
        from.displaySize,
        from.signed,
        from.searchable,
        from.caseSensitive,
        from.radix,
        prefix,
        suffix,
        from.createParameters);
  }

  private static String typeName(OdpsType type) {
    return switch (type.kind()) {
      case ARRAY, MAP, STRUCT -> expression(type);
      default -> type.kind().name();
    };
  }

  /** The type expression with words in upper case and member names as they are. */
  private static String expression(OdpsType type) {
    if (type instanceof OdpsType.Array array) {
      return "ARRAY<" + expression(array.element()) + ">";
    }
    if (type instanceof OdpsType.Map map) {
      return "MAP<" + expression(map.key()) + "," + expression(map.value()) + ">";
    }
    if (type instanceof OdpsType.Struct struct) {
      return struct.members().stream()
          .map(member -> OdpsType.Struct.quoted(member.name()) + ":" + expression(member.type()))
          .collect(Collectors.joining(",", "STRUCT<", ">"));
    }
    return type.text().toUpperCase(Locale.ROOT);
  }
}
