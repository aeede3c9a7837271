package dev.maxstorage.cli;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** A command that cannot go on, with a message for the person who gave it. */
final class CommandException extends Exception {
  private static final long serialVersionUID = 1L;

  CommandException(String message) {
    super(message);
  }

  CommandException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /** The same failure with the place where it happened in front of its message. */
  static CommandException at(String place, SQLException failure) {
    return new CommandException(place + ": " + ErrorLine.of(failure), failure);
  }
}
