package dev.maxstorage.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maxstorage.testing.EmbeddedDatabase;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/**
 * Calls every method of the six main interfaces of java.sql with arguments that make sense: it
 * works, or it is refused in the proper way and {@code docs/reference/refusals.md} says so.
 */
class RefusalsPageTest {
  @AutoClose static final EmbeddedDatabase DATABASE = EmbeddedDatabase.open();

  private static final Path PAGE = Path.of("docs/reference/refusals.md");
  private static final Pattern ENTRY = Pattern.compile("`(\\w+)`(?: \\((\\d+)\\))?");
  private static final List<Class<?>> INTERFACES =
      List.of(
          Connection.class,
          Statement.class,
          PreparedStatement.class,
          ResultSet.class,
          ResultSetMetaData.class,
          DatabaseMetaData.class);

  @Test
  void everyMethodWorksOrIsRefusedAsThePageSays() throws Exception {
    Map<String, Integer> refused = new TreeMap<>();
    List<String> broken = new ArrayList<>();
    int methods = 0;
    try (FaceCalls calls = new FaceCalls(DATABASE)) {
      for (Class<?> type : INTERFACES) {
        for (Method method : type.getMethods()) {
          methods++;
          try {
            calls.call(type, method);
          } catch (SQLFeatureNotSupportedException e) {
            refused.merge(type.getSimpleName() + "." + method.getName(), 1, Integer::sum);
            if (!"0AM00".equals(e.getSQLState()) || e.getMessage() == null) {
              broken.add(method + ": " + e + ", SQLState " + e.getSQLState());
            }
          } catch (Throwable e) {
            if (!isTextOfPreparedStatement(type, method, e)) {
              broken.add(method + ": " + e);
            }
          }
        }
      }
    }
    assertThat(broken).isEmpty();
    assertThat(methods).isEqualTo(627);
    Page page = Page.read();
    assertThat(refused).isEqualTo(page.refused());
    int working = methods - refused.values().stream().mapToInt(Integer::intValue).sum();
    int ofThisKind = methods - page.notOfThisKind();
    int inMaxCompute = ofThisKind - page.notInMaxCompute();
    assertThat(page.text())
        .contains(working + " of the 627 methods work")
        .contains(share(working, ofThisKind))
        .contains(share(working, inMaxCompute));
    assertThat((double) working / inMaxCompute).isGreaterThanOrEqualTo(0.97);
  }

  private static String share(int working, int sensible) {
    return String.format(
        Locale.ROOT,
        "%d of the %d methods (%.1f %%)",
        working,
        sensible,
        100.0 * working / sensible);
  }

  /** JDBC: a PreparedStatement throws if it is given another text. */
  private static boolean isTextOfPreparedStatement(Class<?> type, Method method, Throwable e) {
    return type == PreparedStatement.class
        && method.getParameterCount() > 0
        && method.getParameterTypes()[0] == String.class
        && e instanceof SQLException refusal
        && "55000".equals(refusal.getSQLState());
  }

  /**
   * The page.
   *
   * @param refused the number of refused overloads by interface and name
   * @param notOfThisKind how many of them are under the first heading
   * @param notInMaxCompute how many are under the second one
   */
  private record Page(
      String text, Map<String, Integer> refused, int notOfThisKind, int notInMaxCompute) {
    static Page read() throws Exception {
      Map<String, Integer> refused = new TreeMap<>();
      Map<String, Integer> byHeading = new TreeMap<>();
      String heading = "";
      for (String line : Files.readAllLines(PAGE)) {
        if (line.startsWith("## ")) {
          heading = line.substring(3);
        } else if (line.startsWith("| `")) {
          String[] cells = line.split("\\|");
          String type = cells[1].strip().replace("`", "");
          Matcher entry = ENTRY.matcher(cells[2]);
          while (entry.find()) {
            int count = entry.group(2) == null ? 1 : Integer.parseInt(entry.group(2));
            refused.put(type + "." + entry.group(1), count);
            byHeading.merge(heading, count, Integer::sum);
          }
        }
      }
      return new Page(
          Files.readString(PAGE).replaceAll("\\s+", " "),
          refused,
          byHeading.getOrDefault("Not in a store of this kind", 0),
          byHeading.getOrDefault("Not in MaxCompute", 0));
    }
  }
}
