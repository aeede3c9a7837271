package dev.maxstorage.warehouse.engine;

import com.alibaba.druid.sql.ast.SQLDataType;
import com.alibaba.druid.sql.ast.SQLExpr;
import com.alibaba.druid.sql.ast.expr.SQLCastExpr;
import com.alibaba.druid.sql.ast.expr.SQLNullExpr;
import dev.maxstorage.types.OdpsType;
import dev.maxstorage.types.OdpsTypeParser;

/** Writes CAST as MaxCompute means it: text that is no number gives NULL, fractions are cut off. */
final class CastTranslator {
  private final Translation translation;
  private final ExpressionTranslator expressions;

  CastTranslator(Translation translation, ExpressionTranslator expressions) {
    this.translation = translation;
    this.expressions = expressions;
  }

  String text(SQLCastExpr cast) {
    if (cast.getFormat() != null || cast.isTry()) {
      throw translation.unsupported("CAST with FORMAT, and TRY_CAST,", "cast");
    }
    OdpsType type = type(cast.getDataType());
    SQLExpr value = cast.getExpr();
    if (value instanceof SQLNullExpr) {
      return "CAST(NULL AS " + DuckSql.type(type) + ")";
    }
    return cast(expressions.text(value), type);
  }

  private String cast(String value, OdpsType type) {
    if (type instanceof OdpsType.Decimal decimal) {
      if (decimal.precision() > 38) {
        throw translation.unsupported("a decimal of " + decimal.precision() + " digits", "cast");
      }
      return "CASE WHEN odps_is_number(%s) THEN TRY_CAST(%s AS %s) END"
          .formatted(value, value, DuckSql.type(type));
    }
    if (type instanceof OdpsType.Text text) {
      return "substr(" + ExpressionTranslator.string(value) + ", 1, " + text.length() + ")";
    }
    return switch (type.kind()) {
      case TINYINT, SMALLINT, INT ->
          "TRY_CAST(odps_bigint(" + value + ") AS " + DuckSql.type(type) + ")";
      case BIGINT -> "odps_bigint(" + value + ")";
      case DOUBLE -> "odps_double(" + value + ")";
      case FLOAT -> "CAST(odps_double(" + value + ") AS FLOAT)";
      case BOOLEAN -> "odps_boolean(" + value + ")";
      case STRING -> ExpressionTranslator.string(value);
      case BINARY -> "odps_binary(" + value + ")";
      case DATE -> "odps_date(" + value + ")";
      case DATETIME -> "odps_datetime(" + value + ")";
      case TIMESTAMP -> "odps_timestamp(" + value + ")";
      case TIMESTAMP_NTZ -> "odps_timestamp_ntz(" + value + ")";
      default -> throw translation.unsupported("CAST to " + type.text(), "cast");
    };
  }

  private OdpsType type(SQLDataType parsed) {
    String text = parsed.toString();
    for (String word : text.split("[^A-Za-z0-9_]+")) {
      translation.standIns().use(word);
    }
    try {
      return OdpsTypeParser.parse(text);
    } catch (IllegalArgumentException e) {
      throw translation.semantic("type " + text + " cannot be resolved", parsed.getName());
    }
  }
}
