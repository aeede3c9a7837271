package dev.maxstorage.cli;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.sql.SQLException;

/** A failure in one line of text. */
final class ErrorLine {
  private ErrorLine() {}

  /** The failure's message on one line, of an SQLException with its SQLState in parentheses. */
  static String of(Throwable failure) {
    return text(failure).strip().replaceAll("\\s*\\R\\s*", " ");
  }

  private static String text(Throwable failure) {
    if (failure instanceof SQLException sql) {
      return sql.getMessage() + (sql.getSQLState() == null ? "" : " (" + sql.getSQLState() + ")");
    }
    if (failure instanceof CommandException) {
      return String.valueOf(failure.getMessage());
    }
    if (failure instanceof NoSuchFileException missing) {
      return "There is no file or directory '" + missing.getFile() + "'";
    }
    if (failure instanceof AccessDeniedException denied) {
      return "File '" + denied.getFile() + "' may not be accessed";
    }
    if (failure instanceof FileAlreadyExistsException present) {
      return "File '" + present.getFile() + "' exists already";
    }
    if (failure instanceof FileSystemException file) {
      String reason = file.getReason() == null ? "cannot be used" : file.getReason();
      return "File '" + file.getFile() + "': " + reason;
    }
    if (failure instanceof OutOfMemoryError) {
      return "Out of memory; give Java more with -Xmx";
    }
    return failure.getMessage() == null ? failure.toString() : failure.getMessage();
  }
}
