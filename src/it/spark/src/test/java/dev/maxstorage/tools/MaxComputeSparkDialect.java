package dev.maxstorage.tools;

import org.apache.spark.sql.jdbc.JdbcDialect;

/** What Spark must know: names are quoted with back-ticks, since double quotes are texts. */
public final class MaxComputeSparkDialect extends JdbcDialect {
  private static final long serialVersionUID = 1L;

  @Override
  public boolean canHandle(String url) {
    return url.startsWith("jdbc:maxstorage:");
  }

  @Override
  public String quoteIdentifier(String name) {
    return "`" + name.replace("`", "``") + "`";
  }
}
