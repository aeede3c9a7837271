package dev.maxstorage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class ErrorLineTest {

  @Test
  void anSqlExceptionEndsWithItsState() {
    assertThat(ErrorLine.of(new SQLException("No such table", "42S02")))
        .isEqualTo("No such table (42S02)");
  }

  @Test
  void lineEndsBecomeBlanks() {
    assertThat(ErrorLine.of(new CommandException("one\n  two\r\nthree\n")))
        .isEqualTo("one two three");
  }

  @Test
  void aMissingFileIsNamed() {
    assertThat(ErrorLine.of(new NoSuchFileException("a.csv")))
        .isEqualTo("There is no file or directory 'a.csv'");
  }

  @Test
  void aFileThatExistsIsNamed() {
    assertThat(ErrorLine.of(new FileAlreadyExistsException("a.csv")))
        .isEqualTo("File 'a.csv' exists already");
  }

  @Test
  void anExceptionWithoutMessageShowsItsClass() {
    assertThat(ErrorLine.of(new IllegalStateException()))
        .isEqualTo("java.lang.IllegalStateException");
  }
}
