package dev.maxstorage.warehouse.engine;

import com.alibaba.druid.sql.ast.SQLExpr;
import com.alibaba.druid.sql.ast.SQLOrderBy;
import com.alibaba.druid.sql.ast.SQLOver;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes the window of an OVER or WINDOW clause. */
final class WindowTranslator {
  private final Translation translation;
  private final ExpressionTranslator expressions;

  WindowTranslator(Translation translation, ExpressionTranslator expressions) {
    this.translation = translation;
    this.expressions = expressions;
  }

  String text(SQLOver over) {
    if (over.getClusterBy() != null || over.getOf() != null || over.isExcludeCurrentRow()) {
      throw translation.unsupported("this form of OVER", "over");
    }
    List<String> parts = new ArrayList<>();
    List<SQLExpr> partition = new ArrayList<>(over.getPartitionBy());
    if (over.getDistributeBy() != null) {
      over.getDistributeBy().getItems().forEach(item -> partition.add(item.getExpr()));
    }
    if (!partition.isEmpty()) {
      parts.add("PARTITION BY " + expressions.list(partition));
    }
    @Nullable SQLOrderBy order = over.getOrderBy() != null ? over.getOrderBy() : over.getSortBy();
    if (order != null) {
      parts.add("ORDER BY " + BlockTranslator.orderItems(translation, expressions, order));
    }
    if (over.getWindowingType() != null) {
      parts.add(frame(over));
    }
    return "(" + String.join(" ", parts) + ")";
  }

  private String frame(SQLOver over) {
    String type = over.getWindowingType().name();
    if (!type.equals("ROWS") && !type.equals("RANGE")) {
      throw translation.unsupported("a window frame of " + type, type);
    }
    String begin = bound(over.getWindowingBetweenBegin(), over.getWindowingBetweenBeginBound());
    if (over.getWindowingBetweenEndBound() == null) {
      return type + " " + begin;
    }
    return type
        + " BETWEEN "
        + begin
        + " AND "
        + bound(over.getWindowingBetweenEnd(), over.getWindowingBetweenEndBound());
  }

  private String bound(@Nullable SQLExpr distance, SQLOver.@Nullable WindowingBound bound) {
    if (bound == null) {
      throw translation.unsupported("this window frame", "over");
    }
    return switch (bound) {
      case UNBOUNDED_PRECEDING -> "UNBOUNDED PRECEDING";
      case UNBOUNDED_FOLLOWING -> "UNBOUNDED FOLLOWING";
      case CURRENT_ROW -> "CURRENT ROW";
      case PRECEDING -> expressions.value(required(distance)).sql() + " PRECEDING";
      case FOLLOWING -> expressions.value(required(distance)).sql() + " FOLLOWING";
    };
  }

  private SQLExpr required(@Nullable SQLExpr distance) {
    if (distance == null) {
      throw translation.unsupported("this window frame", "over");
    }
    return distance;
  }
}
