package dev.maxstorage.cli;

import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;

/** A program that loads a file and prints the number of rows sent after each batch. */
final class ObservedLoad {
  private ObservedLoad() {}

  public static void main(String[] arguments) throws Exception {
    Progress progress =
        new Progress() {
          private long rows;

          @Override
          public void add(long more) {
            rows += more;
            System.out.println(rows);
          }

          @Override
          public void close() {}
        };
    try (Connection connection = MemoryWarehouse.open(arguments[0])) {
      new TableLoader(connection, progress, List.of())
          .load(
              TableReference.parse(arguments[1]),
              List.of(InputFile.inspect(Path.of(arguments[2]))));
    }
    System.out.println("done");
  }
}
