package dev.maxstorage.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.sql.SQLException;

/** What a refused call must look like. */
final class Refusals {
  private Refusals() {}

  /** A call that may fail. */
  interface Call {
    void run() throws Exception;
  }

  /** Checks that a call fails with a SQLState and a message that has these parts. */
  static SQLException refused(String state, Call call, String... inMessage) {
    Throwable thrown = catchThrowable(call::run);
    assertThat(thrown).isInstanceOf(SQLException.class);
    SQLException refusal = (SQLException) thrown;
    assertThat(refusal.getSQLState()).as(refusal.toString()).isEqualTo(state);
    for (String part : inMessage) {
      assertThat(refusal.getMessage()).contains(part);
    }
    return refusal;
  }
}
