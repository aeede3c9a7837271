package dev.maxstorage.types;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.JDBCType;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Compares the table in {@code docs/reference/types.md} with the table of types. */
class TypesPageTest {
  private static final Path PAGE = Path.of("docs/reference/types.md");

  /** The first three cells of a type's row; the fourth is free text. */
  private static String rowStart(TypeMapping mapping) {
    return "| %s | %s | %s | "
        .formatted(
            mapping.typeName(),
            JDBCType.valueOf(mapping.sqlType()).getName(),
            mapping.javaClass().getCanonicalName());
  }

  @Test
  void thePageHasOneRowForEachTypeInTheirOrder() throws Exception {
    List<String> expected = TypeMapping.all().stream().map(TypesPageTest::rowStart).toList();
    List<String> page = Files.readAllLines(PAGE);
    int first = page.indexOf("|---|---|---|---|") + 1;
    List<String> rows = page.subList(first, first + expected.size());
    for (int i = 0; i < expected.size(); i++) {
      assertThat(rows.get(i)).startsWith(expected.get(i));
    }
    assertThat(page.get(first + expected.size())).isEmpty();
  }
}
