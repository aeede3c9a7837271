package dev.maxstorage.warehouse.engine;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import org.duckdb.DuckDBColumnType;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBFunctions;
import org.duckdb.DuckDBLogicalType;
import org.duckdb.DuckDBScalarFunctionBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Functions of MaxCompute that are written in Java: each takes VARCHARs and gives a VARCHAR, NULL
 * if an argument is NULL. Every connection of a database has them.
 */
final class JavaFunctions {
  private static final Map<String, Function<String[], String>> FUNCTIONS =
      Map.ofEntries(
          Map.entry("odps_product", JavaFunctions::product),
          Map.entry("odps_quotient", JavaFunctions::quotient),
          Map.entry("odps_char_matchcount", TextFunctions::charMatchCount),
          Map.entry("odps_initcap", TextFunctions::initCap),
          Map.entry("odps_instr_nth", TextFunctions::instr),
          Map.entry("odps_substring_index", TextFunctions::substringIndex),
          Map.entry("odps_keyvalue", TextFunctions::keyValue),
          Map.entry("odps_parse_url", TextFunctions::parseUrl),
          Map.entry("odps_conv", TextFunctions::conv),
          Map.entry("odps_format_number", TextFunctions::formatNumber),
          Map.entry("odps_url_encode", TextFunctions::urlEncode),
          Map.entry("odps_url_decode", TextFunctions::urlDecode),
          Map.entry("odps_sha2", TextFunctions::sha2),
          Map.entry("odps_crc32", TextFunctions::crc32),
          Map.entry("odps_regexp_instr", PatternFunctions::instr),
          Map.entry("odps_regexp_replace_nth", PatternFunctions::replace),
          Map.entry("odps_plain_text", TimeTexts::plain),
          Map.entry("odps_cased_text", TimeTexts::cased),
          Map.entry("odps_read_time", TimeTexts::time),
          Map.entry("odps_is_time", TimeTexts::isTime),
          Map.entry("odps_months_between", TimeFunctions::monthsBetween));

  private JavaFunctions() {}

  /** Registers all functions with the connection's database. */
  static void register(DuckDBConnection connection) throws SQLException {
    for (Map.Entry<String, Function<String[], String>> function : FUNCTIONS.entrySet()) {
      try (DuckDBScalarFunctionBuilder builder = DuckDBFunctions.scalarFunction()) {
        Function<String[], String> body = function.getValue();
        builder
            .withName(function.getKey())
            .withReturnType(String.class)
            .withVarArgs(DuckDBLogicalType.of(DuckDBColumnType.VARCHAR))
            .withVarArgsFunction(arguments -> result(body, arguments))
            .withNullInNullOut()
            .register(connection);
      }
    }
  }

  /** NULL for a NULL among the arguments: DuckDB sees to that for constants only. */
  private static @Nullable String result(Function<String[], String> body, Object[] arguments) {
    String[] texts = Arrays.copyOf(arguments, arguments.length, String[].class);
    return Arrays.asList(texts).contains(null) ? null : body.apply(texts);
  }

  /** Two decimals and the number of digits after the point of the result. */
  private static String product(String[] arguments) {
    return new BigDecimal(arguments[0])
        .multiply(new BigDecimal(arguments[1]))
        .setScale(Integer.parseInt(arguments[2]), RoundingMode.HALF_UP)
        .toPlainString();
  }

  private static String quotient(String[] arguments) {
    BigDecimal divisor = new BigDecimal(arguments[1]);
    if (divisor.signum() == 0) {
      throw new IllegalArgumentException("Division by zero");
    }
    return new BigDecimal(arguments[0])
        .divide(divisor, Integer.parseInt(arguments[2]), RoundingMode.HALF_UP)
        .toPlainString();
  }
}
