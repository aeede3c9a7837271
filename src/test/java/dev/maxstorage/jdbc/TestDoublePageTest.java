package dev.maxstorage.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maxstorage.warehouse.FaultPlan;
import dev.maxstorage.warehouse.TestSwitches;
import dev.maxstorage.warehouse.WarehouseLease;
import dev.maxstorage.warehouse.Warehouses;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Holds {@code docs/how-to/test-double.md} to what it says. */
class TestDoublePageTest {
  private static final Path PAGE = Path.of("docs/how-to/test-double.md");

  private static List<Long> even(Connection connection) throws Exception {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select id from t where id >= 2 and name != 'x'")) {
      List<Long> ids = new java.util.ArrayList<>();
      while (rows.next()) {
        ids.add(rows.getLong(1));
      }
      return ids;
    }
  }

  /** Case 73 of the Storage API document too: a superset on the wire is filtered here. */
  @ParameterizedTest
  @EnumSource(TestSwitches.Filters.class)
  void case73QueriesGiveTheSameUnderEveryFilterSwitch(TestSwitches.Filters filters)
      throws Exception {
    try (WarehouseLease lease = Warehouses.open("page");
        Connection connection =
            DriverManager.getConnection("jdbc:maxstorage:mem:page?project=demo");
        Statement statement = connection.createStatement()) {
      statement.executeUpdate("create table t (id bigint, name string)");
      statement.executeUpdate("insert into t values (1, 'a'), (2, 'b'), (3, 'x'), (4, 'd')");
      lease.server().switches().set(filters);
      for (TestSwitches.RecordCounts counts : TestSwitches.RecordCounts.values()) {
        lease.server().switches().set(counts);
        assertThat(even(connection)).as("%s %s", filters, counts).containsExactly(2L, 4L);
      }
      FaultPlan faults = lease.server().faults();
      faults.on("TableRead").request(1).cutAfter(200);
      assertThat(even(connection)).containsExactly(2L, 4L);
      assertThat(faults.struck()).isEqualTo(1);
    }
  }

  @Test
  void thePageNamesEverySwitchAndEveryFault() throws Exception {
    String page = Files.readString(PAGE);
    Stream.of(TestSwitches.Choice.class.getPermittedSubclasses())
        .forEach(
            type -> {
              assertThat(page).contains("| `" + type.getSimpleName() + "` | `");
              for (Object value : type.getEnumConstants()) {
                assertThat(page).contains("`" + value + "`");
              }
            });
    Arrays.stream(FaultPlan.Strike.class.getDeclaredMethods())
        .filter(method -> java.lang.reflect.Modifier.isPublic(method.getModifiers()))
        .map(Method::getName)
        .forEach(name -> assertThat(page).contains("`" + name + "("));
  }
}
